#include <cstring>
#include <set>

#include "h5_id.hpp"
#include "h5_tree.hpp"
#include "plim/accumulate/bytes.hpp"

namespace plim::h5 {
namespace {

void put_text(ByteWriter& out, std::string_view text) {
  out(static_cast<std::uint64_t>(text.size()));
  out.raw(text);
}

ByteWriter event_of(Event event, std::string_view name) {
  ByteWriter out;
  out(static_cast<std::uint8_t>(event));
  put_text(out, name);
  return out;
}

[[noreturn]] void refuse_object(const std::string& path, const char* why) {
  throw Error(ExitCode::data, (path.empty() ? "/" : path) + ": " + why);
}

/// What values of a type are read as.
Kind kind_of(hid_t type) {
  const std::size_t size = H5Tget_size(type);
  switch (H5Tget_class(type)) {
    case H5T_STRING: return H5Tis_variable_str(type) > 0 ? Kind::text : Kind::other;
    case H5T_INTEGER:
      if (size == 1 && H5Tget_sign(type) == H5T_SGN_NONE) return Kind::byte;
      return size <= sizeof(std::int64_t) ? Kind::integer : Kind::other;
    case H5T_FLOAT: return size == sizeof(float) || size == sizeof(double) ? Kind::real : Kind::other;
    default: return Kind::other;
  }
}

/// Refuses values of an array, of `bytes` in the file, that are stored in another way than plim stores them,
/// or are more than what the file holds of them can be: deflate makes at most 1032 bytes of one.
void refuse_foreign(hid_t array, const std::string& path, const Extents& extents, hsize_t bytes,
                    std::size_t image) {
  const Id properties(H5Dget_create_plist(array), H5Pclose, "look at " + path);
  const H5D_layout_t layout = H5Pget_layout(properties);
  if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED)
    refuse_object(path, "has its values in other files");
  if (H5Pget_external_count(properties) != 0) refuse_object(path, "has its values in other files");
  const int filters = checked(H5Pget_nfilters(properties), "look at " + path);
  for (int i = 0; i < filters; ++i) {
    std::size_t values = 0;
    unsigned flags = 0;
    const H5Z_filter_t filter =
        H5Pget_filter2(properties, static_cast<unsigned>(i), &flags, &values, nullptr, 0, nullptr, nullptr);
    if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_FLETCHER32)
      refuse_object(path, "is packed in a way that plim does not read");
  }
  const hsize_t stored = H5Dget_storage_size(array);
  if (stored > image || bytes / (filters > 0 ? 1100 : 1) > stored)
    refuse_object(path, "is larger than what the file holds of it");
  if (layout != H5D_CHUNKED) return;
  hsize_t chunk[H5S_MAX_RANK];
  const int rank = checked(H5Pget_chunk(properties, H5S_MAX_RANK, chunk), "look at " + path);
  for (std::size_t d = 0; d < static_cast<std::size_t>(rank); ++d) {
    if (rank != static_cast<int>(extents.size()) || chunk[d] > extents[d])
      refuse_object(path, "is stored in pieces larger than itself");
  }
}

/// Tells what is in an image.
class Walker {
 public:
  Walker(std::size_t image, const Wanted& wanted, const std::function<void(std::string_view)>& write)
      : image_(image), wanted_(wanted), write_(write) {}

  void root(hid_t file) {
    const Id group(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "open the root group");
    H5O_info_t info;
    checked(H5Oget_info(group, &info), "look at the root group");
    reached_.insert(info.addr);
    contents(group, "", 0);
  }

 private:
  struct Link {
    std::string name;
    H5L_type_t type;
    haddr_t address;
  };

  bool wants(const std::string& path, std::string_view attribute = "") const {
    return !wanted_ || wanted_(path, attribute);
  }

  void end() { write_(std::string(1, static_cast<char>(Event::end))); }

  // Exceptions must not pass through the library, so that its calls back only take down.
  static herr_t take_link(hid_t, const char* name, const H5L_info_t* info, void* to) noexcept {
    static_cast<std::vector<Link>*>(to)->push_back(
        {name, info->type, info->type == H5L_TYPE_HARD ? info->u.address : HADDR_UNDEF});
    return 0;
  }
  static herr_t take_name(hid_t, const char* name, const H5A_info_t*, void* to) noexcept {
    static_cast<Texts*>(to)->emplace_back(name);
    return 0;
  }

