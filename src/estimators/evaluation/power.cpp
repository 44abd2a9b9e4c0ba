#include "plim/estimators/evaluation/power.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/special.hpp"

namespace plim::evaluation {

double detectable_gap(const RatioMean& mean, double alpha, double power) {
  if (!(mean.df > 0)) return Shape::unknown;
  return (special::student_t_quantile(mean.df, 1 - 0.5 * alpha) +
          special::student_t_quantile(mean.df, power)) *
         mean.se;
}

std::optional<std::int64_t> groups_needed(const RatioMean& mean, double alpha, double power) {
  if (!(mean.se > 0) || !(std::fabs(mean.value) > 0) || !std::isfinite(mean.se)) return std::nullopt;
  const auto detects = [&](std::int64_t groups) {
    RatioMean of = mean;
    of.se = mean.se * std::sqrt(real(mean.groups) / real(groups));
    of.df = real(groups - 1);
    return detectable_gap(of, alpha, power) <= std::fabs(mean.value);
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
