#include <filesystem>
#include <limits>
#include <string_view>

#include "h5_id.hpp"
#include "plim/data/byte_stream.hpp"
#include "trailer.hpp"

namespace plim::h5 {

namespace {

constexpr std::string_view signature{"\x89HDF\r\n\x1a\n", 8};

}  // namespace

// The library never sees the file but its bytes in memory: those that were verified, and a close that cannot
// fail.
Reader::Reader(const std::filesystem::path& path, bool verified)
    : bytes_(std::make_shared<std::string>(read_file(path))) {
  silence();
  const Trailed parts = split_trailer(*bytes_);
  const bool is_hdf5 = parts.image.substr(0, signature.size()) == signature;
  if (is_hdf5 && verified && !parts.fault.empty()) {
    throw Error(ExitCode::data,
                path.string() + ": " + parts.fault + "; plim inspect --unverified reads it all the same");
  }
  const hid_t file = is_hdf5 ? open_image(parts.image) : -1;
  if (file < 0) throw Error(ExitCode::data, path.string() + ": is not an HDF5 file, or is damaged");
  file_ = std::make_shared<Id>(file, H5Fclose, "open " + path.string());
}

namespace {

Texts children(hid_t file, const std::string& at, H5O_type_t wanted) {
  const Id group(H5Gopen2(file, at.c_str(), H5P_DEFAULT), H5Gclose, "open the group " + at);
  H5G_info_t info;
  checked(H5Gget_info(group, &info), "list the group " + at);
  Texts names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    char name[1024];
    H5L_info_t link;
    checked(H5Lget_info_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, &link, H5P_DEFAULT),
            "list the group " + at);
    if (link.type != H5L_TYPE_HARD) throw Error(ExitCode::data, at + ": holds a link, as plim writes none");
    checked(
        H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT),
        "list the group " + at);
    H5O_info_t object;
    checked(H5Oget_info_by_name(group, name, &object, H5P_DEFAULT), "look at " + at + "/" + name);
    if (object.type == wanted) names.emplace_back(name);
  }
  return names;
}

/// Refuses an array of another kind than plim writes: stored in other files, or larger than what the file
/// holds of it can be (deflate makes at most 1032 bytes of one).
void refuse_foreign(hid_t array, const std::string& name, hsize_t bytes) {
  const std::string what = "look at " + name;
  const Id properties(H5Dget_create_plist(array), H5Pclose, what);
  if (H5Pget_layout(properties) == H5D_VIRTUAL || H5Pget_external_count(properties) != 0)
    throw Error(ExitCode::data, name + ": has its values in other files");
  if (bytes / 1100 > H5Dget_storage_size(array))
    throw Error(ExitCode::data, name + ": is larger than what the file holds of it");
}

template <class T>
std::vector<T> read_array(hid_t file, const std::string& name, hid_t memory, H5T_class_t kind) {
  const std::string what = "read " + name;
  const Id array(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, what);
  const Id stored(H5Dget_type(array), H5Tclose, what), space(H5Dget_space(array), H5Sclose, what);
  if (H5Tget_class(stored) != kind) throw Error(ExitCode::data, name + ": holds values of another type");
  const auto size = static_cast<hsize_t>(checked(H5Sget_simple_extent_npoints(space), what));
  if (size > std::numeric_limits<std::size_t>::max() / sizeof(T))
    throw Error(ExitCode::data, name + ": is larger than any file");
  refuse_foreign(array, name, size * sizeof(T));
  std::vector<T> values(static_cast<std::size_t>(size));
  checked(H5Dread(array, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
  return values;
}

/// Whether an attribute is one value of that kind; more would not fit where one is read to.
bool is_scalar(hid_t attribute, H5T_class_t kind) {
  const std::string what = "look at an attribute";
  const Id space(H5Aget_space(attribute), H5Sclose, what), type(H5Aget_type(attribute), H5Tclose, what);
  return H5Sget_simple_extent_type(space) == H5S_SCALAR && H5Tget_class(type) == kind;
}

/// An attribute that is one number, or nothing.
template <class T>
std::optional<T> read_scalar(hid_t file, const std::string& at, const std::string& name, hid_t memory,
                             H5T_class_t kind) {
  const hid_t id = H5Aopen_by_name(file, at.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
  if (id < 0) return std::nullopt;
  const Id attribute(id, H5Aclose, "open " + name);
  T value{};
  if (!is_scalar(attribute, kind) || H5Aread(attribute, memory, &value) < 0) return std::nullopt;
  return value;
}

}  // namespace

Texts Reader::groups(const std::string& at) const { return children(*file_, at, H5O_TYPE_GROUP); }

Texts Reader::arrays(const std::string& at) const { return children(*file_, at, H5O_TYPE_DATASET); }

std::optional<std::string> Reader::text(const std::string& at, const std::string& name) const {
  const hid_t id = H5Aopen_by_name(*file_, at.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
  if (id < 0) return std::nullopt;
  const Id attribute(id, H5Aclose, "open " + name);
  if (!is_scalar(attribute, H5T_STRING)) return std::nullopt;
  const Id stored(H5Aget_type(attribute), H5Tclose, "read " + name);
  if (H5Tis_variable_str(stored) <= 0) return std::nullopt;
  const Id type = text_type();
  char* text = nullptr;
  checked(H5Aread(attribute, type, &text), "read " + name);
  const std::string copy = text != nullptr ? text : "";
  H5free_memory(text);
  return copy;
}

std::optional<std::int64_t> Reader::integer(const std::string& at, const std::string& name) const {
  return read_scalar<std::int64_t>(*file_, at, name, H5T_NATIVE_INT64, H5T_INTEGER);
}

std::optional<double> Reader::real(const std::string& at, const std::string& name) const {
  return read_scalar<double>(*file_, at, name, H5T_NATIVE_DOUBLE, H5T_FLOAT);
}

bool Reader::has(const std::string& path) const { return H5Lexists(*file_, path.c_str(), H5P_DEFAULT) > 0; }

bool Reader::is_text(const std::string& array) const {
  const Id id(H5Dopen2(*file_, array.c_str(), H5P_DEFAULT), H5Dclose, "open " + array);
  const Id type(H5Dget_type(id), H5Tclose, "open " + array);
  return H5Tget_class(type) == H5T_STRING;
}

std::vector<double> Reader::doubles(const std::string& array) const {
  return read_array<double>(*file_, array, H5T_NATIVE_DOUBLE, H5T_FLOAT);
}

std::vector<std::int64_t> Reader::integers(const std::string& array) const {
  return read_array<std::int64_t>(*file_, array, H5T_NATIVE_INT64, H5T_INTEGER);
}

std::string Reader::raw_bytes(const std::string& array) const {
  const std::vector<unsigned char> bytes =
      read_array<unsigned char>(*file_, array, H5T_NATIVE_UCHAR, H5T_INTEGER);
  return std::string(bytes.begin(), bytes.end());
}

Texts Reader::texts(const std::string& array) const {
  const Id type = text_type();
  std::vector<char*> raw = read_array<char*>(*file_, array, type, H5T_STRING);
  Texts copies;
  for (char* text : raw) {
    copies.emplace_back(text != nullptr ? text : "");
    H5free_memory(text);
  }
  return copies;
}

}  // namespace plim::h5
