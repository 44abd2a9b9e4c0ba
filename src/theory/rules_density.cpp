#include <cmath>
#include <string>

#include "plim/core/real.hpp"
#include "plim/estimators/continuous/spacing.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/uniform.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/populations/multivariate_normal.hpp"
#include "rules.hpp"

namespace plim {

std::optional<MomentPrediction> predict_mean_surprisal(const Query&) {
  return MomentPrediction{0, not_given, PredictionKind::exact, "mean of n draws of -ln f"};
}

/// Of ln det S of n normal points, a sum of logarithms of independent chi-squares with n - 1, .., n - d
/// degrees of freedom over n (Bartlett 1933).
std::optional<MomentPrediction> predict_gaussian_entropy(const Query& q) {
  const std::string_view family = q.population.family();
  const std::size_t d = q.population.public_facts().dimension.value_or(1);
  if ((family != Normal::name && family != MultivariateNormal::name) || q.n <= static_cast<std::int64_t>(d))
    return std::nullopt;
  double bias = 0, variance = 0;
  for (std::size_t i = 1; i <= d; ++i) {
    const double lost = static_cast<double>(i) / real(q.n), half = 0.5 * (real(q.n) - static_cast<double>(i));
    // psi(half) + ln(2/n), whose leading terms cancel.
    bias += 0.5 * (elementary::log1p(-lost) - elementary::log_less_digamma(half));
    variance += 0.25 * elementary::trigamma(half);
  }
  return MomentPrediction{bias, std::sqrt(variance), PredictionKind::exact,
                          "Bartlett 1933: logs of chi-squares"};
}

/// Of uniform draws spacings of k places are Beta(k, n + 1 - k), whose mean logarithm is psi(k) - psi(n + 1):
/// of 2 m places but at both ends, where it is m, .., 2 m - 1.
std::optional<MomentPrediction> predict_uniform_vasicek(const Query& q) {
  const std::string& options = q.estimator.facts->options;
  const std::int64_t m = SpacingEstimator::places(options.empty() ? 0 : std::stoll(options.substr(2)), q.n);
  constexpr std::int64_t most_terms = 1 << 20;
  if (q.population.family() != Uniform::name || m == 0 || m > most_terms) return std::nullopt;
  const double n = real(q.n), window = real(2 * m);
  double ends = 0;
  for (std::int64_t i = 1; i <= m; ++i) ends += elementary::digamma(real(i + m - 1));
  const double bias = elementary::log(n / window) - elementary::digamma(n + 1) +
                      (1 - window / n) * elementary::digamma(window) + 2 / n * ends;
  return MomentPrediction{bias, not_given, PredictionKind::exact, "mean log of beta spacings"};
}

}  // namespace plim
