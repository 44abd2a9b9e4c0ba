#include <cmath>

#include "plim/theory/score.hpp"
#include "rules.hpp"

namespace plim {
namespace {

const Arguments* prior_of(const Query& q, const std::string& parameter, std::string_view law) {
  const auto found = q.knowns.priors.find(parameter);
  return found != q.knowns.priors.end() && found->second.law == law ? &found->second.arguments : nullptr;
}

/// (n mean + weight centre)/(n + weight), linear in the sample mean.
MomentPrediction shrunk(double centre, double weight, double mean, double variance, const Query& q) {
  const double n = static_cast<double>(q.n);
  MomentPrediction m{weight * (centre - mean) / (n + weight), std::sqrt(n * variance) / (n + weight),
                     PredictionKind::exact, "linear in the sample mean"};
  m.shape = shape_of_mean(q.population.shape(), n);
  return m;
}

struct NormalPrior {
  double mu, kappa, shape, scale;
};

/// The prior of mean and variance together, in either form.
std::optional<NormalPrior> joint_prior(const Query& q) {
  if (const Arguments* a = prior_of(q, "", "normal_inverse_gamma"))
    return NormalPrior{a->real("mu"), a->real("kappa"), a->real("shape"), a->real("scale")};
  if (const Arguments* a = prior_of(q, "", "normal_inverse_chi_squared")) {
    const double half = 0.5 * a->real("nu");
    return NormalPrior{a->real("mu"), a->real("kappa"), half, half * a->real("sigma2")};
  }
  return std::nullopt;
}

}  // namespace

std::optional<MomentPrediction> predict_posterior_of_mean(const Query& q) {
  const std::optional<double> mean = q.population.truth("mean", 0),
                              variance = q.population.truth("variance", 0);
  if (!mean || !variance) return std::nullopt;
  if (const Arguments* gamma = prior_of(q, "mean", "gamma")) {
    const double rate = 1 / gamma->real("scale");
    return shrunk(gamma->real("shape") / rate, rate, *mean, *variance, q);
  }
  if (const Arguments* normal = prior_of(q, "mean", "normal")) {
    const Arguments* known = prior_of(q, "sd", "point");
    if (known == nullptr) return std::nullopt;
    const double ratio = known->real("value") / normal->real("sd");
    return shrunk(normal->real("mean"), ratio * ratio, *mean, *variance, q);
  }
  const std::optional<NormalPrior> joint = joint_prior(q);
  // With one observation the posterior mean of a shape of 1/2 or less does not exist.
  if (!joint || 2 * joint->shape + static_cast<double>(q.n) <= 1) return std::nullopt;
  return shrunk(joint->mu, joint->kappa, *mean, *variance, q);
}

/// (scale + M2/2 + gap^2 n kappa/(n + kappa)/2)/(shape + n/2 - 1), M2 and gap independent for a normal law.
std::optional<MomentPrediction> predict_posterior_of_variance(const Query& q) {
  const std::optional<NormalPrior> prior = joint_prior(q);
  if (!prior || !is_of_family(q.population, "normal")) return std::nullopt;
  const double n = static_cast<double>(q.n), divisor = prior->shape + 0.5 * n - 1;
  if (!(divisor > 0)) return std::nullopt;
  const double variance = *q.population.truth("variance", 0);
  const double distance = *q.population.truth("mean", 0) - prior->mu, square = distance * distance;
  const double weight = 0.5 * n * prior->kappa / (n + prior->kappa);
  const double mean = prior->scale + 0.5 * (n - 1) * variance + weight * (variance / n + square);
  const double gap_variance = 2 * variance / n * (variance / n + 2 * square);
  const double spread = 0.5 * (n - 1) * variance * variance + weight * weight * gap_variance;
  return MomentPrediction{mean / divisor - variance, std::sqrt(spread) / divisor, PredictionKind::exact,
                          "chi-square and normal of a normal sample"};
}

}  // namespace plim
