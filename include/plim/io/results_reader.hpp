#pragma once
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "plim/core/digest.hpp"
#include "plim/verdict/checks.hpp"
#include "plim/verdict/results.hpp"

namespace plim {

/// What a result file says of one sample from one population; laws and keys of a grid stand in one text.
struct StoredPopulation {
  std::string sample, population, law, route, keys, data_sha256;
};

/// A result file read back.
struct StoredResults {
  Digest digest{};                           // SHA-256 of the whole file
  std::map<std::string, std::string> facts;  // root attributes as text
  std::vector<StoredPopulation> populations;
  std::deque<GroupPlan> plans;  // what `results` point to
  std::vector<GroupResults> results;
  std::vector<CheckResult> checks;

  const std::vector<GroupResults>& groups() const noexcept { return results; }
};

/// Reads a result file. Throws Error(no_input) if there is none, Error(data) if it is not one of plim's, or,
/// unless told not to look (`verified`), not the bytes that plim wrote. Of its measures those given are read.
StoredResults read_results(const std::filesystem::path& path, const Measures& measures, bool verified = true);

}  // namespace plim
