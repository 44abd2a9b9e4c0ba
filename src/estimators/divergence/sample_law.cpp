#include "plim/estimators/divergence/sample_law.hpp"

#include <cmath>

#include "plim/estimators/shrinkage.hpp"

namespace plim {
namespace {

SmoothedLaw with_pseudo_counts(const Counts::One& c, double K, double a) noexcept {
  return {0, a, static_cast<double>(c.n) + K * a, static_cast<double>(c.n)};
}

}  // namespace

SmoothedLaw FrequencyLaw::of(const Counts::One& c, double K) noexcept { return with_pseudo_counts(c, K, 0); }
SmoothedLaw JeffreysLaw::of(const Counts::One& c, double K) noexcept { return with_pseudo_counts(c, K, 0.5); }
SmoothedLaw LaplaceLaw::of(const Counts::One& c, double K) noexcept { return with_pseudo_counts(c, K, 1); }
SmoothedLaw SgLaw::of(const Counts::One& c, double K) noexcept { return with_pseudo_counts(c, K, 1 / K); }
SmoothedLaw MinimaxLaw::of(const Counts::One& c, double K) noexcept {
  return with_pseudo_counts(c, K, std::sqrt(static_cast<double>(c.n)) / K);
}

SmoothedLaw ShrunkLaw::of(const Counts::One& c, double K) noexcept {
  const Shrinkage s = shrinkage(c, K);
  const double n = static_cast<double>(c.n);
  return {s.lambda / K, 0, n / (1 - s.lambda), n, 1 / K, s.bend};
}

}  // namespace plim
