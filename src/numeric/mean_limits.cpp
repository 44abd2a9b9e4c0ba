#include "plim/numeric/mean_limits.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr std::int64_t fewest = 30;
constexpr double rounding = 1e-13;                       // of the scale
constexpr double most_skewed_mean = 2;                   // of a gamma law, which then is exponential
constexpr double most_excess = 0.2;                      // of the mean beyond that of a gamma law
constexpr double error_of_skewness = 2.449489742783178;  // sqrt(6), times sqrt(n), of a normal sample

/// A sample of a skewed law may look symmetric: its own skewness is taken two standard errors (of a normal
/// sample) larger.
double guarded_skewness(const Terms& t) {
  const double of_sample = std::fabs(t.skewness) + 2 * error_of_skewness / std::sqrt(real(t.count));
  return std::isnan(t.shape.skewness) ? of_sample : std::max(std::fabs(t.shape.skewness), of_sample);
}

double guarded_excess(const Terms& t) {
  return std::isnan(t.shape.excess) ? t.excess : std::max(std::fabs(t.shape.excess), std::fabs(t.excess));
}

/// Cantelli's inequality: how many standard deviations a mean passes with probability `tail` at most.
double cantelli(double tail) { return std::sqrt(1 / tail - 1); }

Limits by_moments(const Terms& t, double tail) {
  const double se = std::fmax(t.sd / std::sqrt(real(t.count)), t.se),
               skewness = t.shape.skewness / std::sqrt(real(t.count));
  // Beside a regular part a rare jump gives the mean more excess than a gamma law of that skewness has.
  const double excess = t.shape.excess / real(t.count) - 1.5 * skewness * skewness;
  if (!(std::fabs(skewness) <= most_skewed_mean && excess <= most_excess)) {
    const double half = cantelli(tail) * se;
    return {t.mean - half, t.mean + half};
  }
  // Its short side ends at -2 / skewness; that of the terms need not.
  const double right = pearson_quantile(std::fmax(skewness, 0), 1 - tail / 2);
  const double left = pearson_quantile(std::fmin(skewness, 0), tail / 2);
  return {t.mean - se * right, t.mean - se * left};
}

/// KL(Bernoulli(a), Bernoulli(b)) in nats, 0 < b < 1.
double divergence(double a, double b) {
  const double up = a > 0 ? a * std::log(a / b) : 0, down = a < 1 ? (1 - a) * std::log((1 - a) / (1 - b)) : 0;
  return up + down;
}

/// The largest b in [a, 1) with n KL(a, b) <= budget, by halving.
double farthest_above(double a, double budget) {
  double inside = a, far = 1;
  for (int i = 0; i < 200 && far - inside > 1e-16 * far; ++i) {
    const double middle = inside + (far - inside) / 2;
    (middle <= a || divergence(a, middle) <= budget ? inside : far) = middle;
  }
  return far;
}

}  // namespace

bool varies(const Terms& t) {
  if (t.count < 2) return false;
  const double sd = t.se * std::sqrt(real(t.count));
  return sd > rounding * std::max(std::fabs(t.mean), t.scale);
}

double least_count(double skewness, double excess, double tail) {
  if (std::isnan(skewness) || std::isnan(excess)) return infinity;
  const double z = special::normal_quantile(tail);
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979323846);
  const double root = skewness * (2 * z * z + 1) * density / (3 * tail);
  return std::fmax(root * root, excess * (std::fabs(z) * (z * z - 3)) * density / (12 * tail));
}

double least_count(const Terms& t, double tail) {
  if (!std::isnan(t.shape.skewness)) return least_count(t.shape.skewness, t.shape.excess, tail);
  if (std::isnan(t.skewness)) return infinity;
  // The root of n = c (|skewness| + 2 error / sqrt(n))^2, c that of skewness 1.
  const double c = std::sqrt(least_count(1, 0, tail)), linear = c * std::fabs(t.skewness);
  const double root = (linear + std::sqrt(linear * linear + 8 * c * error_of_skewness)) / 2;
  return std::fmax(root * root, least_count(0, t.excess, tail));
}

