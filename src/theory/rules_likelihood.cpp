#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/theory/score.hpp"
#include "plim/views/functionals.hpp"
#include "rules.hpp"

namespace plim {
namespace {

using Maybe = std::optional<MomentPrediction>;

constexpr const char* fisher = "Fisher 1925";
constexpr const char* cox_snell = "Cox and Snell 1968; Cramer 1946";
constexpr const char* order_statistics = "order statistics of a uniform law (David and Nagaraja 2003)";
constexpr const char* exact_sum = "exact sum over the law of the sum";

/// The standard deviation of the estimator's output to the first order, from its model.
std::optional<double> first_order_sd(const Query& q) {
  const std::vector<Output>& outputs = q.estimator.facts->outputs;
  const auto at = std::find_if(outputs.begin(), outputs.end(), [&q](const Output& o) {
    return o.name == q.output.name && o.estimand == q.output.estimand && o.element == q.output.element;
  });
  const std::optional<double> one =
      q.estimator.bound->asymptotic_sd([&q](std::string_view name) { return q.population.truth(name, 0); },
                                       static_cast<std::size_t>(at - outputs.begin()));
  return one ? std::optional(*one / std::sqrt(static_cast<double>(q.n))) : std::nullopt;
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

/// (n + a)/(n + a + b + S) of S ~ negative binomial: a sum over its law outwards from the mode, while it is
/// short.
Maybe geometric_ratio(const Query& q, double a, double b) {
  const double p = *q.population.truth("p", 0), n = real(q.n), failure = 1 - p;
  constexpr double longest = 1e6, negligible = 1e-20;
  if (std::sqrt(n * failure) / p > longest / 40) return std::nullopt;
  const double mode = std::floor(std::fmax(0, (n - 1) * failure / p));
  const double centre = a + b == 0 ? p : (n + a) / (n + a + b + n * failure / p);
  std::array<CompensatedSum, 7> sums;  // of weight x (ratio - centre)^r
  const auto add = [&](double s, double weight) {
    const double deviation = (n + a) / (n + a + b + s) - centre;
    for (CompensatedSum& sum : sums) {
      sum.add(weight);
      weight *= deviation;
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
  MomentPrediction m{raw[1] + (centre - p), std::sqrt(std::fmax(0, raw[2] - raw[1] * raw[1])),
                     PredictionKind::exact, exact_sum};
  m.shape = shape_of_moments(raw);
  return m;
}

}  // namespace

/// n/S of S ~ gamma(n, 1/lambda).
Maybe predict_exponential_rate(const Query& q) {
  const double lambda = *q.population.truth("lambda", 0), n = real(q.n);
  if (q.n < 3) return std::nullopt;  // no variance
  MomentPrediction m{lambda / (n - 1), lambda * n / ((n - 1) * std::sqrt(n - 2)), PredictionKind::exact,
                     "inverse gamma law of n/S"};
  m.shape = shape_of_reciprocal_gamma(n);
  return m;
}

Maybe predict_geometric_p(const Query& q) {
  if (const Maybe m = geometric_ratio(q, 0, 0)) return m;
  const double p = *q.population.truth("p", 0), failure = 1 - p;
  return MomentPrediction{p * failure / real(q.n), p * std::sqrt(failure / real(q.n)),
                          PredictionKind::leading, cox_snell};
}

Maybe predict_geometric_posterior_p(const Query& q) {
  const Arguments* beta = prior_of(q, "p", "beta");
  return beta != nullptr ? geometric_ratio(q, beta->real("alpha"), beta->real("beta")) : std::nullopt;
}

/// Leading bias of the gamma's parameters. The mean is independent of the shape's estimate, which gives scale
/// and rate from the shape's bias b and variance v: k E[1/k_hat] - 1 = -b/k + v/k^2.
Maybe predict_gamma_parameter(const Query& q) {
  const std::optional<double> sd = first_order_sd(q);
  if (!sd) return std::nullopt;
  const double k = *q.population.truth("shape", 0), scale = *q.population.truth("scale", 0), n = real(q.n);
  const double gap = 1 / k + elementary::trigamma_rest(k), trigamma = (1 + gap) / k;
  const double b = (k * (trigamma - k * special::tetragamma(k)) - 2) / (2 * n * gap * gap);
  const double v = k / (n * gap);
  const std::string& target = q.output.estimand;
  const double bias = target == "shape"   ? b
                      : target == "scale" ? scale * (v / k - b) / k
                                          : (b + 1 / n) / (k * scale);
  return MomentPrediction{bias, *sd, PredictionKind::leading, cox_snell};
}

/// One natural parameter -s with statistic ln k: bias = third cumulant / (2 n variance^2).
Maybe predict_zipf_s(const Query& q) {
  const std::optional<double> sd = first_order_sd(q);
  if (!sd) return std::nullopt;
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
  return MomentPrediction{third / (2 * real(q.n) * second * second), *sd, PredictionKind::leading, cox_snell};
}

/// The share of n N trials.
Maybe predict_binomial_p(const Query& q) {
  const double p = *q.population.truth("p", 0), trials = *q.population.truth("trials", 0);
  MomentPrediction m{0, std::sqrt(p * (1 - p) / trials / real(q.n)), PredictionKind::exact,
                     "share of all trials"};
  m.shape = shape_of_mean(shape_of_indicator(p), trials * real(q.n));
  m.controlled_sd = 0;  // it is its own first-order term
  return m;
}

/// The least of n points on [0, 1] is beta(1, n), E X^r = r! / ((n + 1) ... (n + r)); the largest is 1 - X.
Maybe predict_uniform_end(const Query& q) {
  if (q.n < 2 && !knows_a_parameter(q.knowns)) return std::nullopt;  // no maximum
  const double n = real(q.n), width = *q.population.truth("upper", 0) - *q.population.truth("lower", 0);
  const bool upper = q.output.estimand == "upper";
  double raw[7] = {1};
  for (int r = 1; r < 7; ++r) raw[r] = raw[r - 1] * r / (n + r);
  MomentPrediction m{(upper ? -width : width) / (n + 1), width * std::sqrt(n / (n + 2)) / (n + 1),
                     PredictionKind::exact, order_statistics};
  m.shape = shape_of_moments(raw);
  if (upper) m.shape = {-m.shape.skewness, m.shape.excess, -m.shape.fifth, m.shape.sixth};
  return m;
}

/// Midrange, and range/sqrt(12) and its square: the range of n points on [0, 1] is beta(n - 1, 2).
Maybe predict_uniform_moment(const Query& q) {
  if (q.n < 2) return std::nullopt;  // no maximum
  const double n = real(q.n), width = *q.population.truth("upper", 0) - *q.population.truth("lower", 0);
  const double after = (n + 1) * (n + 2);
  MomentPrediction m{0, 0, PredictionKind::exact, order_statistics};
  if (q.output.estimand == functional::mean) {
    m.sd = width / std::sqrt(2 * after);
  } else if (q.output.estimand == functional::sd) {
    const double sd = width / std::sqrt(12.0);
    m.bias = -2 * sd / (n + 1);
    m.sd = sd * std::sqrt(2 * (n - 1) / (n + 2)) / (n + 1);
  } else {
    const double variance = width / 12 * width;
    m.bias = -variance * (4 * n + 2) / after;
    m.sd = variance * std::sqrt(n * (n - 1) * (8 * n * n + 24 * n + 4) / ((n + 3) * (n + 4))) / after;
  }
  return m;
}

Maybe predict_first_order(const Query& q) {
  const std::optional<double> sd = first_order_sd(q);
  return sd ? Maybe(MomentPrediction{not_given, *sd, PredictionKind::leading, fisher}) : std::nullopt;
}

Maybe predict_score(const Query& q) {
  const std::optional<double> sd = first_order_sd(q);
  return sd ? Maybe(MomentPrediction{0, *sd, PredictionKind::exact, fisher}) : std::nullopt;
}

}  // namespace plim
