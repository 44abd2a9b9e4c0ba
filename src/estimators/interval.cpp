#include "plim/estimators/interval.hpp"

#include <algorithm>

namespace plim {

Outcome<BoundInterval> bind_interval(const Knowns& knowns, std::string_view estimator,
                                     const std::vector<std::string_view>& methods) {
  if (!knowns.interval) return BoundInterval{};
  const std::string& wanted = knowns.interval->method;
  if (wanted.empty()) return BoundInterval{std::string(methods.front()), knowns.interval->level};
  if (std::find(methods.begin(), methods.end(), wanted) != methods.end())
    return BoundInterval{wanted, knowns.interval->level};
  std::string known;
  for (const std::string_view method : methods)
    known += (known.empty() ? "\"" : ", \"") + std::string(method) + "\"";
  return Refusal{std::string(estimator) + " has no interval method \"" + wanted + "\"; it has " + known};
}

}  // namespace plim
