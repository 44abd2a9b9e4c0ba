#include "plim/numeric/quantile_ranks.hpp"

#include "plim/numeric/special.hpp"

namespace plim {
namespace {

/// P(at most k of n draws lie at or below the quantile), 0 <= k < n: that X_(k + 1) lies above it.
double at_most(std::int64_t k, std::int64_t n, double p) {
  return special::beta_cdf(static_cast<double>(n - k), static_cast<double>(k + 1), 1 - p);
}

/// P(at least k of n), 1 <= k <= n: that X_(k) lies below it, of a continuous law.
double at_least(std::int64_t k, std::int64_t n, double p) {
  return special::beta_cdf(static_cast<double>(k), static_cast<double>(n - k + 1), p);
}

}  // namespace

std::int64_t lower_quantile_rank(std::int64_t n, double p, double tail) {
  std::int64_t good = 0, bad = n + 1;
  while (bad - good > 1) {
    const std::int64_t middle = good + (bad - good) / 2;
    (at_most(middle - 1, n, p) <= tail ? good : bad) = middle;
  }
  return good;
}

std::int64_t upper_quantile_rank(std::int64_t n, double p, double tail) {
  return n + 1 - lower_quantile_rank(n, 1 - p, tail);
}

std::optional<QuantileRanks> quantile_ranks(std::int64_t n, double p, double level) {
  const double miss = 1 - level;
  if (n < 1 || at_most(0, n, p) + at_least(n, n, p) > miss) return std::nullopt;
  std::int64_t lower = lower_quantile_rank(n, p, miss / 2), upper = upper_quantile_rank(n, p, miss / 2);
  if (lower == 0) {
    lower = 1;
    upper = upper_quantile_rank(n, p, miss - at_most(0, n, p));
  } else if (upper == n + 1) {
    upper = n;
    lower = lower_quantile_rank(n, p, miss - at_least(n, n, p));
  }
  return QuantileRanks{lower, upper};
}

}  // namespace plim
