#include "plim/core/build_info.hpp"

namespace plim {

// The definitions come from CMakeLists.txt.
const BuildInfo& build_info() noexcept {
#ifdef __clang__
  static constexpr BuildInfo info = {PLIM_GIT_COMMIT, PLIM_GIT_DIRTY, "clang " __clang_version__,
                                     PLIM_BUILD_FLAGS};
#else
  static constexpr BuildInfo info = {PLIM_GIT_COMMIT, PLIM_GIT_DIRTY, "gcc " __VERSION__, PLIM_BUILD_FLAGS};
#endif
  return info;
}

}  // namespace plim
