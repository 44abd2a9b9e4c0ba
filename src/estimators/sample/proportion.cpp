#include "plim/estimators/sample/proportion.hpp"

namespace plim {

Outcome<ProportionAbove> ProportionAbove::bind(const Knowns& knowns, const Arguments&) {
  if (!knowns.number) return Refusal{"proportion needs a bound: of = { tail_probability = 2.5 }"};
  const Outcome<ProportionInterval> interval = ProportionInterval::bind(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  ProportionAbove bound;
  bound.bound_ = *knowns.number;
  bound.interval_ = *interval;
  return bound;
}

void ProportionAbove::estimate(const Sorted::One& s, NoWorkspace&, const Address&,
                               const EstimateRef& out) const noexcept {
  out.status = s.n == 0 ? Status::empty : s.x.empty() ? Status::invalid : Status::regular;
  if (out.status != Status::regular) return;
  double above = 0;
  for (std::size_t i = s.x.size(); i-- > 0 && s.x[i] > bound_;) above += s.count(i);
  out.out[0] = interval_.cell(static_cast<std::int64_t>(above), s.n);
  out.status = ProportionInterval::status_of(out.out[0].value);
}

}  // namespace plim
