#include "plim/estimators/sequence/match_length.hpp"

#include "plim/estimators/sequence/of_sequence.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

Range MatchLength::range(std::int64_t n, double) {
  return {0, elementary::log(static_cast<double>(n) + 1)};  // no match is shorter than 1
}

void MatchLength::estimate(const Sequence::One& sample, workspace& matches, const Address&,
                           const EstimateRef& out) const {
  out.status = status_of_sequence(sample, least);
  if (!is_success(out.status)) return;
  double sum = 0, place = 1;
  for (const std::int32_t match : matches(sample.x)) sum += (1.0 + match) / elementary::log(++place);
  out.out[0].value = static_cast<double>(sample.x.size()) / sum;
}

}  // namespace plim
