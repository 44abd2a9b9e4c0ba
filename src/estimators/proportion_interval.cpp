#include "plim/estimators/proportion_interval.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "plim/core/suggest.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

using Method = ProportionInterval::Method;

struct Named {
  std::string_view name;
  Method method;
};
constexpr std::array methods = {Named{"wilson", Method::wilson},
                                Named{"clopper_pearson", Method::clopper_pearson},
                                Named{"wald", Method::wald}};

}  // namespace

Method ProportionInterval::method_named(std::string_view name) noexcept {
  if (name.empty()) return Method::wilson;
  for (const Named& m : methods) {
    if (m.name == name) return m.method;
  }
  return Method::none;
}

ProportionInterval ProportionInterval::of(Method method, double level) {
  return {method, level, special::normal_quantile(0.5 + 0.5 * level)};
}

Outcome<ProportionInterval> ProportionInterval::bind(const Knowns& knowns, std::string_view estimator) {
  if (!knowns.interval) return ProportionInterval{};
  const Method method = method_named(knowns.interval->method);
  if (method != Method::none) return of(method, knowns.interval->level);
  std::string known;
  std::vector<std::string> names;
  for (const Named& m : methods) {
    names.emplace_back(m.name);
    known += (known.empty() ? "" : ", ") + names.back();
  }
  const std::string near = suggest(knowns.interval->method, names);
  return Refusal{std::string(estimator) + " has the intervals " + known + ", not \"" +
                 knowns.interval->method + "\"" + (near.empty() ? "" : " (did you mean \"" + near + "\"?)")};
}

Range ProportionInterval::limits(std::int64_t successes, std::int64_t n, QuantileMemo* memo) const noexcept {
  const double k = static_cast<double>(successes), count = static_cast<double>(n);
  if (method == Method::wilson) {
    const special::WilsonLimits limits = special::wilson_limits(successes, n, level);
    return {limits.lower, limits.upper};
  }
  if (method == Method::wald) {
    const double p = k / count, half = z * std::sqrt(p * (1 - p) / count);
    return {p - half, p + half};
  }
  const auto quantile = [memo](double a, double b, double p) {
    return memo != nullptr ? (*memo)({special::beta_quantile, a, b, p}) : special::beta_quantile(a, b, p);
  };
  const double tail = 0.5 * (1 - level);
  return {successes == 0 ? 0.0 : quantile(k, count - k + 1, tail),
          successes == n ? 1.0 : quantile(k + 1, count - k, 1 - tail)};
}

Cell ProportionInterval::cell(std::int64_t successes, std::int64_t n) const noexcept {
  const double count = static_cast<double>(n), p = static_cast<double>(successes) / count;
  Cell cell;
  cell.value = p;
  const double se = std::sqrt(p * (1 - p) / count);
  if (se > 0) cell.se = se;
  if (!wanted()) return cell;
  const Range ends = limits(successes, n);
  cell.lo = std::max(0.0, ends.low);
  cell.hi = std::min(1.0, ends.high);
  return cell;
}

}  // namespace plim
