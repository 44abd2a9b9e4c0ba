#include "plim/estimators/divergence/sample_law.hpp"

#include "plim/estimators/shrinkage.hpp"

namespace plim {
namespace {

SmoothedLaw with_pseudo_counts(const Counts::One& c, double K, double a) noexcept {
  return {0, a, static_cast<double>(c.n) + K * a, static_cast<double>(c.n)};
}

SmoothedLaw by_prior(const Counts::One& c, double K, const DirichletWeight& weight) noexcept {
  return with_pseudo_counts(c, K, weight.of(K, static_cast<double>(c.n)));
}

}  // namespace

SmoothedLaw FrequencyLaw::of(const Counts::One& c, double K) noexcept { return with_pseudo_counts(c, K, 0); }
SmoothedLaw DirichletLaw::of(const Counts::One& c, double K) const noexcept { return by_prior(c, K, weight); }
SmoothedLaw JeffreysLaw::of(const Counts::One& c, double K) noexcept {
  return by_prior(c, K, DirichletWeight::jeffreys());
}
SmoothedLaw LaplaceLaw::of(const Counts::One& c, double K) noexcept {
  return by_prior(c, K, DirichletWeight::laplace());
}
SmoothedLaw SgLaw::of(const Counts::One& c, double K) noexcept {
  return by_prior(c, K, DirichletWeight::sg());
}
SmoothedLaw MinimaxLaw::of(const Counts::One& c, double K) noexcept {
  return by_prior(c, K, DirichletWeight::minimax());
}

SmoothedLaw ShrunkLaw::of(const Counts::One& c, double K) noexcept {
  const Shrinkage s = shrinkage(c, K);
  const double n = static_cast<double>(c.n);
  return {s.lambda / K, 0, n / (1 - s.lambda), n, 1 / K, s.bend};
}

}  // namespace plim
