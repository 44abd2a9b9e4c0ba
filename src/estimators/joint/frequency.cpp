#include "plim/estimators/joint/frequency.hpp"

namespace plim {

std::int64_t count_of(const Counts::One& c, const std::vector<std::size_t>& classes) noexcept {
  std::int64_t count = 0;
  for (const std::size_t k : classes) count += c[k];
  return count;
}

Outcome<EventFrequency> EventFrequency::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<ProportionInterval> interval = ProportionInterval::bind(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  EventFrequency bound;
  bound.interval_ = *interval;
  std::vector<FactorTerm> both = knowns.about;
  both.insert(both.end(), knowns.given.begin(), knowns.given.end());
  bound.both_ = classes_of(knowns.factors, both);
  if (!knowns.given.empty()) bound.condition_ = classes_of(knowns.factors, knowns.given);
  return bound;
}

void EventFrequency::estimate(const Counts::One& c, NoWorkspace&, const Address&,
                              const EstimateRef& out) const noexcept {
  const std::int64_t n = condition_.empty() ? c.n : count_of(c, condition_);
  if (n == 0) {
    out.status = Status::undefined;
    return;
  }
  out.out[0] = interval_.cell(count_of(c, both_), n);
  out.status = ProportionInterval::status_of(out.out[0].value);
}

}  // namespace plim
