#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace plim::versus {

/// A number that a workload must give, whoever computes it: a measure of a series at one n.
struct Check {
  const char* words;  // before the number in the line
  const char* estimate;
  const char* series;
  std::int64_t n;
  const char* measure;
  double expected, tolerance;
};

struct Workload {
  const char* name;   // of the peers' table
  const char* label;  // of this way to run it
  const char* study;  // file beside this one
  std::vector<const char*> overrides;
  bool usual;  // runs without --variants
  std::vector<Check> checks;
};

const std::vector<Workload>& workloads();

/// What one run took, the checked values, and those among them that are off.
struct Line {
  std::uint64_t replicates = 0;
  double wall = 0, cpu = 0;  // seconds; CPU per thread
  std::string values, disagreements;
};

/// Runs a workload's study. Throws Error(config) if it has faults.
Line run_workload(const Workload& workload, int threads);

}  // namespace plim::versus
