#pragma once
#include <string>

namespace plim {

/// How this library was built: "unknown" commit outside a git checkout.
struct BuildInfo {
  const char* git_commit;
  bool git_dirty;
  const char* compiler;
  const char* flags;
};
const BuildInfo& build_info() noexcept;

/// What tells this program from all others, whatever was changed since the commit and whatever it links: the
/// build ID that the linker noted, else the SHA-256 of its file; "" if neither can be had.
std::string build_id();

}  // namespace plim
