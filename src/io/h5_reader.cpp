#include <cstring>
#include <string_view>

#include "confined.hpp"
#include "h5_tree.hpp"
#include "plim/accumulate/bytes.hpp"
#include "plim/core/error.hpp"
#include "plim/data/byte_stream.hpp"
#include "trailer.hpp"

namespace plim::h5 {
namespace {

constexpr std::string_view signature{"\x89HDF\r\n\x1a\n", 8};

/// More than reading an image of this size can need that plim wrote: counts, which may shrink to nothing, are
/// a few times the numbers beside them, which do not shrink; and 50 MB take a second at most.
Confinement bounds_for(std::size_t image) {
  const std::size_t bytes = (std::size_t{256} << 20) + 32 * image;
  return {bytes, bytes, std::chrono::seconds(10 + image / 50'000'000)};
}

std::shared_ptr<const Tree> read_tree(std::string_view image, const Wanted& wanted) {
  return std::make_shared<const Tree>(
      confined(bounds_for(image.size()), [&](const Write& write) { walk(image, wanted, write); }));
}

/// An object, or Error(data).
const Object& object_at(const Tree& tree, const std::string& path, bool is_group) {
  const Object* object = tree.find(path);
  if (object != nullptr && object->is_group == is_group) return *object;
  throw Error(ExitCode::data, path + ": is missing");
}

/// The value of a scalar attribute, if there is one of that name; Error(data) if it is of another kind.
template <class T>
std::optional<T> attribute(const Tree& tree, const std::string& at, const std::string& name) {
  const Object* object = tree.find(at);
  if (object == nullptr) return std::nullopt;
  for (const auto& [key, value] : object->attributes) {
    if (key != name) continue;
    if (const T* const found = std::get_if<T>(&value)) return *found;
    throw Error(ExitCode::data,
                (at.empty() || at == "/" ? "its " : at + ": its ") + name + " is none that plim writes");
  }
  return std::nullopt;
}

std::string extents_text(const Extents& extents) {
  std::string text;
  for (const std::uint64_t extent : extents) text += (text.empty() ? "" : " x ") + std::to_string(extent);
  return text.empty() ? "one" : text;
}

/// An array that has these extents and one of two kinds, or Error(data).
const Object& array_at(const Tree& tree, const std::string& path, const Extents& extents, Kind kind,
                       Kind other) {
  const Object& array = object_at(tree, path, false);
  if (array.kind != kind && array.kind != other)
    throw Error(ExitCode::data, path + ": holds values of another type");
  if (array.extents == extents) return array;
  throw Error(ExitCode::data, path + ": has " + extents_text(array.extents) + " values, but its axes " +
                                  extents_text(extents));
}

template <class T>
std::vector<T> numbers(std::string_view bytes) {
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
  return values;
}

}  // namespace

Reader::Reader(const std::filesystem::path& path, bool verified, const Wanted& wanted) {
  const std::string bytes = read_file(path);
  const Trailed parts = split_trailer(bytes);
  const bool is_hdf5 = parts.image.substr(0, signature.size()) == signature;
  if (!is_hdf5) throw Error(ExitCode::data, path.string() + ": is not an HDF5 file, or is damaged");
  if (verified && !parts.fault.empty()) {
    throw Error(ExitCode::data,
                path.string() + ": " + parts.fault + "; plim inspect --unverified reads it all the same");
  }
  digest_ = sha256(bytes);
  try {
    tree_ = read_tree(parts.image, wanted);
  } catch (const Error& error) {
    throw Error(error.code(), path.string() + ": " + error.what());
  }
}

Reader::Reader(std::shared_ptr<const Tree> tree) : tree_(std::move(tree)) {}

const Texts& Reader::groups(const std::string& at) const { return object_at(*tree_, at, true).groups; }

const Texts& Reader::arrays(const std::string& at) const { return object_at(*tree_, at, true).arrays; }

std::optional<std::string> Reader::text(const std::string& at, const std::string& name) const {
  return attribute<std::string>(*tree_, at, name);
}

std::optional<std::int64_t> Reader::integer(const std::string& at, const std::string& name) const {
  return attribute<std::int64_t>(*tree_, at, name);
}

std::optional<double> Reader::real(const std::string& at, const std::string& name) const {
  return attribute<double>(*tree_, at, name);
}

bool Reader::has(const std::string& path) const { return tree_->find(path) != nullptr; }

bool Reader::is_text(const std::string& array) const {
  return object_at(*tree_, array, false).kind == Kind::text;
}

std::size_t Reader::length(const std::string& array) const {
  const Object& found = object_at(*tree_, array, false);
  if (found.extents.size() != 1)
    throw Error(ExitCode::data,
                array + ": has " + std::to_string(found.extents.size()) + " dimensions instead of one");
  return found.size;
}

std::vector<double> Reader::doubles(const std::string& array, const Extents& extents) const {
  return numbers<double>(array_at(*tree_, array, extents, Kind::real, Kind::real).values);
}

std::vector<std::int64_t> Reader::integers(const std::string& array, const Extents& extents) const {
  const Object& found = array_at(*tree_, array, extents, Kind::integer, Kind::byte);
  if (found.kind == Kind::integer) return numbers<std::int64_t>(found.values);
  const std::vector<std::uint8_t> bytes = numbers<std::uint8_t>(found.values);
  return {bytes.begin(), bytes.end()};
}

Texts Reader::texts(const std::string& array, const Extents& extents) const {
  const Object& found = array_at(*tree_, array, extents, Kind::text, Kind::text);
  ByteReader in(found.values);
  Texts texts;
  for (std::size_t i = 0; i < found.size; ++i) {
    std::uint64_t length = 0;
    in(length);
    texts.emplace_back(in.raw(length));
  }
  if (!in.at_end()) throw Error(ExitCode::data, array + ": holds more texts than it has places");
  return texts;
}

std::vector<std::uint8_t> Reader::flags(const std::string& array, const Extents& extents,
                                        std::uint8_t count) const {
  std::vector<std::uint8_t> flags;
  for (const std::int64_t value : integers(array, extents)) {
    if (value < 0 || value >= count)
      throw Error(ExitCode::data, array + ": holds a number that means nothing");
    flags.push_back(static_cast<std::uint8_t>(value));
  }
  return flags;
}

std::string_view Reader::bytes(const std::string& array) const {
  return array_at(*tree_, array, {length(array)}, Kind::byte, Kind::byte).values;
}

}  // namespace plim::h5
