#include "plim/core/control_group.hpp"

#include <algorithm>
#include <fstream>

namespace plim {
namespace {

namespace fs = std::filesystem;

/// The least limit of a control group and of those above it. Within a container the group's own folder may
/// be out of sight; then that of the container is at the top.
std::uint64_t of_group(const fs::path& top, const std::string& group, bool unified, const LimitIn& limit_in) {
  std::uint64_t least = limit_in(top, unified);
  fs::path at = top;
  for (const fs::path& part : fs::path(group).relative_path()) {
    at /= part;
    least = std::min(least, limit_in(at, unified));
  }
  return least;
}

}  // namespace

std::uint64_t least_of_groups(const fs::path& root, const std::string& controller, const LimitIn& limit_in) {
  std::uint64_t least = no_limit;
  std::ifstream groups(root / "proc/self/cgroup");  // ID:CONTROLLERS:GROUP
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1),
                      group = line.substr(second + 1);
    if (controllers.empty()) {
      least = std::min(least, of_group(root / "sys/fs/cgroup", group, true, limit_in));
    } else if (("," + controllers + ",").find("," + controller + ",") != std::string::npos) {
      least = std::min(least, of_group(root / "sys/fs/cgroup" / controller, group, false, limit_in));
    }
  }
  return least;
}

}  // namespace plim
