#include "plim/estimators/sequence/match_length.hpp"

#include "plim/estimators/sequence/of_sequence.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

Range MatchLength::range(std::int64_t n, double) {
  return {0, elementary::log(static_cast<double>(n) + 1)};  // no match is shorter than 1
}

std::size_t MatchLength::workspace_bytes(const SampleSize& size) noexcept {
  constexpr std::size_t bytes_of_symbol = 28;  // of matches, and of the suffix array while they are found
  return static_cast<std::size_t>(size.n) * bytes_of_symbol;
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
