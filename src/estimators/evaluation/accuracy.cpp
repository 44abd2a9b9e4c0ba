#include "plim/estimators/evaluation/accuracy.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/paired_proportions.hpp"
#include "plim/numeric/special.hpp"

namespace plim::evaluation {

double effective_items(const RatioMean& share, std::int64_t items) {
  const double rest = share.value * (1 - share.value);
  if (!(rest > 0)) return real(share.groups);
  if (share.groups == items || !(share.se > 0)) return real(items);
  return std::min(real(items), rest / (share.se * share.se));
}

Limits share_limits(const RatioMean& share, std::int64_t items, double level) {
  const bool independent = share.groups == items;
  if (items < 1 || (!independent && share.groups < 2)) return {};
  const double tail = 0.5 * (1 + level);
  const double q = independent
                       ? special::normal_quantile(tail)
                       : special::student_t_quantile(share.se > 0 ? share.df : real(share.groups - 1), tail);
  const double p = share.value, u = q * q / effective_items(share, items);
  if (!std::isfinite(u)) return {};
  const double centre = (p + 0.5 * u) / (1 + u);
  const double half = std::sqrt(u * (p * (1 - p) + 0.25 * u)) / (1 + u);
  return {p == 0 ? 0 : std::max(0.0, centre - half), p == 1 ? 1 : std::min(1.0, centre + half)};
}

// The least sum of p_k with prod p_k^n_k >= tail is at p_k = min(1, c n_k) (Lagrange).
Limits unanimous_limits(std::span<const std::int64_t> groups, bool ones, double level) {
  const double wanted = std::log(0.5 * (1 - level));
  const auto share = [](double c, std::int64_t n) { return std::min(1.0, c * real(n)); };
  const auto chance = [&](double c) {
    double log_chance = 0;
    for (const std::int64_t n : groups) log_chance += real(n) * std::log(share(c, n));
    return log_chance;
  };
  double low = 0, high = 1;  // at 1 every share is 1
  for (int i = 0; i < 200 && high - low > 1e-16 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (chance(middle) < wanted ? low : high) = middle;
  }
  double sum = 0;
  for (const std::int64_t n : groups) sum += share(low, n);
  const double mean = sum / real(static_cast<std::int64_t>(groups.size()));
  return ones ? Limits{mean, 1} : Limits{0, 1 - mean};
}

Limits share_gap_limits(const RatioMean& gap, double level) {
  if (gap.groups < 2) return {};
  if (gap.se > 0) {
    const Limits limits = student_limits(gap, level);
    if (std::isnan(limits.lower) || (limits.lower <= -1 && limits.upper >= 1)) return {};
    return {std::max(-1.0, limits.lower), std::min(1.0, limits.upper)};
  }
  const std::int64_t first = gap.value == 1 ? gap.groups : 0, second = gap.value == -1 ? gap.groups : 0;
  if (gap.value != 0 && first + second == 0) return {};
  return paired_difference_limits(first, second, gap.groups, 0.5 * (1 - level));
}

McNemar mcnemar(std::int64_t only_first, std::int64_t only_second) {
  const std::int64_t fewer = std::min(only_first, only_second), n = only_first + only_second;
  if (2 * fewer >= n - 1) return {only_first, only_second, 1};
  // P(Binomial(n, 1/2) <= k) = I_1/2(n - k, k + 1)
  return {only_first, only_second, 2 * special::beta_cdf(real(n - fewer), real(fewer + 1), 0.5)};
}

McNemar mcnemar(std::span<const double> first, std::span<const double> second) {
  std::int64_t only_first = 0, only_second = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    only_first += first[i] > second[i] ? 1 : 0;
    only_second += second[i] > first[i] ? 1 : 0;
  }
  return mcnemar(only_first, only_second);
}

Limits share_gap_limits(const McNemar& pairs, std::int64_t n, double level) {
  return paired_difference_limits(pairs.only_first, pairs.only_second, n, 0.5 * (1 - level));
}

}  // namespace plim::evaluation
