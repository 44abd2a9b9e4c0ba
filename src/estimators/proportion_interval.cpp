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
  const char* name;
  Method method;
};
constexpr std::array methods = {Named{"wilson", Method::wilson},
                                Named{"clopper_pearson", Method::clopper_pearson},
                                Named{"wald", Method::wald}};

}  // namespace

Outcome<ProportionInterval> ProportionInterval::bind(const Knowns& knowns, std::string_view estimator) {
  if (!knowns.interval) return ProportionInterval{};
  const double level = knowns.interval->level;
  ProportionInterval interval{Method::wilson, level, special::normal_quantile(0.5 + 0.5 * level)};
  if (knowns.interval->method.empty()) return interval;
  std::string known;
  std::vector<std::string> names;
  for (const Named& m : methods) {
    if (m.name == knowns.interval->method) {
      interval.method = m.method;
      return interval;
    }
    names.push_back(m.name);
    known += (known.empty() ? "" : ", ") + names.back();
  }
  const std::string near = suggest(knowns.interval->method, names);
  return Refusal{std::string(estimator) + " has the intervals " + known + ", not \"" +
                 knowns.interval->method + "\"" + (near.empty() ? "" : " (did you mean \"" + near + "\"?)")};
}

Cell ProportionInterval::cell(std::int64_t successes, std::int64_t n) const noexcept {
  const double k = static_cast<double>(successes), count = static_cast<double>(n), p = k / count;
  Cell cell;
  cell.value = p;
  const double se = std::sqrt(p * (1 - p) / count);
  if (se > 0) cell.se = se;
  if (method == Method::wilson) {
    const special::WilsonLimits limits = special::wilson_limits(successes, n, level);
    cell.lo = limits.lower;
    cell.hi = limits.upper;
  } else if (method == Method::clopper_pearson) {
    const double tail = 0.5 * (1 - level);
    cell.lo = successes == 0 ? 0.0 : special::beta_quantile(k, count - k + 1, tail);
    cell.hi = successes == n ? 1.0 : special::beta_quantile(k + 1, count - k, 1 - tail);
  } else if (method == Method::wald) {
    cell.lo = std::max(0.0, p - z * se);
    cell.hi = std::min(1.0, p + z * se);
  }
  return cell;
}

}  // namespace plim
