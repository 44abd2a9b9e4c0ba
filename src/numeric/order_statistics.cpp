#include "plim/numeric/order_statistics.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

/// The value at a place from 0 to n - 1, linear between order statistics.
double at_place(std::span<const double> ascending, double place) {
  const double floor = std::floor(place), rest = place - floor;
  const double low = ascending[static_cast<std::size_t>(floor)];
  if (rest == 0) return low;
  const double high = ascending[static_cast<std::size_t>(floor) + 1];
  return low == high || std::isinf(low) ? low : low + rest * (high - low);
}

/// P(Binomial(n, p) >= k) and P(Binomial(n, p) < k), 1 <= k <= n.
double at_least(double k, double n, double p) { return special::beta_cdf(k, n - k + 1, p); }
double below(double k, double n, double p) { return special::beta_cdf(n - k + 1, k, 1 - p); }

/// The first of 1 .. n + 1 from which on `holds`, which once it does does so for all larger ones.
template <class Holds>
std::size_t first_that(std::size_t n, Holds holds) {
  std::size_t low = 1, high = n + 1;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (holds(static_cast<double>(middle))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

double sample_quantile(std::span<const double> ascending, double p) {
  if (ascending.empty()) return Shape::unknown;
  return at_place(ascending, static_cast<double>(ascending.size() - 1) * p);
}

double sample_quantile_se(std::span<const double> ascending, double p) {
  if (ascending.empty()) return Shape::unknown;
  const double last = static_cast<double>(ascending.size() - 1);
  const double away = 2 * std::sqrt(static_cast<double>(ascending.size()) * p * (1 - p));
  if (last * p - away < 0 || last * p + away > last) return Shape::unknown;
  const double low = at_place(ascending, last * p - away), high = at_place(ascending, last * p + away);
  return low == high ? 0 : (high - low) / 4;
}

/// The k-th of n values lies above the quantile only if fewer than k of them are at or below it, and below it
/// only if k or more are.
Limits quantile_limits(std::span<const double> ascending, double p, double tail) {
  const double n = static_cast<double>(ascending.size());
  if (ascending.empty()) return {-infinity, infinity};
  const std::size_t beyond =
      first_that(ascending.size(), [&](double k) { return below(k, n, p) > tail; });  // after the lower limit
  const std::size_t above = first_that(ascending.size(), [&](double k) { return at_least(k, n, p) <= tail; });
  return {beyond > 1 ? ascending[beyond - 2] : -infinity,
          above <= ascending.size() ? ascending[above - 1] : infinity};
}

double fewest_for_quantile(double p, double tail) {
  return std::ceil(std::log(tail) / std::log(std::fmax(p, 1 - p)));
}

}  // namespace plim
