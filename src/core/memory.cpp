#include "plim/core/memory.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <sys/resource.h>

#include "plim/core/control_group.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

/// The number at the beginning of a file; no_limit if there is none ("max").
std::uint64_t number_in(const fs::path& path) {
  std::ifstream file(path);
  std::uint64_t number = 0;
  return file >> number ? number : no_limit;
}

std::uint64_t of_machine(const fs::path& root) {
  std::ifstream file(root / "proc/meminfo");
  for (std::string word; file >> word;) {
    std::uint64_t kibibytes = 0;
    if (word == "MemTotal:" && file >> kibibytes) return kibibytes * 1024;
  }
  return no_limit;
}

/// What the shell or a batch system allows the process (ulimit -v).
std::uint64_t of_process() {
  rlimit allowed{};
  return ::getrlimit(RLIMIT_AS, &allowed) == 0 && allowed.rlim_cur != RLIM_INFINITY ? allowed.rlim_cur
                                                                                    : no_limit;
}

}  // namespace

std::uint64_t memory_limit(const fs::path& root) {
  const std::uint64_t of_groups = least_of_groups(root, "memory", [](const fs::path& folder, bool unified) {
    return number_in(folder / (unified ? "memory.max" : "memory.limit_in_bytes"));
  });
  return std::min(of_machine(root), of_groups);
}

std::uint64_t memory_limit() {
  static const std::uint64_t limit = std::min(memory_limit("/"), of_process());
  return limit;
}

}  // namespace plim
