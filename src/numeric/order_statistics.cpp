#include "plim/numeric/order_statistics.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/quantile_ranks.hpp"

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

Limits quantile_limits(std::span<const double> ascending, double p, double tail) {
  if (ascending.empty()) return {-infinity, infinity};
  const auto n = static_cast<std::int64_t>(ascending.size());
  const std::int64_t lower = lower_quantile_rank(n, p, tail), upper = upper_quantile_rank(n, p, tail);
  return {lower > 0 ? ascending[static_cast<std::size_t>(lower - 1)] : -infinity,
          upper <= n ? ascending[static_cast<std::size_t>(upper - 1)] : infinity};
}

double fewest_for_quantile(double p, double tail) {
  return std::ceil(std::log(tail) / std::log(std::fmax(p, 1 - p)));
}

}  // namespace plim
