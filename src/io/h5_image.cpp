#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "h5_id.hpp"
#include "plim/io/output.hpp"
#include "trailer.hpp"

namespace plim::h5 {
namespace {

/// Memory of the image grows by this much at a time: an eighth of what is expected, within bounds.
std::size_t increment_for(std::size_t expected) {
  return std::clamp<std::size_t>(expected / 8, std::size_t{1} << 16, std::size_t{1} << 26);
}

/// The library takes files in memory of one name for one file, and looks for a file of that name on the disk,
/// where there can be none of this one.
std::string name_in_memory() {
  static std::atomic<unsigned> count = 0;
  return "/dev/null/plim-" + std::to_string(++count);
}

/// Creation order kept and no times, so that files list in the order of writing and equal runs are equal
/// bytes; in memory alone, so that no operation of the library can fail half-way on a disk.
hid_t create_in_memory(std::size_t expected) {
  const std::string what = "set up the file";
  const Id creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, what);
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  checked(H5Pset_link_creation_order(creation, order), what);
  checked(H5Pset_attr_creation_order(creation, order), what);
  checked(H5Pset_obj_track_times(creation, false), what);
  const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, what);
  checked(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), what);
  checked(H5Pset_fapl_core(access, increment_for(expected), false), what);
  return H5Fcreate(name_in_memory().c_str(), H5F_ACC_TRUNC, creation, access);
}

/// The bytes of the file as they would stand on a disk.
std::string image_of(hid_t file) {
  checked(H5Fflush(file, H5F_SCOPE_GLOBAL), "flush the result");
  std::string image(
      static_cast<std::size_t>(checked(H5Fget_file_image(file, nullptr, 0), "measure the result")), '\0');
  if (checked(H5Fget_file_image(file, image.data(), image.size()), "copy the result") !=
      static_cast<ssize_t>(image.size()))
    throw Error(ExitCode::io, "HDF5 failed to copy the whole result");
  return image;
}

// What the library calls to have memory for an image: there is only the one that it is told of.
void* the_image(std::size_t, H5FD_file_image_op_t, void* image) { return image; }
void* copied_already(void* to, const void*, std::size_t, H5FD_file_image_op_t, void*) { return to; }
void* never_longer(void*, std::size_t, H5FD_file_image_op_t, void*) { return nullptr; }
herr_t not_owned(void*, H5FD_file_image_op_t, void*) { return 0; }
void* the_same(void* image) { return image; }
herr_t not_owned_either(void*) { return 0; }

}  // namespace

hid_t open_image(std::string_view image) {
  const std::string what = "set up the file";
  const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, what);
  void* const bytes = const_cast<char*>(image.data());  // read only, as the file is
  H5FD_file_image_callbacks_t callbacks{the_image, copied_already,   never_longer, not_owned,
                                        the_same,  not_owned_either, bytes};
  checked(H5Pset_fapl_core(access, image.size(), false), what);
  checked(H5Pset_file_image_callbacks(access, &callbacks), what);
  checked(H5Pset_file_image(access, bytes, image.size()), what);
  return H5Fopen(name_in_memory().c_str(), H5F_ACC_RDONLY, access);
}

Writer::Writer(std::size_t expected) : failures_(failed_closes()) {
  silence();
  file_ = std::make_shared<Id>(create_in_memory(expected), H5Fclose, "create the result");
}

Writer::~Writer() = default;

Group Writer::root() const {
  return Group(std::make_shared<Id>(H5Gopen2(*file_, "/", H5P_DEFAULT), H5Gclose, "open the root group"));
}

std::string Writer::image() {
  if (H5Fget_obj_count(*file_, H5F_OBJ_ALL) != 1)
    throw Error(ExitCode::bug, "objects of the result file are still open");
  std::string image = image_of(*file_);
  file_->close("close the result");
  if (failed_closes() != failures_) throw Error(ExitCode::io, "HDF5 failed to close a part of the result");
  return image;
}

void write_file(const std::filesystem::path& place, std::string_view image) {
  OutputFile out(place);
  out.write(image);
  out.write(trailer_of(image));
  out.commit();
}

}  // namespace plim::h5
