#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/populations/integer_classes.hpp"
#include "plim/theory/oracles.hpp"
#include "rules.hpp"

// Estimators without a model.
namespace plim {
namespace {

using Maybe = std::optional<MomentPrediction>;

std::optional<double> truth_of(const Query& q) {
  return exact_truth(q.population, q.knowns, q.output, q.knowns.target.get());
}

/// Var(s^2) / sigma^4 = excess/n + 2/(n - 1) of independent draws; nothing if it is not known.
std::optional<double> relative_variance(const Query& q) {
  if (q.n < 2 || q.population.dependence() != Dependence::independent) return std::nullopt;
  const double excess = q.population.shape().excess;
  return std::isfinite(excess) ? std::optional(excess / real(q.n) + 2 / (real(q.n) - 1)) : std::nullopt;
}

/// d ln f / dx by a difference over 10^-4 of the mass to either side; NaN at the edge of the support.
double slope_of_log_density(const Population& population, double x, double density) {
  const double step = 1e-4 / density;
  const double slope = (population.log_density(x + step) - population.log_density(x - step)) / (2 * step);
  return std::isfinite(slope) ? slope : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Maybe predict_sample_variance(const Query& q) {
  const std::optional<double> variance = truth_of(q);
  if (!variance || !std::isfinite(*variance) || q.n < 2) return std::nullopt;
  // Of n of N items E s^2 has the divisor N - 1.
  const auto items = q.population.finite_size();
  const std::optional<double> spread = relative_variance(q);
  MomentPrediction m{items ? *variance / real(*items - 1) : 0.0,
                     spread ? *variance * std::sqrt(*spread) : std::numeric_limits<double>::quiet_NaN(),
                     PredictionKind::exact, "variance of s^2 by the fourth moment (Cramer 1946)"};
  if (q.population.family() == "normal") m.shape = shape_of_mean({2, 6, 24, 120}, (real(q.n) - 1) / 2);
  return m;
}

/// Of a normal law exact, as that of the maximum, sqrt((n - 1)/n) s; else by the variance of s^2.
Maybe predict_sample_sd(const Query& q) {
  const std::optional<double> sd = truth_of(q);
  if (!sd || !std::isfinite(*sd) || q.n < 2) return std::nullopt;
  const double n = real(q.n);
  if (q.population.family() == "normal") {
    Maybe m = predict_normal_sd(q);
    constexpr double series_from = 1e6;
    const double factor = std::sqrt(n / (n - 1));
    m->bias = n < series_from ? factor * (*sd + m->bias) - *sd : *sd * (-1 / (4 * n) - 7 / (32 * n * n));
    m->sd *= factor;
    return m;
  }
  const std::optional<double> spread = relative_variance(q);
  if (!spread) return std::nullopt;
  return MomentPrediction{-*sd * *spread / 8, *sd * std::sqrt(*spread) / 2, PredictionKind::leading,
                          "delta method on s^2 (Cramer 1946)"};
}

/// Of a continuous law: sd sqrt(p(1 - p)/n)/f, and the bias of type 7, whose place is p + (1 - 2p)/(n + 1),
/// from Q' = 1/f and Q'' = -(ln f)'/f^2. Without a truth it has no bias.
Maybe predict_sample_quantile(const Query& q) {
  if (q.population.draws_law() || !q.population.probabilities().empty() || is_on_integers(q.population))
    return std::nullopt;
  const double p = q.knowns.number.value_or(0.5), at = q.population.quantile(p),
               density = std::exp(q.population.log_density(at)), n = real(q.n);
  if (!(density > 0 && std::isfinite(density))) return std::nullopt;
  const double slope = slope_of_log_density(q.population, at, density);
  const double bias = (1 - 2 * p) / density - 0.5 * p * (1 - p) * slope / (density * density);
  return MomentPrediction{at - truth_of(q).value_or(not_given) + bias / n,
                          std::sqrt(p * (1 - p) / n) / density, PredictionKind::leading,
                          "David and Nagaraja 2003, first order"};
}

Maybe predict_proportion(const Query& q) {
  const std::optional<double> share = truth_of(q);
  if (!share) return std::nullopt;
  MomentPrediction m{0, std::sqrt(*share * (1 - *share) / real(q.n) * finite_factor(q)),
                     PredictionKind::exact, "share of n draws"};
  m.shape = shape_of_sample(q, shape_of_indicator(*share));
  m.controlled_sd = 0;  // it is its own first-order term
  return m;
}

}  // namespace plim
