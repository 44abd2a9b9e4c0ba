#include "plim/estimators/evaluation/power.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/special.hpp"

namespace plim::evaluation {

namespace {

/// The power of Student's two-sided test whose statistic is shifted by `shift` >= 0, q being its bound.
double shifted_power(double df, double q, double shift) {
  return special::student_t_cdf(df, shift - q) + special::student_t_cdf(df, -shift - q);
}

double bound_of_t(double df, double alpha) { return -special::student_t_quantile(df, 0.5 * alpha); }

}  // namespace

double detectable_gap(const RatioMean& mean, double alpha, double power) {
  if (!(mean.df > 0)) return Shape::unknown;
  const double q = bound_of_t(mean.df, alpha);
  if (!std::isfinite(q)) return Shape::unknown;
  double missed = 0, found = 2 * q;  // twice the bound is missed by the first tail with alpha/2 alone
  while (shifted_power(mean.df, q, found) < power && std::isfinite(found)) found *= 2;
  if (!std::isfinite(found)) return Shape::unknown;
  while (found - missed > 1e-15 * found) {
    const double middle = 0.5 * (missed + found);
    if (middle <= missed || middle >= found) break;
    (shifted_power(mean.df, q, middle) < power ? missed : found) = middle;
  }
  return found * mean.se;
}

std::optional<std::int64_t> groups_needed(const RatioMean& mean, double alpha, double power) {
  if (!(mean.se > 0) || !(std::fabs(mean.value) > 0) || !std::isfinite(mean.se)) return std::nullopt;
  const double size = std::fabs(mean.value) / mean.se;
  const auto detects = [&](std::int64_t groups) {
    const double times = real(groups) / real(mean.groups), df = (mean.df + 1) * times - 1;
    const double q = df > 0 ? bound_of_t(df, alpha) : infinity;
    return std::isfinite(q) && shifted_power(df, q, size * std::sqrt(times)) >= power;
  };
  constexpr std::int64_t most = std::int64_t{1} << 53;
  std::int64_t fewer = 1, enough = 2;
  while (!detects(enough)) {
    if (enough >= most) return std::nullopt;
    fewer = enough;
    enough *= 2;
  }
  while (enough - fewer > 1) {
    const std::int64_t middle = fewer + (enough - fewer) / 2;
    (detects(middle) ? enough : fewer) = middle;
  }
  return enough;
}

std::vector<double> false_discovery(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!std::isnan(p[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.begin(), p.end());
  double least = 1;
  for (std::size_t k = order.size(); k > 0; --k) {
    least = std::min(least, p[order[k - 1]] * real(order.size()) / real(k));
    adjusted[order[k - 1]] = least;
  }
  return adjusted;
}

}  // namespace plim::evaluation
