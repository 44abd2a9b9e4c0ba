#include "plim/io/h5.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <numeric>
#include <unistd.h>

#include <hdf5.h>
#include <hdf5_hl.h>

#include "plim/core/error.hpp"

namespace plim::h5 {

namespace {

constexpr std::size_t compress_from = 64 * 1024;  // bytes; below, chunking costs more than it saves

[[noreturn]] void fail(const std::string& what) { throw Error(ExitCode::io, "HDF5 failed to " + what); }

/// A return value of the library, or an error that says what was tried.
template <class R>
R checked(R result, const std::string& what) {
  if (result < 0) fail(what);
  return result;
}

}  // namespace

class Id {
 public:
  using Close = herr_t (*)(hid_t);
  Id(hid_t id, Close closer, const std::string& what) : id_(checked(id, what)), close_(closer) {}
  Id(const Id&) = delete;
  Id& operator=(const Id&) = delete;
  ~Id() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const noexcept { return id_; }
  void close(const std::string& what) {
    const hid_t id = std::exchange(id_, -1);
    checked(close_(id), what);
  }

 private:
  hid_t id_;
  Close close_;
};

namespace {

void silence() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

Id text_type() {
  Id type(H5Tcopy(H5T_C_S1), H5Tclose, "make a string type");
  checked(H5Tset_size(type, H5T_VARIABLE), "make a string type");
  checked(H5Tset_cset(type, H5T_CSET_UTF8), "make a string type");
  return Id(H5Tcopy(type), H5Tclose, "make a string type");
}

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
  return Id(H5Pcopy(properties), H5Pclose, "set up an array");
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
  const Id array(H5Dcreate2(group, name.c_str(), c.stored, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                 H5Dclose, what);
  checked(H5Dwrite(array, c.memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, c.data), what);
  for (const auto& [key, text] : more) write_text_attribute(array, key, text);
  return Id(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, what);
}

void write_axis(hid_t group, const std::string& name, const Content& c, const TextAttributes& more) {
  const Id scale = write_array(group, name, {c.size}, c, more);
  checked(H5DSset_scale(scale, name.c_str()), "make the axis " + name);
}

void attach(hid_t group, hid_t array, const Texts& axes) {
  for (unsigned d = 0; d < axes.size(); ++d) {
    const Id scale(H5Dopen2(group, axes[d].c_str(), H5P_DEFAULT), H5Dclose, "open the axis " + axes[d]);
    checked(H5DSattach_scale(array, scale, d), "attach the axis " + axes[d]);
    checked(H5DSset_label(array, d, axes[d].c_str()), "label the axis " + axes[d]);
  }
}

}  // namespace

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
  write_axis(*id_, name, content(values), more);
  axes_.emplace_back(name, values.size());
}

void Group::axis(const std::string& name, std::span<const double> values, const TextAttributes& more) {
  write_axis(*id_, name, content(values), more);
  axes_.emplace_back(name, values.size());
}

void Group::axis(const std::string& name, const Texts& values, const TextAttributes& more) {
  const Id type = text_type();
  const std::vector<const char*> p = pointers(values);
  write_axis(*id_, name, {type, type, p.data(), p.size(), 0, false}, more);
  axes_.emplace_back(name, values.size());
}

std::size_t Group::extent(const std::string& axis) const {
  for (const auto& [name, size] : axes_) {
    if (name == axis) return size;
  }
  throw Error(ExitCode::bug, "no axis " + axis);
}

namespace {

template <class Extent>
Id write_over(hid_t group, const std::string& name, const Texts& axes, const Content& c,
              const TextAttributes& more, Extent extent) {
  std::vector<hsize_t> sizes;
  for (const std::string& axis : axes) sizes.push_back(extent(axis));
  attach(group, write_array(group, name, sizes, c, more), axes);
  return Id(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, "open " + name);
}

}  // namespace

void Group::array(const std::string& name, const Texts& axes, std::span<const double> values,
                  const TextAttributes& more) {
  write_over(*id_, name, axes, content(values), more, [this](const std::string& a) { return extent(a); });
}

void Group::array(const std::string& name, const Texts& axes, std::span<const std::int64_t> values,
                  const TextAttributes& more) {
  write_over(*id_, name, axes, content(values), more, [this](const std::string& a) { return extent(a); });
}

void Group::array(const std::string& name, const Texts& axes, std::span<const std::uint8_t> values,
                  const Texts& meanings) {
  const Id array =
      write_over(*id_, name, axes, content(values), {}, [this](const std::string& a) { return extent(a); });
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
  write_over(*id_, name, axes, {type, type, p.data(), p.size(), 0, false}, more,
             [this](const std::string& a) { return extent(a); });
}

