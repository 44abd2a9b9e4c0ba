#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/symmetric.hpp"
#include "plim/populations/multivariate_normal.hpp"
#include "plim/theory/estimand.hpp"
#include "rules.hpp"

namespace plim {
namespace {

constexpr const char* normal_source = "Fisher 1925: mean and chi-square of a normal sample";

/// The true sd, of a sample that has a maximum.
std::optional<double> normal_sd(const Query& q) {
  return q.n >= 2 ? q.population.truth("sd", 0) : std::nullopt;
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

/// Of the product of two standard normals with that correlation: K(t) = -ln((1 - rt)^2 - t^2)/2.
Shape shape_of_product(double correlation) {
  const double up = 1 + correlation, down = correlation - 1, square = up * up, other = down * down;
  const double variance = (square + other) / 2;
  return {(square * up + other * down) / std::pow(variance, 1.5),
          3 * (square * square + other * other) / (variance * variance),
          12 * (square * square * up + other * other * down) / std::pow(variance, 2.5),
          60 * (square * square * square + other * other * other) / (variance * variance * variance)};
}

/// The scatter of n normal points, that of n - 1 products about the true mean (Wishart 1928), over n - lost.
std::optional<MomentPrediction> covariance_over(const Query& q, double lost) {
  const std::optional<std::size_t> d = q.population.public_facts().dimension;
  if (!d || q.population.family() != MultivariateNormal::name || q.n < 2) return std::nullopt;
  const TriangleEntry at = triangle_entry(q.output.element, *d);
  const auto entry = [&q, &d](std::size_t i, std::size_t j) {
    return *q.population.truth(covariance_estimand.name, triangle_index(i, j, *d));
  };
  const double n = real(q.n), covariance = entry(at.row, at.column),
               product = std::sqrt(entry(at.row, at.row)) * std::sqrt(entry(at.column, at.column));
  MomentPrediction m{lost == 1 ? 0 : 0 - covariance / n,
                     std::sqrt(n - 1) / (n - lost) * std::hypot(product, covariance), PredictionKind::exact,
                     "Wishart 1928: scatter of normal points"};
  m.shape = shape_of_mean(shape_of_product(covariance / product), n - 1);
  return m;
}

}  // namespace

std::optional<MomentPrediction> predict_covariance_ml(const Query& q) { return covariance_over(q, 0); }
std::optional<MomentPrediction> predict_covariance_unbiased(const Query& q) { return covariance_over(q, 1); }

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

/// (scale + M2/2 + gap^2 n kappa/(n + kappa)/2)/(shape + n/2 - 1), M2 and gap independent for a normal law.
std::optional<MomentPrediction> predict_normal_posterior_variance(const Query& q) {
  const std::optional<NormalPrior> prior = joint_prior(q);
  const double n = static_cast<double>(q.n);
  if (!prior || !(prior->shape + 0.5 * n > 1)) return std::nullopt;
  const double divisor = prior->shape + 0.5 * n - 1;
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
