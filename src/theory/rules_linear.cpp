#include <cmath>
#include <numeric>

#include "plim/core/real.hpp"
#include "plim/numeric/symmetric.hpp"
#include "plim/populations/integer_classes.hpp"
#include "plim/theory/estimand.hpp"
#include "plim/theory/oracles.hpp"
#include "rounding.hpp"
#include "rules.hpp"

namespace plim {
namespace {

using Maybe = std::optional<MomentPrediction>;

/// The mean of draws with that variance: unbiased, variance sigma^2/n if it is finite. Nothing of a law whose
/// mean is not finite, or that does not say its variance.
Maybe mean_of_draws(const Query& q, const std::optional<double>& mean,
                    const std::optional<double>& variance) {
  if (!mean || !std::isfinite(*mean) || !variance) return std::nullopt;
  const double of_mean = *variance / real(q.n) * finite_factor(q);
  MomentPrediction m{0, std::isfinite(of_mean) ? std::sqrt(of_mean) : not_given, PredictionKind::exact,
                     "mean of n draws"};
  m.shape = shape_of_sample(q, q.population.shape());
  m.controlled_sd = 0;  // it is its own first-order term
  return m;
}

Maybe sample_mean(const Query& q) {
  return mean_of_draws(q, q.population.truth("mean", 0), q.population.truth("variance", 0));
}

/// Of points that of the coordinate.
Maybe sample_mean_of_output(const Query& q) {
  const std::optional<std::size_t> d = q.population.public_facts().dimension;
  if (!d) return sample_mean(q);
  const std::size_t i = q.output.element;
  return mean_of_draws(q, q.population.truth("mean", i),
                       q.population.truth(covariance_estimand.name, triangle_index(i, i, *d)));
}

/// (n mean + weight centre)/(n + weight), linear in the sample mean.
Maybe shrunk(double centre, double weight, const Query& q) {
  const std::optional<double> mean = q.population.truth("mean", 0);
  const Maybe of_sample = sample_mean(q);
  if (!mean || !of_sample) return std::nullopt;
  const double n = real(q.n), share = n / (n + weight);
  MomentPrediction m{weight * difference(centre, *mean) / (n + weight), share * of_sample->sd,
                     PredictionKind::exact, "linear in the sample mean"};
  m.shape = of_sample->shape;
  return m;
}

bool is_of_counts(const Population& population) {
  return is_on_integers(population) && population.support().lower >= 0;
}

/// P(all n draws are of class k), of independent draws or without replacement.
double chance_of_one_class(const Query& q, double p) {
  const double items = real(q.population.finite_size().value_or(0));
  if (items == 0) return std::pow(p, real(q.n));
  const double own = std::rint(items * p);
  double chance = 1;
  for (double i = 0; i < real(q.n) && chance > 1e-40; ++i) chance *= std::fmax(0, own - i) / (items - i);
  return chance;
}

/// The sample mean given that the model has a maximum, which it lacks where all draws are of one class, of
/// any or only of 0. For a law on integers without a list of them: to the first order.
Maybe sample_mean_unless_constant(const Query& q, bool only_zeros) {
  Maybe m = sample_mean(q);
  if (!m) return m;
  const std::span<const double> p = q.population.probabilities();
  if (p.empty()) {
    if (is_on_integers(q.population)) m->kind = PredictionKind::leading;
    return m;
  }
  const double mean = *q.population.truth("mean", 0);
  double lost = 0, first = 0, second = 0, size = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    const double value = q.population.class_number(k);
    if (only_zeros && value != 0) continue;
    const double chance = chance_of_one_class(q, p[k]);
    lost += chance;
    first += chance * (value - mean);
    size += chance * (std::fabs(value) + std::fabs(mean));
    second += chance * (value - mean) * (value - mean);
  }
  if (lost == 0) return m;
  // 1 - lost has lost its digits where hardly a sample has a maximum.
  const double kept = 1 - lost;
  if (!(kept > 1e-6)) return std::nullopt;
  const double bias = -beyond(rounding_of(size), first) / kept, square = (m->sd * m->sd - second) / kept;
  // And so has the variance where what is left hardly varies: nothing is said of it.
  const double variance = square - bias * bias;
  const double sd = variance * kept > 1e-9 * square ? std::sqrt(variance) : not_given;
  MomentPrediction given{bias, sd, PredictionKind::exact, "mean of n draws, where it is a maximum"};
  given.given_success = true;
  return given;
}

}  // namespace

const Arguments* prior_of(const Query& q, const std::string& parameter, std::string_view law) {
  const auto found = q.knowns.priors.find(parameter);
  return found != q.knowns.priors.end() && found->second.law == law ? &found->second.arguments : nullptr;
}

