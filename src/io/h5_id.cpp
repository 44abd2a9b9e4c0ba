#include "h5_id.hpp"

namespace plim::h5 {

void silence() {
  H5dont_atexit();  // nothing is left to do then, and after an error the library's end may crash
  const bool opened = H5open() >= 0;
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  // It begins with what it allocates for itself; half begun it fails in other ways later.
  if (!opened || H5P_CLS_FILE_CREATE_ID_g < 0)
    throw Error(ExitCode::resources, "HDF5 has no memory to begin with");
}

void fail(const std::string& what) {
  // Where there is no memory even for what the library says of a failure, it says nothing.
  struct Said {
    bool anything = false, memory = false;
  } said;
  const auto look = [](unsigned, const H5E_error2_t* error, void* to) -> herr_t {
    Said& found = *static_cast<Said*>(to);
    found.anything = true;
    if (error->min_num == H5E_NOSPACE || error->min_num == H5E_CANTALLOC || error->maj_num == H5E_RESOURCE)
      found.memory = true;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, look, &said);
  const bool memory = said.memory || !said.anything;
  throw Error(memory ? ExitCode::resources : ExitCode::io,
              "HDF5 failed to " + what + (memory ? ": out of memory" : ""));
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