MeanMethod method_of_mean(const Terms& t, double tail) {
  if (t.count < 1) return MeanMethod::none;
  const bool spread = varies(t);
  if (!spread && (t.constant || t.low == t.high)) return MeanMethod::constant;
  if (t.sd > 0) return MeanMethod::moments;
  const double least = least_count(guarded_skewness(t), guarded_excess(t), tail);
  const bool tail_unseen = t.se * std::sqrt(real(t.count)) < t.expected_sd / 2;
  if (spread && !tail_unseen && t.count >= fewest && real(t.count) >= least) return MeanMethod::student;
  if (std::isfinite(t.high - t.low)) return MeanMethod::range;
  if (t.expected_sd > 0) return MeanMethod::inequality;
  return spread && t.count >= fewest ? MeanMethod::inequality : MeanMethod::none;
}

Limits limits_of_mean(const Terms& t, double tail) {
  switch (method_of_mean(t, tail)) {
    case MeanMethod::none: break;
    case MeanMethod::constant: return {t.mean, t.mean};
    case MeanMethod::student: {
      const double half = -special::student_t_quantile(real(t.count) - 1, tail) * t.se;
      return {t.mean - half, t.mean + half};
    }
    case MeanMethod::moments: return by_moments(t, tail);
    case MeanMethod::range: return range_limits(t.count, t.mean, t.low, t.high, tail);
    case MeanMethod::inequality: {
      const double se = std::fmax(t.se, t.expected_sd / std::sqrt(real(t.count)));
      const double t_half = t.count > 1 ? -special::student_t_quantile(real(t.count) - 1, tail) * t.se : 0;
      const double half = std::fmax(t_half, cantelli(tail) * se);
      return {t.mean - half, t.mean + half};
    }
  }
  return {};
}

Limits range_limits(std::int64_t n, double mean, double low, double high, double tail) {
  const double width = high - low, budget = -std::log(tail) / real(n);
  const double a = std::clamp((mean - low) / width, 0.0, 1.0);
  return {low + width * (1 - farthest_above(1 - a, budget)), low + width * farthest_above(a, budget)};
}

Limits proportion_limits(std::int64_t hits, std::int64_t n, double tail) {
  if (n < 1) return {};
  const double h = real(hits), misses = real(n - hits);
  return {hits > 0 ? special::beta_quantile(h, misses + 1, tail) : 0.0,
          hits < n ? special::beta_quantile(h + 1, misses, 1 - tail) : 1.0};
}

double pearson_quantile(double skewness, double p) {
  if (skewness < 0) return -pearson_quantile(-skewness, 1 - p);
  constexpr double nearly_normal = 1e-3;
  const double z = special::normal_quantile(p);
  if (skewness < nearly_normal)  // Cornish and Fisher (1938), excess 3/2 skewness^2
    return z + skewness * (z * z - 1) / 6 + skewness * skewness * z * (z * z - 7) / 144;
  const double shape = 4 / (skewness * skewness);
  const double x =
      p < 0.5 ? special::gamma_quantile(shape, p) : special::gamma_quantile_complement(shape, 1 - p);
  return (x - shape) / std::sqrt(shape);
}

Limits scale_limits(double mean, double variation, double least_skewness, double most_skewness, double tail) {
  if (!std::isfinite(variation)) return {0, infinity};
  const double low = 1 + variation * pearson_quantile(least_skewness, tail);
  double high = 0;
  if (std::isfinite(most_skewness)) {
    // Beyond some skewness a quantile falls again.
    constexpr int steps = 8;
    const double first = std::fmax(least_skewness, 1e-3), ratio = std::fmax(1, most_skewness / first);
    for (int i = 0; i <= steps; ++i)
      high = std::fmax(
          high, 1 + variation * pearson_quantile(first * std::pow(ratio, i / double{steps}), 1 - tail));
  }
  if (!std::isfinite(most_skewness) || most_skewness > most_skewed_mean)
    high = std::fmax(high, 1 + variation * cantelli(tail));
  return {mean / high, low > 0 ? mean / low : infinity};
}

}  // namespace plim
