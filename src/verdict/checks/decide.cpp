#include "decide.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr double wanted_chance = 0.99;  // that the replicates said to be needed decide

bool confirms(const Finding& f, double tail) {
  if (f.exact && (f.estimated.count == 0 || f.failed > 0)) return false;
  const Limits l = f.estimated.limits(tail);
  return l.lower >= f.low && l.upper <= f.high && (!f.objection || f.objection(tail).empty());
}

}  // namespace

bool has_failed(const Finding& f, const Tails& tails) { return !f.exact && f.failed > tails.most_failed; }

bool refutes(const Finding& f, double tail) {
  if (f.exact && f.estimated.count == 0) return false;
  if (!std::isnan(f.chance)) return f.chance < tail;
  const Limits l = f.estimated.limits(tail);
  return l.upper < f.low || l.lower > f.high;
}

Verdict decide(const Finding& f, const Tails& tails) {
  if (has_failed(f, tails)) return Verdict::undecided;
  if (refutes(f, f.exact ? tails.confirm : tails.refute)) return Verdict::refuted;
  return confirms(f, tails.confirm) ? Verdict::confirmed : Verdict::undecided;
}

double needed(const Finding& f, const Tails& tails, std::size_t findings) {
  const Estimated& e = f.estimated;
  const double count = static_cast<double>(e.count);
  const double chance = 1 - (1 - wanted_chance) / (2 * static_cast<double>(findings));
  const double least = e.least(tails.confirm);
  if (!std::isfinite(least) || has_failed(f, tails)) return not_given;
  if (f.objection && !f.objection(tails.confirm).empty()) return not_given;
  if (f.needed) return std::max(std::ceil(least), f.needed(tails, chance));
  const double z_confirm = -special::normal_quantile(tails.confirm) + special::normal_quantile(chance);
  const double z_refute = -special::normal_quantile(tails.refute) + special::normal_quantile(chance);
  const auto with = [&](double z, double distance) { return count * std::pow(z * e.se / distance, 2); };
  const double middle = std::max(least, with(z_confirm, (f.high - f.low) / 2));
  if (std::isfinite(f.high - f.low) && middle > count) return std::ceil(middle);
  const double distance = std::min(std::fabs(e.value - f.low), std::fabs(e.value - f.high));
  const bool inside = e.value >= f.low && e.value <= f.high;
  const double normal = inside ? least : std::max(least, e.least(tails.refute));
  return std::ceil(std::max({normal, count + 1, with(inside ? z_confirm : z_refute, distance)}));
}

double reach(const Finding& f, double tail) {
  const Limits l = f.estimated.limits(tail);
  const double beyond = std::max(l.upper - f.high, f.low - l.lower);
  if (std::isnan(beyond)) return std::numeric_limits<double>::infinity();
  if (f.estimated.se > 0) return beyond / f.estimated.se;
  return beyond > 0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
}

}  // namespace plim
