#pragma once
#include <string_view>
#include <vector>

#include "plim/theory/oracle.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// The probability of the classes that a sample has, under its true law (Good 1953): what estimators of the
/// sample coverage are after, each replicate's own. O(K).
class RealisedCoverage {
 public:
  using view = Counts;
  static constexpr std::string_view name = "realised";
  static constexpr std::string_view estimand = functional::sample_coverage;
  static constexpr std::string_view summary = "oracle: the probability of the classes seen";
  static Outcome<RealisedCoverage> bind(const Population& population, const Knowns& knowns);

  double estimate(const Counts::One& c) const noexcept;

 private:
  std::vector<double> p_;
};

}  // namespace plim
