#pragma once
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "plim/study/results.hpp"

namespace plim {

/// A result file read back: what a summary needs of it.
struct StoredResults {
  std::map<std::string, std::string> facts;  // root attributes as text
  std::vector<std::string> scenarios;        // a line for each sample and population: law, route, key
  std::deque<GroupPlan> plans;               // what `results` point to
  std::vector<GroupResults> results;

  const std::vector<GroupResults>& groups() const noexcept { return results; }
};

/// Reads a result file. Throws Error(no_input) if there is none, Error(data) if it is not one of plim's.
StoredResults read_results(const std::filesystem::path& path);

}  // namespace plim
