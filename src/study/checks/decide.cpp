#include "decide.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr double wanted_chance = 0.99;  // that the replicates said to be needed decide

bool decidable(const Finding& f) {
  const double count = static_cast<double>(f.estimated.count);
  return f.exact ? f.estimated.count > 0 : count >= f.estimated.least;
}

bool confirms(const Finding& f, double tail) {
  if (!decidable(f)) return false;
  const Limits l = limits_of(f, tail);
  return l.lower >= f.low && l.upper <= f.high;
}

}  // namespace

bool is_too_skewed(const Estimated& e, double tail) {
  return static_cast<double>(e.count) < least_count(e.skewness, tail);
}

Limits limits_of(const Finding& f, double tail) {
  const Estimated& e = f.estimated;
  if (f.exact || !is_too_skewed(e, tail)) return e.limits(tail);
  const double half = std::sqrt(1 / tail - 1) * e.se;
  return {e.value - half, e.value + half};
}

bool refutes(const Finding& f, double tail) {
  if (!decidable(f)) return false;
  if (!std::isnan(f.chance)) return f.chance < tail;
  const Limits l = limits_of(f, tail);
  return l.upper < f.low || l.lower > f.high;
}

Verdict decide(const Finding& f, const Tails& tails) {
  if (refutes(f, f.exact ? tails.confirm : tails.refute)) return Verdict::refuted;
  return confirms(f, tails.confirm) ? Verdict::confirmed : Verdict::undecided;
}

double needed(const Finding& f, const Tails& tails, std::size_t findings) {
  const double count = static_cast<double>(f.estimated.count), se = f.estimated.se;
  const double chance = 1 - (1 - wanted_chance) / (2 * static_cast<double>(findings));
  if (f.needed) return std::max(std::ceil(f.estimated.least), f.needed(tails, chance));
  const double z_confirm = -special::normal_quantile(tails.confirm) + special::normal_quantile(chance);
  const double z_refute = -special::normal_quantile(tails.refute) + special::normal_quantile(chance);
  const double least = std::max(f.estimated.least, least_count(f.estimated.skewness, tails.confirm));
  const auto with = [&](double z, double distance) { return count * std::pow(z * se / distance, 2); };
  const double middle = std::max(least, with(z_confirm, (f.high - f.low) / 2));
  if (std::isfinite(f.high - f.low) && middle > count) return std::ceil(middle);
  const double distance =
      std::min(std::fabs(f.estimated.value - f.low), std::fabs(f.estimated.value - f.high));
  const bool inside = f.estimated.value >= f.low && f.estimated.value <= f.high;
  const double normal = inside ? least : std::max(least, least_count(f.estimated.skewness, tails.refute));
  return std::ceil(std::max({normal, count + 1, with(inside ? z_confirm : z_refute, distance)}));
}

double reach(const Finding& f, double tail) {
  const Limits l = limits_of(f, tail);
  const double beyond = std::max(l.upper - f.high, f.low - l.lower);
  if (std::isnan(beyond)) return std::numeric_limits<double>::infinity();
  if (f.estimated.se > 0) return beyond / f.estimated.se;
  return beyond > 0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
}

}  // namespace plim
