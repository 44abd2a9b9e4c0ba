#include "plim/core/processors.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <sched.h>
#include <unistd.h>

#include "plim/core/control_group.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

/// Processors that a group may keep busy: QUOTA PERIOD in cpu.max ("max": no quota), or in a file each (a
/// quota of -1: none).
std::uint64_t quota_in(const fs::path& folder, bool unified) {
  std::int64_t quota = 0, period = 0;
  if (unified) {
    std::ifstream(folder / "cpu.max") >> quota >> period;
  } else {
    std::ifstream(folder / "cpu.cfs_quota_us") >> quota;
    std::ifstream(folder / "cpu.cfs_period_us") >> period;
  }
  if (quota <= 0 || period <= 0) return no_limit;
  return static_cast<std::uint64_t>((quota - 1) / period + 1);
}

/// The processors that the process may run on; 0 if the system does not say.
int allowed_here() {
  for (int most = 1024; most <= 1 << 20; most *= 2) {  // a set smaller than the system's is refused
    cpu_set_t* const set = CPU_ALLOC(static_cast<std::size_t>(most));
    if (set == nullptr) return 0;
    const std::size_t size = CPU_ALLOC_SIZE(static_cast<std::size_t>(most));
    const bool told = ::sched_getaffinity(0, size, set) == 0;
    const int number = told ? CPU_COUNT_S(size, set) : 0;
    CPU_FREE(set);
    if (told || errno != EINVAL) return number;
  }
  return 0;
}

}  // namespace

Processors processors(int there, int allowed, const fs::path& root) {
  Processors least{std::max(there, 1)};
  if (allowed > 0 && allowed < least.number) least = {allowed, "affinity"};
  const std::uint64_t quota = least_of_groups(root, "cpu", quota_in);
  if (quota < static_cast<std::uint64_t>(least.number)) least = {static_cast<int>(quota), "cgroup quota"};
  return least;
}

Processors processors() {
  return processors(static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)), allowed_here(), "/");
}

}  // namespace plim
