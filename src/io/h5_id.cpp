#include "h5_id.hpp"

namespace plim::h5 {

void silence() {
  H5dont_atexit();  // nothing is left to do then, and after an error the library's end may crash
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::atomic<std::size_t>& failed_closes() {
  static std::atomic<std::size_t> count = 0;
  return count;
}

Id text_type() {
  Id type(H5Tcopy(H5T_C_S1), H5Tclose, "make a string type");
  checked(H5Tset_size(type, H5T_VARIABLE), "make a string type");
  checked(H5Tset_cset(type, H5T_CSET_UTF8), "make a string type");
  return type;
}

std::string library_version() {
  unsigned major = 0, minor = 0, release = 0;
  checked(H5get_libversion(&major, &minor, &release), "say its version");
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace plim::h5
