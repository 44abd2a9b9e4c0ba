#pragma once
#include <filesystem>

namespace plim {

/// How many processors this process may keep busy, and what says so: "processors" (all there are),
/// "affinity" or "cgroup quota".
struct Processors {
  int number = 1;
  const char* from = "processors";
};

/// The least of the processors that are there, those that the process may run on (sched_getaffinity), and
/// the quota of its control groups (cgroup v2 cpu.max, v1 cpu.cfs_quota_us), rounded up.
Processors processors();

/// The same with these numbers for the first two, and the groups by the files under a root.
Processors processors(int there, int allowed, const std::filesystem::path& root);

}  // namespace plim
