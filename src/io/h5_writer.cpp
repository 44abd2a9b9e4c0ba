#include <numeric>

#include "h5_scales.hpp"

namespace plim::h5 {

namespace {

constexpr std::size_t compress_from = 64 * 1024;  // bytes; below, chunking costs more than it saves

std::vector<const char*> pointers(const Texts& texts) {
  std::vector<const char*> p;
  for (const std::string& text : texts) p.push_back(text.c_str());
  return p;
}

template <class T>
hid_t stored_type();
template <>
hid_t stored_type<double>() {
  return H5T_IEEE_F64LE;
}
template <>
hid_t stored_type<std::int64_t>() {
  return H5T_STD_I64LE;
}
template <>
hid_t stored_type<std::uint8_t>() {
  return H5T_STD_U8LE;
}
template <class T>
hid_t memory_type();
template <>
hid_t memory_type<double>() {
  return H5T_NATIVE_DOUBLE;
}
template <>
hid_t memory_type<std::int64_t>() {
  return H5T_NATIVE_INT64;
}
template <>
hid_t memory_type<std::uint8_t>() {
  return H5T_NATIVE_UINT8;
}

void write_attribute(hid_t object, const std::string& name, hid_t stored, hid_t memory, std::size_t count,
                     const void* data) {
  const std::string what = "write the attribute " + name;
  const hsize_t size = count;
  const Id space(count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &size, nullptr), H5Sclose, what);
  Id attribute(H5Acreate2(object, name.c_str(), stored, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, what);
  checked(H5Awrite(attribute, memory, data), what);
  attribute.close(what);
}

void write_text_attribute(hid_t object, const std::string& name, const std::string& text) {
  const Id type = text_type();
  const char* pointer = text.c_str();
  write_attribute(object, name, type, type, 1, &pointer);
}

/// Creation order kept and no times, so that files list in the order of writing and equal runs are equal
/// bytes.
Id array_properties(const std::vector<hsize_t>& extent, std::size_t bytes, bool compress) {
  Id properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "set up an array");
  checked(H5Pset_obj_track_times(properties, false), "set up an array");
  checked(H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "set up an array");
  if (compress && bytes >= compress_from) {
    std::vector<hsize_t> chunk = extent;
    for (std::size_t d = 0, size = bytes; d < chunk.size() && size > (1 << 20); ++d) {
      const hsize_t whole = chunk[d];
      chunk[d] = std::max<hsize_t>(1, whole * (1 << 20) / size);
      size = size / whole * chunk[d];
    }
    checked(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "set up an array");
    checked(H5Pset_shuffle(properties), "set up an array");
    checked(H5Pset_deflate(properties, 4), "set up an array");
  }
  return properties;
}

struct Content {
  hid_t stored, memory;
  const void* data;
  std::size_t size, bytes;
  bool compress;  // integers shrink well; doubles and references to strings do not
};

template <class T>
Content content(std::span<const T> values) {
  return {stored_type<T>(), memory_type<T>(),    values.data(),
          values.size(),    values.size_bytes(), std::is_integral_v<T>};
}

Id write_array(hid_t group, const std::string& name, const std::vector<hsize_t>& extent, const Content& c,
               const TextAttributes& more) {
  const std::string what = "write " + name;
  const hsize_t cells = std::accumulate(extent.begin(), extent.end(), hsize_t{1}, std::multiplies<>());
  if (cells != c.size || cells == 0) {
    throw Error(ExitCode::bug,
                name + " has " + std::to_string(c.size) + " values for " + std::to_string(cells) + " places");
  }
  const Id properties = array_properties(extent, c.bytes, c.compress);
  const Id space(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr), H5Sclose, what);
  Id array(H5Dcreate2(group, name.c_str(), c.stored, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
           what);
  checked(H5Dwrite(array, c.memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, c.data), what);
  for (const auto& [key, text] : more) write_text_attribute(array, key, text);
  return array;
}

Id write_over(hid_t group, Scales& scales, const std::string& name, const Texts& axes, const Content& c,
              const TextAttributes& more) {
  std::vector<hsize_t> sizes;
  for (const std::string& axis : axes) sizes.push_back(scales.extent(axis));
  Id array = write_array(group, name, sizes, c, more);
  scales.attach(array, axes);
  return array;
}

}  // namespace

