#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "plim/numeric/digamma.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/theory/score.hpp"
#include "rules.hpp"

namespace plim {
namespace {

using Maybe = std::optional<MomentPrediction>;

constexpr const char* fisher = "Fisher 1925";
constexpr const char* cox_snell = "Cox and Snell 1968; Cramer 1946";
constexpr const char* exact_sum = "exact sum over the law of the sum";

/// sqrt(n) times the standard deviation of the estimator's output for large n, if the population is of the
/// model's family.
std::optional<double> asymptotic_sd(const Query& q) {
  if (!is_of_family(q.population, q.knowns.likelihood)) return std::nullopt;
  const std::vector<Output>& outputs = q.estimator.outputs;
  const auto at = std::find_if(outputs.begin(), outputs.end(), [&q](const Output& o) {
    return o.name == q.output.name && o.estimand == q.output.estimand && o.element == q.output.element;
  });
  return q.estimator.asymptotic_sd([&q](std::string_view name) { return q.population.truth(name, 0); },
                                   static_cast<std::size_t>(at - outputs.begin()));
}

double real(std::int64_t n) { return static_cast<double>(n); }

/// Models whose mean at the maximum is that of the sample, whatever law the draws have.
bool fits_the_sample_mean(std::string_view model) {
  return model == "normal" || model == "poisson" || model == "exponential" || model == "geometric" ||
         model == "gamma";
}

/// An estimator that is the sample mean: unbiased, variance sigma^2/n.
Maybe sample_mean(const Query& q) {
  const std::optional<double> variance = q.population.truth("variance", 0);
  if (!variance) return std::nullopt;
  MomentPrediction m{0, std::sqrt(*variance / real(q.n)), PredictionKind::exact, "mean of n draws"};
  m.shape = shape_of_mean(q.population.shape(), real(q.n));
  m.controlled_sd = 0;  // it is its own first-order term
  return m;
}

/// Of n/S, S ~ gamma(n, 1): E (n/S)^r = n^r / ((n-1) ... (n-r)), r < n; for large n its leading terms.
Shape shape_of_reciprocal_gamma(double n) {
  constexpr double large = 1e4;
  if (n >= large) return {4 / std::sqrt(n), 30 / n, 336 / (n * std::sqrt(n)), 5040 / (n * n)};
  double raw[7] = {1};
  for (int r = 1; r < 7; ++r)
    raw[r] = r < n ? raw[r - 1] * n / (n - r) : std::numeric_limits<double>::infinity();
  return shape_of_moments(raw);
}

/// n/S of S ~ gamma(n, 1/lambda).
Maybe exponential_rate(const Query& q) {
  const double lambda = *q.population.truth("lambda", 0), n = real(q.n);
  if (q.n < 3) return std::nullopt;  // no variance
  MomentPrediction m{lambda / (n - 1), lambda * n / ((n - 1) * std::sqrt(n - 2)), PredictionKind::exact,
                     "inverse gamma law of n/S"};
  m.shape = shape_of_reciprocal_gamma(n);
  return m;
}

/// n/(n + S) of S ~ negative binomial: a sum over its law outwards from the mode, while it is short.
Maybe geometric_p(const Query& q) {
  const double p = *q.population.truth("p", 0), n = real(q.n), failure = 1 - p;
  if (p >= 1) return MomentPrediction{0, 0, PredictionKind::exact, exact_sum};
  constexpr double longest = 1e6, negligible = 1e-20;
  if (std::sqrt(n * failure) / p > longest / 40) {
    return MomentPrediction{p * failure / n, p * std::sqrt(failure / n), PredictionKind::leading, cox_snell};
  }
  const double mode = std::floor(std::fmax(0, (n - 1) * failure / p));
  std::array<CompensatedSum, 7> sums;  // of weight x error^r
  const auto add = [&](double s, double weight) {
    const double error = n / (n + s) - p;
    for (CompensatedSum& sum : sums) {
      sum.add(weight);
      weight *= error;
    }
  };
  for (double s = mode, weight = 1; weight > negligible; ++s) {
    add(s, weight);
    weight *= failure * (n + s) / (s + 1);
  }
  for (double s = mode, weight = 1; s > 0 && weight > negligible; --s) {
    weight *= s / (failure * (n + s - 1));
    add(s - 1, weight);
  }
  double raw[7];
  for (std::size_t r = 0; r < sums.size(); ++r) raw[r] = sums[r].value() / sums[0].value();
  MomentPrediction m{raw[1], std::sqrt(std::fmax(0, raw[2] - raw[1] * raw[1])), PredictionKind::exact,
                     exact_sum};
  m.shape = shape_of_moments(raw);
  return m;
}

/// Leading bias of the gamma's parameters. The mean is independent of the shape's estimate, which gives scale
/// and rate from the shape's bias b and variance v: k E[1/k_hat] - 1 = -b/k + v/k^2.
Maybe gamma_parameter(const Query& q, double sd) {
  const double k = *q.population.truth("shape", 0), scale = *q.population.truth("scale", 0), n = real(q.n);
  const double gap = 1 / k + elementary::trigamma_rest(k), trigamma = (1 + gap) / k;
  const double b = (k * (trigamma - k * special::tetragamma(k)) - 2) / (2 * n * gap * gap);
  const double v = k / (n * gap);
  const std::string& target = q.output.estimand;
  const double bias = target == "shape"   ? b
                      : target == "scale" ? scale * (v / k - b) / k
                                          : (b + 1 / n) / (k * scale);
  return MomentPrediction{bias, sd, PredictionKind::leading, cox_snell};
}

/// One natural parameter -s with statistic ln k: bias = third cumulant / (2 n variance^2).
Maybe zipf_s(const Query& q, double sd) {
  const std::span<const double> p = q.population.probabilities();
  double mean = 0, second = 0, third = 0;
  const auto log_of = [](std::size_t i) { return std::log(static_cast<double>(i + 1)); };
  for (std::size_t i = 0; i < p.size(); ++i) mean += p[i] * log_of(i);
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double d = log_of(i) - mean;
    second += p[i] * d * d;
    third += p[i] * d * d * d;
  }
  if (p.empty()) return std::nullopt;
  return MomentPrediction{third / (2 * real(q.n) * second * second), sd, PredictionKind::leading, cox_snell};
}

Maybe proportion(const Query& q) {
  const std::span<const double> p = q.population.probabilities();
  if (q.output.element >= p.size()) return std::nullopt;
  const double pk = p[q.output.element];
  MomentPrediction m{0, std::sqrt(pk * (1 - pk) / real(q.n)), PredictionKind::exact, "binomial count"};
  if (!q.population.finite_size()) m.shape = shape_of_mean(shape_of_indicator(pk), real(q.n));
  m.controlled_sd = 0;  // it is its own first-order term
  return m;
}

}  // namespace

