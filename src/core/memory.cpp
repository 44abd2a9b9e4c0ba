#include "plim/core/memory.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>
#include <sys/resource.h>

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

/// The number at the beginning of a file; unlimited if there is none ("max").
std::uint64_t number_in(const fs::path& path) {
  std::ifstream file(path);
  std::uint64_t number = 0;
  return file >> number ? number : unlimited;
}

std::uint64_t of_machine(const fs::path& root) {
  std::ifstream file(root / "proc/meminfo");
  for (std::string word; file >> word;) {
    std::uint64_t kibibytes = 0;
    if (word == "MemTotal:" && file >> kibibytes) return kibibytes * 1024;
  }
  return unlimited;
}

/// The least limit of a control group and of those above it. Within a container the group's own folder may
/// be out of sight; then that of the container is at the top.
std::uint64_t of_group(const fs::path& top, const std::string& group, const char* file) {
  std::uint64_t least = number_in(top / file);
  fs::path at = top;
  for (const fs::path& part : fs::path(group).relative_path()) {
    at /= part;
    least = std::min(least, number_in(at / file));
  }
  return least;
}

/// What the shell or a batch system allows the process (ulimit -v).
std::uint64_t of_process() {
  rlimit allowed{};
  return ::getrlimit(RLIMIT_AS, &allowed) == 0 && allowed.rlim_cur != RLIM_INFINITY ? allowed.rlim_cur
                                                                                    : unlimited;
}

}  // namespace

std::uint64_t memory_limit(const fs::path& root) {
  std::uint64_t least = of_machine(root);
  std::ifstream groups(root / "proc/self/cgroup");  // ID:CONTROLLERS:GROUP
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1),
                      group = line.substr(second + 1);
    if (controllers.empty()) {
      least = std::min(least, of_group(root / "sys/fs/cgroup", group, "memory.max"));
    } else if (("," + controllers + ",").find(",memory,") != std::string::npos) {
      least = std::min(least, of_group(root / "sys/fs/cgroup/memory", group, "memory.limit_in_bytes"));
    }
  }
  return least;
}

std::uint64_t memory_limit() {
  static const std::uint64_t limit = std::min(memory_limit("/"), of_process());
  return limit;
}

}  // namespace plim
