#include "h5_tree.hpp"

#include "plim/accumulate/bytes.hpp"
#include "plim/core/error.hpp"

namespace plim::h5 {

std::string below(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "/" + name;
}

namespace {

[[noreturn]] void refuse(const std::string& path, const char* why) {
  throw Error(ExitCode::data, (path.empty() ? "/" : path) + ": " + why);
}

/// Builds the objects that bytes tell of.
class Decoder {
 public:
  Decoder(std::string_view bytes, std::map<std::string, Object, std::less<>>& objects)
      : in_(bytes), objects_(objects) {}

  void operator()() {
    contents("", objects_[""], 0);
    if (!in_.at_end()) throw Error(ExitCode::data, "is damaged: it goes on behind its end");
  }

 private:
  template <class T>
  T number() {
    T value{};
    in_(value);
    return value;
  }
  std::string text() { return std::string(in_.raw(number<std::uint64_t>())); }

  void contents(const std::string& path, Object& object, std::size_t level) {
    if (level > most_levels) refuse(path, "lies too deep");
    for (;;) {
      const auto event = static_cast<Event>(number<std::uint8_t>());
      if (event == Event::end) return;
      if (event == Event::fault) throw Error(ExitCode::data, text());
      if (event == Event::attribute) {
        std::string name = text();
        object.attributes.emplace_back(std::move(name), value(path));
      } else if (object.is_group && (event == Event::group || event == Event::array)) {
        child(path, object, event == Event::group, level);
      } else {
        refuse(path, "holds what is nothing");
      }
    }
  }

  void child(const std::string& path, Object& parent, bool is_group, std::size_t level) {
    const std::string name = text();
    if (name.empty() || name.find('/') != std::string::npos) refuse(path, "holds an object without a name");
    const auto [place, fresh] = objects_.try_emplace(below(path, name));
    if (!fresh) refuse(place->first, "is there twice");
    (is_group ? parent.groups : parent.arrays).push_back(name);
    place->second.is_group = is_group;
    if (!is_group) array(place->first, place->second);
    contents(place->first, place->second, level + 1);
  }

  void array(const std::string& path, Object& array) {
    array.kind = kind(path);
    const auto rank = number<std::uint64_t>();
    if (rank > most_dimensions) refuse(path, "has too many dimensions");
    for (std::uint64_t d = 0; d < rank; ++d) {
      array.extents.push_back(number<std::uint64_t>());
      if (__builtin_mul_overflow(array.size, array.extents.back(), &array.size))
        refuse(path, "is larger than any file");
    }
    std::uint64_t bytes = 0;
    if (array.kind == Kind::text) {
      bytes = number<std::uint64_t>();
    } else if (array.kind != Kind::other &&
               __builtin_mul_overflow(array.size, array.kind == Kind::byte ? 1U : 8U, &bytes)) {
      refuse(path, "is larger than any file");
    }
    array.values = in_.raw(bytes);
  }

  Kind kind(const std::string& path) {
    const auto kind = number<std::uint8_t>();
    if (kind > static_cast<std::uint8_t>(Kind::byte)) refuse(path, "holds values of no kind");
    return static_cast<Kind>(kind);
  }

  Value value(const std::string& path) {
    switch (kind(path)) {
      case Kind::text: return text();
      case Kind::integer: return number<std::int64_t>();
      case Kind::real: return number<double>();
      default: return std::monostate{};
    }
  }

  ByteReader in_;
  std::map<std::string, Object, std::less<>>& objects_;
};

}  // namespace

Tree::Tree(std::string bytes) : bytes_(std::move(bytes)) { Decoder(bytes_, objects_)(); }

const Object* Tree::find(std::string_view path) const {
  const auto place = objects_.find(path.substr(path.starts_with('/') ? 1 : 0));
  return place == objects_.end() ? nullptr : &place->second;
}

}  // namespace plim::h5