  void contents(hid_t group, const std::string& path, std::size_t level) {
    if (level > most_levels) refuse_object(path, "lies too deep");
    attributes(group, path);
    std::vector<Link> links;
    checked(H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, take_link, &links),
            "list the group " + path);
    for (const Link& link : links) {
      const std::string inner = below(path, link.name);
      if (!wants(inner)) continue;
      if (link.type != H5L_TYPE_HARD) refuse_object(inner, "is a link, as plim writes none");
      if (!reached_.insert(link.address).second) refuse_object(inner, "is reached by two names");
      const Id object(H5Oopen(group, link.name.c_str(), H5P_DEFAULT), H5Oclose, "open " + inner);
      const H5I_type_t type = H5Iget_type(object);
      if (type == H5I_GROUP) {
        write_(event_of(Event::group, link.name).text());
        contents(object, inner, level + 1);
      } else if (type == H5I_DATASET) {
        array(object, inner, link.name);
      }
    }
    end();
  }

  void attributes(hid_t object, const std::string& path) {
    Texts names;
    hsize_t from = 0;
    checked(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, &from, take_name, &names),
            "list the attributes of " + path);
    for (const std::string& name : names) {
      if (wants(path, name)) attribute(object, name);
    }
  }

  void attribute(hid_t object, const std::string& name) {
    const std::string what = "read the attribute " + name;
    const Id id(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, what);
    const Id space(H5Aget_space(id), H5Sclose, what), type(H5Aget_type(id), H5Tclose, what);
    const bool scalar = H5Sget_simple_extent_type(space) == H5S_SCALAR;
    Kind kind = scalar ? kind_of(type) : Kind::other;
    if (kind == Kind::byte) kind = Kind::integer;
    ByteWriter out = event_of(Event::attribute, name);
    out(static_cast<std::uint8_t>(kind));
    if (kind == Kind::text) {
      const Id text = text_type();
      char* value = nullptr;
      checked(H5Aread(id, text, &value), what);
      put_text(out, value != nullptr ? value : "");
      H5free_memory(value);
    } else if (kind == Kind::integer) {
      std::int64_t value = 0;
      checked(H5Aread(id, H5T_NATIVE_INT64, &value), what);
      out(value);
    } else if (kind == Kind::real) {
      double value = 0;
      checked(H5Aread(id, H5T_NATIVE_DOUBLE, &value), what);
      out(value);
    }
    write_(out.text());
  }

  static Extents extents_of(hid_t array, const std::string& path) {
    const Id space(H5Dget_space(array), H5Sclose, "look at " + path);
    if (H5Sget_simple_extent_type(space) == H5S_NULL) return {0};
    hsize_t extents[H5S_MAX_RANK];
    const int rank = checked(H5Sget_simple_extent_dims(space, extents, nullptr), "look at " + path);
    return {extents, extents + rank};
  }

  void array(hid_t id, const std::string& path, const std::string& name) {
    const Id type(H5Dget_type(id), H5Tclose, "look at " + path);
    const Kind kind = kind_of(type);
    const Extents extents = extents_of(id, path);
    hsize_t size = 1, bytes = 0;
    bool fits = true;
    for (const std::uint64_t extent : extents) fits = fits && !__builtin_mul_overflow(size, extent, &size);
    if (!fits || __builtin_mul_overflow(size, sizeof(double), &bytes) ||
        __builtin_mul_overflow(size, H5Tget_size(type), &bytes))
      refuse_object(path, "is larger than any file");
    refuse_foreign(id, path, extents, bytes, image_);
    ByteWriter head = event_of(Event::array, name);
    head(static_cast<std::uint8_t>(kind));
    head(extents);
    values(id, path, kind, static_cast<std::size_t>(size), head.text());
    attributes(id, path);
    end();
  }

  // Nothing of an array is told before its values have been read: a fault stands between events.
  void values(hid_t id, const std::string& path, Kind kind, std::size_t size, std::string_view head) {
    switch (kind) {
      case Kind::text: return texts(id, path, size, head);
      case Kind::integer: return numbers<std::int64_t>(id, path, H5T_NATIVE_INT64, size, head);
      case Kind::real: return numbers<double>(id, path, H5T_NATIVE_DOUBLE, size, head);
      case Kind::byte: return numbers<std::uint8_t>(id, path, H5T_NATIVE_UINT8, size, head);
      case Kind::other: return write_(head);
    }
  }

  template <class T>
  void numbers(hid_t id, const std::string& path, hid_t memory, std::size_t size, std::string_view head) {
    std::vector<T> values(size);
    checked(H5Dread(id, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "read " + path);
    write_(head);
    write_({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
  }

  void texts(hid_t id, const std::string& path, std::size_t size, std::string_view head) {
    const Id type = text_type();
    std::vector<char*> values(size);
    checked(H5Dread(id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "read " + path);
    ByteWriter all, length;
    for (char* value : values) {
      put_text(all, value != nullptr ? value : "");
      H5free_memory(value);
    }
    length(static_cast<std::uint64_t>(all.text().size()));
    write_(head);
    write_(length.text());
    write_(all.text());
  }

  std::size_t image_;
  const Wanted& wanted_;
  const std::function<void(std::string_view)>& write_;
  std::set<haddr_t> reached_;
};

}  // namespace

void walk(std::string_view image, const Wanted& wanted, const std::function<void(std::string_view)>& write) {
  silence();
  try {
    const hid_t file = open_image(image);
    if (file < 0) throw Error(ExitCode::data, "is not an HDF5 file, or is damaged");
    const Id opened(file, H5Fclose, "open the file");
    Walker(image.size(), wanted, write).root(opened);
  } catch (const Error& error) {
    write(event_of(Event::fault, error.what()).text());
  }
}

}  // namespace plim::h5