std::optional<MomentPrediction> predict_mle(const Query& q) {
  const std::string &model = q.knowns.likelihood, &target = q.output.estimand;
  if (model == "bernoulli" || model == "categorical") return target == "p" ? proportion(q) : std::nullopt;
  if (target == "mean" && fits_the_sample_mean(model) && !q.population.finite_size())
    return is_of_family(q.population, "normal") ? predict_normal_mean(q) : sample_mean(q);
  const std::optional<double> one = asymptotic_sd(q);
  if (!one) return std::nullopt;
  const double sd = *one / std::sqrt(real(q.n));
  // Where more is known than the first order.
  if (model == "normal" && target == "sd") return predict_normal_sd(q);
  if (model == "normal" && target == "variance") return predict_normal_variance(q);
  if (model == "exponential" && target == "lambda") return exponential_rate(q);
  if (model == "geometric" && target == "p") return geometric_p(q);
  if (model == "gamma" && (target == "shape" || target == "scale" || target == "rate"))
    return gamma_parameter(q, sd);
  if (model == "zipf" && target == "s") return zipf_s(q, sd);
  return MomentPrediction{not_given, sd, PredictionKind::leading, fisher};
}

std::optional<MomentPrediction> predict_score(const Query& q) {
  const std::optional<double> one = asymptotic_sd(q);
  if (one) return MomentPrediction{0, *one / std::sqrt(real(q.n)), PredictionKind::exact, fisher};
  return q.population.probabilities().empty() ? std::nullopt : proportion(q);
}

}  // namespace plim
