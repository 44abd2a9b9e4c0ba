#pragma once
#include <string>
#include <utility>
#include <vector>

#include "plim/io/results_reader.hpp"

namespace plim {

/// One number that two results have, and how far apart it is.
struct Difference {
  std::string group, at, series, measure;
  std::int64_t n = 0;
  double a = not_given, b = not_given;
  double mcse_a = not_given, mcse_b = not_given;
  double distance =
      0;  // abs(a - b) / sqrt(mcse_a^2 + mcse_b^2); infinite where there is no error, or one value
};

/// A check that both results have, with another verdict or other numbers.
struct CheckPair {
  CheckResult a, b;
};

/// What two results have in common and what they have not.
struct Comparison {
  std::vector<std::pair<std::string, std::pair<std::string, std::string>>> facts;  // name, in A, in B
  std::vector<std::string> config_a, config_b;  // lines of the study in one only
  std::vector<std::string> only_a, only_b;      // groups, points, sizes, series and checks
  std::vector<CheckPair> checks;                // other verdicts first
  std::size_t compared = 0, equal = 0;
  std::vector<Difference> differences;  // the largest distance first
  bool empty() const {
    return facts.empty() && config_a.empty() && config_b.empty() && only_a.empty() && only_b.empty() &&
           checks.empty() && differences.empty();
  }
};

/// Compares two results: what is said of the runs, the studies line by line, routes and keys, verdicts, and
/// every measure, truth, prediction and share of a status at the points, sizes and series that both have.
Comparison compare(const StoredResults& a, const StoredResults& b);

}  // namespace plim
