#include <cmath>
#include <numeric>

#include "plim/numeric/gamma_ratios.hpp"
#include "rules.hpp"

namespace plim {
namespace {

constexpr const char* normal_source = "Fisher 1925: mean and chi-square of a normal sample";

/// The true sd if the model is right: a normal population and a sample that has a maximum.
std::optional<double> normal_sd(const Query& q) {
  const bool right = q.population.canonical().rfind("normal ", 0) == 0 && q.n >= 2;
  return right ? q.population.truth("sd", 0) : std::nullopt;
}

/// Of the root of chi-square; from 300 degrees of freedom on its leading term.
Shape shape_of_chi(double df) {
  constexpr double large = 300;
  if (df >= large) return {1 / std::sqrt(2 * df), 0, 0, 0};
  double raw[7];
  for (int r = 0; r < 7; ++r)
    raw[r] = std::exp(special::log_gamma_ratio(df / 2, r / 2.0) + r * std::log(2.0) / 2);
  return shape_of_moments(raw);
}

}  // namespace

std::optional<MomentPrediction> predict_normal_mean(const Query& q) {
  const std::optional<double> sd = normal_sd(q);
  if (!sd) return std::nullopt;
  MomentPrediction m{0, *sd / std::sqrt(static_cast<double>(q.n)), PredictionKind::exact, normal_source};
  m.shape = normal_shape;
  m.controlled_sd = 0;  // it is its own first-order term
  return m;
}

std::optional<MomentPrediction> predict_normal_variance(const Query& q) {
  const std::optional<double> sd = normal_sd(q);
  if (!sd) return std::nullopt;
  const double n = static_cast<double>(q.n), variance = *sd * *sd;
  MomentPrediction m{-variance / n, variance * std::sqrt(2 * (n - 1)) / n, PredictionKind::exact,
                     normal_source};
  m.shape = shape_of_mean({2, 6, 24, 120}, (n - 1) / 2);  // gamma
  return m;
}

std::optional<MomentPrediction> predict_normal_sd(const Query& q) {
  const std::optional<double> sd = normal_sd(q);
  if (!sd) return std::nullopt;
  const double n = static_cast<double>(q.n);
  // c = E[sd_hat] / sd = sqrt(2/n) Gamma(n/2) / Gamma((n-1)/2); its series where (n-1)/n - c^2 would cancel.
  constexpr double series_from = 1e6;
  double bias = -3 / (4 * n) - 7 / (32 * n * n), variance = 1 / (2 * n) - 1 / (8 * n * n);
  if (n < series_from) {
    const double c = std::sqrt(2 / n) * std::exp(special::log_gamma_ratio((n - 1) / 2, 0.5));
    bias = c - 1;
    variance = (n - 1) / n - c * c;
  }
  MomentPrediction m{*sd * bias, *sd * std::sqrt(variance), PredictionKind::exact, normal_source};
  m.shape = shape_of_chi(n - 1);
  return m;
}

std::optional<MomentPrediction> predict_posterior_mean(const Query& q) {
  const auto found = q.knowns.priors.find("p");
  const std::span<const double> p = q.population.probabilities();
  const std::size_t k = q.output.element;
  if (found == q.knowns.priors.end() || k >= p.size()) return std::nullopt;
  const Arguments& prior = found->second.arguments;
  double own = 0, total = 0;
  if (found->second.law == "beta") {
    own = prior.real("alpha");
    total = own + prior.real("beta");
  } else if (const auto* each = std::get_if<std::vector<double>>(&prior.all().at("alpha"))) {
    own = (*each)[k];
    total = std::accumulate(each->begin(), each->end(), 0.0);
  } else {
    own = prior.real("alpha");
    total = own * static_cast<double>(p.size());
  }
  const double n = static_cast<double>(q.n);
  const double spread =
      std::sqrt(n * p[k] * (1 - p[k]) * finite_factor(q.n, q.population.finite_size().value_or(0)));
  MomentPrediction m{(own - total * p[k]) / (n + total), spread / (n + total), PredictionKind::exact,
                     "linear in a count"};
  if (!q.population.finite_size()) m.shape = shape_of_mean(shape_of_indicator(p[k]), n);
  return m;
}

}  // namespace plim