Group::Group(std::shared_ptr<Id> id) : id_(std::move(id)), axes_(std::make_shared<Scales>()) {}

Group Group::group(const std::string& name) const {
  const std::string what = "create the group " + name;
  const Id properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, what);
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  checked(H5Pset_link_creation_order(properties, order), what);
  checked(H5Pset_attr_creation_order(properties, order), what);
  checked(H5Pset_obj_track_times(properties, false), what);
  return Group(std::make_shared<Id>(H5Gcreate2(*id_, name.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT),
                                    H5Gclose, what));
}

void Group::attribute(const std::string& name, const std::string& text) const {
  write_text_attribute(*id_, name, text);
}

void Group::attribute(const std::string& name, std::int64_t value) const {
  write_attribute(*id_, name, H5T_STD_I64LE, H5T_NATIVE_INT64, 1, &value);
}

void Group::attribute(const std::string& name, std::span<const double> values) const {
  write_attribute(*id_, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values.size(), values.data());
}

void Group::axis(const std::string& name, std::span<const std::int64_t> values, const TextAttributes& more) {
  axes_->add(name, values.size(), write_array(*id_, name, {values.size()}, content(values), more));
}

void Group::axis(const std::string& name, std::span<const double> values, const TextAttributes& more) {
  axes_->add(name, values.size(), write_array(*id_, name, {values.size()}, content(values), more));
}

void Group::axis(const std::string& name, const Texts& values, const TextAttributes& more) {
  const Id type = text_type();
  const std::vector<const char*> p = pointers(values);
  axes_->add(name, p.size(),
             write_array(*id_, name, {p.size()}, {type, type, p.data(), p.size(), 0, false}, more));
}

void Group::bytes(const std::string& name, std::string_view values, const TextAttributes& more) {
  axes_->add(name, values.size(),
             write_array(*id_, name, {values.size()},
                         {stored_type<std::uint8_t>(), memory_type<std::uint8_t>(), values.data(),
                          values.size(), values.size(), false},
                         more));
}

void Group::array(const std::string& name, const Texts& axes, std::span<const double> values,
                  const TextAttributes& more, const RealAttributes& numbers) {
  const Id array = write_over(*id_, *axes_, name, axes, content(values), more);
  for (const auto& [key, number] : numbers)
    write_attribute(array, key, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, 1, &number);
}

void Group::array(const std::string& name, const Texts& axes, std::span<const std::int64_t> values,
                  const TextAttributes& more) {
  write_over(*id_, *axes_, name, axes, content(values), more);
}

void Group::array(const std::string& name, const Texts& axes, std::span<const std::uint8_t> values,
                  const Texts& meanings) {
  const Id array = write_over(*id_, *axes_, name, axes, content(values), {});
  std::vector<std::uint8_t> flags(meanings.size());
  std::iota(flags.begin(), flags.end(), std::uint8_t{0});
  write_attribute(array, "flag_values", H5T_STD_U8LE, H5T_NATIVE_UINT8, flags.size(), flags.data());
  std::string words;
  for (const std::string& meaning : meanings) words += (words.empty() ? "" : " ") + meaning;
  write_text_attribute(array, "flag_meanings", words);
}

void Group::array(const std::string& name, const Texts& axes, const Texts& values,
                  const TextAttributes& more) {
  const Id type = text_type();
  const std::vector<const char*> p = pointers(values);
  write_over(*id_, *axes_, name, axes, {type, type, p.data(), p.size(), 0, false}, more);
}

}  // namespace plim::h5