std::optional<NormalPrior> joint_prior(const Query& q) {
  if (const Arguments* a = prior_of(q, "", "normal_inverse_gamma"))
    return NormalPrior{a->real("mu"), a->real("kappa"), a->real("shape"), a->real("scale")};
  if (const Arguments* a = prior_of(q, "", "normal_inverse_chi_squared")) {
    const double half = 0.5 * a->real("nu");
    return NormalPrior{a->real("mu"), a->real("kappa"), half, half * a->real("sigma2")};
  }
  return std::nullopt;
}

std::optional<PseudoCounts> pseudo_counts(const Query& q, std::size_t k, double K) {
  if (const Arguments* beta = prior_of(q, "p", "beta")) {
    const double own = beta->real("alpha"), other = beta->real("beta");
    return PseudoCounts{own, own + other};
  }
  const Arguments* dirichlet = prior_of(q, "p", "dirichlet");
  if (dirichlet == nullptr) return std::nullopt;
  const auto* each = std::get_if<std::vector<double>>(&dirichlet->all().at("alpha"));
  if (each != nullptr) return PseudoCounts{(*each)[k], std::accumulate(each->begin(), each->end(), 0.0)};
  const double own = dirichlet->real("alpha");
  return PseudoCounts{own, own * K};
}

Maybe predict_share(const Query& q) {
  const std::span<const double> p = q.population.probabilities();
  if (q.output.element >= p.size()) return std::nullopt;
  const double pk = p[q.output.element];
  MomentPrediction m{0, std::sqrt(pk * (1 - pk) / real(q.n) * finite_factor(q)), PredictionKind::exact,
                     "share of n draws"};
  m.shape = shape_of_sample(q, shape_of_indicator(pk));
  m.controlled_sd = 0;  // it is its own first-order term
  return m;
}

Maybe predict_posterior_share(const Query& q) {
  const std::span<const double> p = q.population.probabilities();
  const std::size_t k = q.output.element;
  const Maybe share = predict_share(q);
  if (!share) return std::nullopt;
  const std::optional<PseudoCounts> prior = pseudo_counts(q, k, real(std::ssize(p)));
  if (!prior) return std::nullopt;
  const auto [own, total] = *prior;
  const double n = real(q.n);
  MomentPrediction m{difference(own, total * p[k]) / (n + total), n / (n + total) * share->sd,
                     PredictionKind::exact, "linear in a count"};
  m.shape = share->shape;
  return m;
}

/// As an estimator of its own mean, or of another centre of the law.
Maybe predict_sample_mean(const Query& q) {
  Maybe m = sample_mean_of_output(q);
  const std::optional<double> mean = q.population.truth("mean", q.output.element),
                              truth = exact_truth(q.population, q.knowns, q.output, q.knowns.target.get());
  if (!m || !mean || !truth || !std::isfinite(m->sd)) return std::nullopt;
  m->bias = difference(*mean, *truth);
  return m;
}

Maybe predict_mean_of_counts(const Query& q) {
  return is_of_counts(q.population) ? sample_mean(q) : std::nullopt;
}

Maybe predict_mean_of_positive(const Query& q) {
  return q.population.support().lower >= 0 ? sample_mean_unless_constant(q, true) : std::nullopt;
}

Maybe predict_mean_of_varying(const Query& q) {
  return q.n >= 2 ? sample_mean_unless_constant(q, false) : std::nullopt;
}

Maybe predict_mean_of_positive_varying(const Query& q) {
  const double lower = q.population.support().lower;
  const bool has_zeros =
      lower <= 0 && (lower < 0 || is_on_integers(q.population) || !q.population.probabilities().empty());
  return has_zeros ? std::nullopt : predict_mean_of_varying(q);
}

Maybe predict_poisson_posterior_mean(const Query& q) {
  const Arguments* prior = prior_of(q, "mean", "gamma");
  if (prior == nullptr || !is_of_counts(q.population)) return std::nullopt;
  const double rate = 1 / prior->real("scale");
  return shrunk(prior->real("shape") / rate, rate, q);
}

Maybe predict_normal_posterior_mean(const Query& q) {
  if (const Arguments* normal = prior_of(q, "mean", "normal")) {
    const Arguments* known = prior_of(q, "sd", "point");
    if (known == nullptr) return std::nullopt;
    const double ratio = known->real("value") / normal->real("sd");
    return shrunk(normal->real("mean"), ratio * ratio, q);
  }
  const std::optional<NormalPrior> joint = joint_prior(q);
  // With one observation the posterior mean of a shape of 1/2 or less does not exist.
  if (!joint || 2 * joint->shape + real(q.n) <= 1) return std::nullopt;
  return shrunk(joint->mu, joint->kappa, q);
}

}  // namespace plim
