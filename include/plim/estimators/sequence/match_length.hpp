#pragma once
#include <cstdint>
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/numeric/suffix_array.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/sequence.hpp"

namespace plim {

/// n/sum_i (L_i/ln(i + 1)), i = 1 .. n (nats a symbol; Grassberger 1989; the increasing window of
/// Kontoyiannis, Algoet, Suhov and Wyner 1998): L_i is 1 and the length of the longest beginning of x_i ..
/// x_n that also begins at an earlier place, which it may overlap; the end of the sample cuts it. It
/// converges to the entropy rate almost surely where the past is forgotten fast enough (by the latter a
/// condition of Doeblin's, which aperiodic Markov chains fulfil). Fewer than two symbols: undefined; of one
/// kind: the boundary. O(n), by a suffix array.
class MatchLength {
 public:
  using view = Sequence;
  static constexpr std::string_view name = "match_length",
                                    summary = "n/sum(L_i/ln(i + 1)) of matches with all that came before";
  static constexpr const char* estimand = functional::entropy_rate;
  static constexpr std::int64_t least = 2;
  using workspace = PreviousMatches;
  static Range range(std::int64_t n, double classes);
  static std::size_t workspace_bytes(const SampleSize& size) noexcept;
  void estimate(const Sequence::One& sample, workspace& matches, const Address&,
                const EstimateRef& out) const;
};

}  // namespace plim
