#include "plim/estimators/bayes/normal_posterior.hpp"

#include <cmath>

#include "plim/numeric/gamma_ratios.hpp"

namespace plim {
namespace {

constexpr double log_two_pi = 1.8378770664093454836;
constexpr const char* example =
    "prior = { law = \"normal_inverse_gamma\", mu = ..., kappa = ..., shape = ..., scale = ... }, or known "
    "sd: "
    "prior.sd = { law = \"point\", value = ... } and prior.mean = { law = \"normal\", mean = ..., sd = ... }";

}  // namespace

bool NormalPosterior::takes(const Knowns& knowns) {
  return knowns.priors.count("sd") == 0 ||
         (has_no_other_prior(knowns, "sd", "point") && has_no_other_prior(knowns, "mean", "normal"));
}

Outcome<NormalPosterior> NormalPosterior::bind(const Knowns& knowns) {
  NormalPosterior bound;
  if (const auto sd = knowns.priors.find("sd"); sd != knowns.priors.end()) {
    if (sd->second.law != "point" || !(sd->second.arguments.real("value") > 0)) {
      return Refusal{"prior.sd of a normal model must be { law = \"point\", value = ... } with a value > 0"};
    }
    if (knowns.estimand == "variance" || knowns.estimand == all_parameters)
      return Refusal{"the variance has no posterior law where the sd is known; estimate the mean"};
    const Outcome<Arguments> mean = prior_arguments(knowns, "mean", "normal", example);
    if (!mean) return Refusal{mean.reason()};
    bound.known_sd_ = sd->second.arguments.real("value");
    const double ratio = bound.known_sd_ / mean->real("sd");
    bound.prior_ = {mean->real("mean"), ratio * ratio, 0, 0};
    return bound;
  }
  const auto joint = knowns.priors.find("");
  if (joint != knowns.priors.end() && joint->second.law == "normal_inverse_chi_squared") {
    const Arguments& a = joint->second.arguments;
    const double half = 0.5 * a.real("nu");
    bound.prior_ = {a.real("mu"), a.real("kappa"), half, half * a.real("sigma2")};
    return bound;
  }
  const Outcome<Arguments> a = prior_arguments(knowns, "", "normal_inverse_gamma", example);
  if (!a) return Refusal{a.reason()};
  bound.prior_ = {a->real("mu"), a->real("kappa"), a->real("shape"), a->real("scale")};
  return bound;
}

Status NormalPosterior::check(const MeanM2::One& s) const noexcept {
  if (s.n == 0) return Status::regular;
  return std::isfinite(s.mean) && std::isfinite(s.m2) ? Status::regular : Status::invalid;
}

/// The sum of squares about the sample's mean and of that about the prior's, weighed by both.
double NormalPosterior::square(const MeanM2::One& s) const noexcept {
  const double n = static_cast<double>(s.n), gap = s.mean - prior_.mu;
  return s.squares() + gap * gap * n * (prior_.kappa / (prior_.kappa + n));
}

NormalPosterior::Hyper NormalPosterior::after(const MeanM2::One& s) const noexcept {
  if (s.n == 0) return prior_;
  const double n = static_cast<double>(s.n), kappa = prior_.kappa + n, gap = s.mean - prior_.mu;
  return {prior_.mu + gap * (n / kappa), kappa, prior_.shape + 0.5 * n, prior_.scale + 0.5 * square(s)};
}

ParameterLaw NormalPosterior::posterior(const MeanM2::One& s, std::size_t parameter) const {
  const Hyper h = after(s);
  if (known_sd_ > 0) return ParameterLaw::normal(h.mu, known_sd_ / std::sqrt(h.kappa));
  if (parameter == 1) return ParameterLaw::inverse_gamma(h.shape, h.scale);
  return ParameterLaw::student(2 * h.shape, h.mu, std::sqrt(h.scale / (h.shape * h.kappa)));
}

double NormalPosterior::log_evidence(const MeanM2::One& s) const {
  const double n = static_cast<double>(s.n);
  const Hyper h = after(s);
  const double shrink = 0.5 * std::log(prior_.kappa / h.kappa) - 0.5 * n * log_two_pi;
  if (known_sd_ > 0) return shrink - n * std::log(known_sd_) - 0.5 * square(s) / (known_sd_ * known_sd_);
  return shrink + special::log_gamma_ratio(prior_.shape, 0.5 * n) -
         prior_.shape * std::log1p(0.5 * square(s) / prior_.scale) - 0.5 * n * std::log(h.scale);
}

double NormalPosterior::log_predictive(const MeanM2::One& s, double x) const {
  const Hyper h = after(s);
  const double spread = std::sqrt(1 + 1 / h.kappa);
  if (known_sd_ > 0) return ParameterLaw::normal(h.mu, known_sd_ * spread).log_density(x);
  return ParameterLaw::student(2 * h.shape, h.mu, std::sqrt(h.scale / h.shape) * spread).log_density(x);
}

}  // namespace plim
