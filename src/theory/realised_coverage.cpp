#include "plim/theory/realised_coverage.hpp"

#include "plim/numeric/sums.hpp"

namespace plim {

Outcome<RealisedCoverage> RealisedCoverage::bind(const Population& population, const Knowns&) {
  const std::span<const double> p = population.probabilities();
  if (p.empty()) return Refusal{population.readable() + " is no fixed law on a list of classes"};
  RealisedCoverage bound;
  bound.p_.assign(p.begin(), p.end());
  return bound;
}

double RealisedCoverage::estimate(const Counts::One& c) const noexcept {
  CompensatedSum missing;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (c[k] == 0) missing.add(p_[k]);
  }
  return 1 - missing.value();
}

}  // namespace plim
