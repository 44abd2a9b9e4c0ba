#pragma once

namespace plim {

/// How this library was built: "unknown" commit outside a git checkout.
struct BuildInfo {
  const char* git_commit;
  bool git_dirty;
  const char* compiler;
  const char* flags;
};
const BuildInfo& build_info() noexcept;

}  // namespace plim
