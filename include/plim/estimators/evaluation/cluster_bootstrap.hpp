#pragma once
#include <cstdint>
#include <functional>

#include "plim/estimators/evaluation/ratio_mean.hpp"
#include "plim/random/address.hpp"

namespace plim::evaluation {

/// Calls job(index) for every index below `count`, in any order, several at once if it likes.
using RunAll = std::function<void(std::uint64_t count, const std::function<void(std::uint64_t index)>& job)>;

inline void run_in_turn(std::uint64_t count, const std::function<void(std::uint64_t)>& job) {
  for (std::uint64_t index = 0; index < count; ++index) job(index);
}

inline constexpr std::uint32_t usual_resamples = 1000;

/// What resamples say of a mean; NaN where they say nothing.
struct BootstrapMean {
  double se = Shape::unknown;  // the standard deviation of their means
  Limits limits = {};
  double p = Shape::unknown;  // two-sided, of a mean 0
};

/// The bootstrap of whole groups (Davison and Hinkley 1997, section 3.8): `resamples` times as many groups as
/// there are, drawn with replacement, resample b at the address with sub b. Limits and p value by the
/// bootstrap-t (Efron 1979; Hall 1988), whose statistic is (mean* - mean) / se*;
/// p = 2 (1 + the rarer of statistics beyond mean/se) / (1 + resamples), and its quantiles are the k-th from
/// either end, k the whole part of (1 - level) (1 + resamples) / 2, so that 0 is outside exactly if
/// p <= 1 - level. Limits that are infinite, as of few groups or resamples, are none. `run` calls for
/// the resamples, whose order changes nothing. O(resamples groups).
BootstrapMean bootstrap_mean(const GroupTotals& totals, double level, std::uint32_t resamples,
                             const Address& own, const RunAll& run = run_in_turn);

}  // namespace plim::evaluation
