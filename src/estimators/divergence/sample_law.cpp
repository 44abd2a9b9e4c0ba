#include "plim/estimators/divergence/sample_law.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

SmoothedLaw with_pseudo_counts(const Counts::One& c, double K, double a) noexcept {
  return {0, a, static_cast<double>(c.n) + K * a, static_cast<double>(c.n)};
}

/// The weight of the uniform law on K classes, and the factor of its derivative -bend u by a frequency u.
struct Shrinkage {
  double lambda = 1, bend = 0;
};

Shrinkage shrinkage(const Counts::One& c, double K) noexcept {
  const double n = static_cast<double>(c.n), target = 1 / K;
  CompensatedSum variance, distance;
  double seen = 0;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (c[k] == 0) continue;
    const double u = static_cast<double>(c[k]) / n;
    variance.add(u * (1 - u));
    distance.add((u - target) * (u - target));
    seen += 1;
  }
  distance.add((K - seen) * target * target);
  if (c.n <= 1 || !(distance.value() > 0)) return {};
  const double lambda = std::max(0.0, variance.value() / (n - 1) / distance.value());
  return lambda < 1 ? Shrinkage{lambda, 2 * (1 / (n - 1) + lambda) / distance.value()} : Shrinkage{};
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
