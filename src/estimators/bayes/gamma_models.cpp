#include "plim/estimators/bayes/gamma_models.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/log_factorial.hpp"

namespace plim {
namespace {

Outcome<GammaPrior> gamma_prior(const Knowns& knowns, const std::string& parameter) {
  const Outcome<Arguments> a = prior_arguments(
      knowns, parameter, "gamma", "prior." + parameter + " = { law = \"gamma\", shape = ..., scale = ... }");
  if (!a) return Refusal{a.reason()};
  return GammaPrior{a->real("shape"), 1 / a->real("scale")};
}

Status check_positive(const SampleMean::One& s) noexcept {
  if (s.n == 0) return Status::regular;
  return std::isfinite(s.mean) && s.min >= 0 ? Status::regular : Status::invalid;
}

}  // namespace

Outcome<PoissonPosterior> PoissonPosterior::bind(const Knowns& knowns) {
  const Outcome<GammaPrior> prior = gamma_prior(knowns, "mean");
  if (!prior) return Refusal{prior.reason()};
  PoissonPosterior bound;
  bound.prior_ = *prior;
  return bound;
}

Status PoissonPosterior::check(const SampleMean::One& s) const noexcept {
  return s.n > 0 && !s.whole ? Status::invalid : check_positive(s);
}

ParameterLaw PoissonPosterior::posterior(const SampleMean::One& s, std::size_t) const {
  return ParameterLaw::gamma(prior_.shape + s.sum(), 1 / (prior_.rate + static_cast<double>(s.n)));
}

double PoissonPosterior::log_evidence(const MeanLogFactorial::One& s) const {
  const double n = static_cast<double>(s.n), shape = prior_.shape, sum = s.sum();
  return special::log_gamma_ratio(shape, sum) - sum * std::log(prior_.rate + n) -
         shape * std::log1p(n / prior_.rate) - n * s.mean_log_factorial;
}

double PoissonPosterior::log_predictive(const SampleMean::One& s, double x) const {
  if (!(x >= 0) || x != std::floor(x)) return -infinity;
  const double shape = prior_.shape + s.sum(), rate = prior_.rate + static_cast<double>(s.n);
  return special::log_gamma_ratio(shape, x) - log_factorial(x) - shape * std::log1p(1 / rate) -
         x * std::log1p(rate);
}

Outcome<ExponentialPosterior> ExponentialPosterior::bind(const Knowns& knowns) {
  const Outcome<GammaPrior> prior = gamma_prior(knowns, "lambda");
  if (!prior) return Refusal{prior.reason()};
  ExponentialPosterior bound;
  bound.prior_ = *prior;
  return bound;
}

Status ExponentialPosterior::check(const SampleMean::One& s) const noexcept { return check_positive(s); }

ParameterLaw ExponentialPosterior::posterior(const SampleMean::One& s, std::size_t) const {
  return ParameterLaw::gamma(prior_.shape + static_cast<double>(s.n), 1 / (prior_.rate + s.sum()));
}

double ExponentialPosterior::log_evidence(const SampleMean::One& s) const {
  const double n = static_cast<double>(s.n), shape = prior_.shape;
  return special::log_gamma_ratio(shape, n) - n * std::log(prior_.rate + s.sum()) -
         shape * std::log1p(s.sum() / prior_.rate);
}

double ExponentialPosterior::log_predictive(const SampleMean::One& s, double x) const {
  if (!(x >= 0)) return -infinity;
  const double shape = prior_.shape + static_cast<double>(s.n), rate = prior_.rate + s.sum();
  return std::log(shape) - std::log(rate) - (shape + 1) * std::log1p(x / rate);
}

}  // namespace plim