Writer::Writer(std::filesystem::path target) : target_(std::move(target)) {
  silence();
  temporary_ =
      target_.parent_path() / ("." + target_.filename().string() + "." + std::to_string(::getpid()) + ".tmp");
  const Id creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "set up the file");
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  checked(H5Pset_link_creation_order(creation, order), "set up the file");
  checked(H5Pset_attr_creation_order(creation, order), "set up the file");
  checked(H5Pset_obj_track_times(creation, false), "set up the file");
  const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "set up the file");
  checked(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "set up the file");
  const hid_t file = H5Fcreate(temporary_.c_str(), H5F_ACC_TRUNC, creation, access);
  if (file < 0)
    throw Error(ExitCode::cannot_create, target_.string() + ": cannot create: " + std::strerror(errno));
  file_ = std::make_shared<Id>(file, H5Fclose, "create the file");
}

Writer::~Writer() {
  if (!file_) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

Group Writer::root() const {
  return Group(std::make_shared<Id>(H5Gopen2(*file_, "/", H5P_DEFAULT), H5Gclose, "open the root group"));
}

namespace {

void sync(const std::filesystem::path& path, int flags) {
  const int file = ::open(path.c_str(), flags);
  const bool failed = file < 0 || ::fsync(file) != 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (failed) throw Error(ExitCode::io, path.string() + ": cannot sync: " + std::strerror(error));
}

}  // namespace

void Writer::commit() {
  if (H5Fget_obj_count(*file_, H5F_OBJ_ALL) != 1)
    throw Error(ExitCode::bug, "objects of the result file are still open");
  checked(H5Fflush(*file_, H5F_SCOPE_GLOBAL), "flush " + target_.string());
  file_->close("close " + target_.string());
  sync(temporary_, O_RDONLY);
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
    throw Error(ExitCode::io, target_.string() + ": cannot rename into place: " + std::strerror(errno));
  }
  file_.reset();
  const std::filesystem::path parent = target_.parent_path();
  sync(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
}

Reader::Reader(const std::filesystem::path& path) {
  silence();
  if (!std::filesystem::exists(path)) throw Error(ExitCode::no_input, path.string() + ": no such file");
  if (!std::filesystem::is_regular_file(path))
    throw Error(ExitCode::no_input, path.string() + ": is not a regular file");
  const hid_t file = H5Fis_hdf5(path.c_str()) > 0 ? H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT) : -1;
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
    checked(
        H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT),
        "list the group " + at);
    H5O_info_t object;
    checked(H5Oget_info_by_name(group, name, &object, H5P_DEFAULT), "look at " + at + "/" + name);
    if (object.type == wanted) names.emplace_back(name);
  }
  return names;
}

template <class T>
std::vector<T> read_array(hid_t file, const std::string& name, hid_t memory) {
  const std::string what = "read " + name;
  const Id array(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, what);
  const Id space(H5Dget_space(array), H5Sclose, what);
  std::vector<T> values(static_cast<std::size_t>(checked(H5Sget_simple_extent_npoints(space), what)));
  checked(H5Dread(array, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
  return values;
}

}  // namespace

Texts Reader::groups(const std::string& at) const { return children(*file_, at, H5O_TYPE_GROUP); }

Texts Reader::arrays(const std::string& at) const { return children(*file_, at, H5O_TYPE_DATASET); }

std::optional<std::string> Reader::text(const std::string& at, const std::string& name) const {
  const hid_t id = H5Aopen_by_name(*file_, at.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
  if (id < 0) return std::nullopt;
  const Id attribute(id, H5Aclose, "open " + name);
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
  const hid_t id = H5Aopen_by_name(*file_, at.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
  if (id < 0) return std::nullopt;
  const Id attribute(id, H5Aclose, "open " + name);
  std::int64_t value = 0;
  if (H5Aget_storage_size(attribute) != sizeof value || H5Aread(attribute, H5T_NATIVE_INT64, &value) < 0)
    return std::nullopt;
  return value;
}

bool Reader::has(const std::string& path) const { return H5Lexists(*file_, path.c_str(), H5P_DEFAULT) > 0; }

bool Reader::is_text(const std::string& array) const {
  const Id id(H5Dopen2(*file_, array.c_str(), H5P_DEFAULT), H5Dclose, "open " + array);
  const Id type(H5Dget_type(id), H5Tclose, "open " + array);
  return H5Tget_class(type) == H5T_STRING;
}

std::vector<double> Reader::doubles(const std::string& array) const {
  return read_array<double>(*file_, array, H5T_NATIVE_DOUBLE);
}

std::vector<std::int64_t> Reader::integers(const std::string& array) const {
  return read_array<std::int64_t>(*file_, array, H5T_NATIVE_INT64);
}

Texts Reader::texts(const std::string& array) const {
  const Id type = text_type();
  std::vector<char*> raw = read_array<char*>(*file_, array, type);
  Texts copies;
  for (char* text : raw) {
    copies.emplace_back(text != nullptr ? text : "");
    H5free_memory(text);
  }
  return copies;
}

std::string library_version() {
  unsigned major = 0, minor = 0, release = 0;
  checked(H5get_libversion(&major, &minor, &release), "say its version");
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace plim::h5
