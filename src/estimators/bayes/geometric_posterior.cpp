#include "plim/estimators/bayes/geometric_posterior.hpp"

#include <cmath>

#include "plim/numeric/gamma_ratios.hpp"

namespace plim {
namespace {

/// ln (B(a + n, b + s) / B(a, b)): n successes, then s failures.
double log_evidence_of(double a, double b, double n, double s) {
  return special::log_beta_ratio(a, b, n) + special::log_beta_ratio(b, a + n, s);
}

}  // namespace

Outcome<GeometricPosterior> GeometricPosterior::bind(const Knowns& knowns) {
  const Outcome<Arguments> a =
      prior_arguments(knowns, "p", "beta", "prior.p = { law = \"beta\", alpha = ..., beta = ... }");
  if (!a) return Refusal{a.reason()};
  GeometricPosterior bound;
  bound.alpha_ = a->real("alpha");
  bound.beta_ = a->real("beta");
  return bound;
}

Status GeometricPosterior::check(const SampleMean::One& s) const noexcept {
  if (s.n == 0) return Status::regular;
  return std::isfinite(s.mean) && s.min >= 0 && s.whole ? Status::regular : Status::invalid;
}

ParameterLaw GeometricPosterior::posterior(const SampleMean::One& s, std::size_t) const {
  return ParameterLaw::beta(alpha_ + static_cast<double>(s.n), beta_ + s.sum());
}

double GeometricPosterior::log_evidence(const SampleMean::One& s) const {
  return log_evidence_of(alpha_, beta_, static_cast<double>(s.n), s.sum());
}

double GeometricPosterior::log_predictive(const SampleMean::One& s, double x) const {
  if (!(x >= 0) || x != std::floor(x)) return -std::numeric_limits<double>::infinity();
  return log_evidence_of(alpha_ + static_cast<double>(s.n), beta_ + s.sum(), 1, x);
}

}  // namespace plim
