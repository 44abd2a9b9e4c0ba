#pragma once
#include <cstdint>

#include "plim/numeric/mean_limits.hpp"

namespace plim {

/// Limits of p - q, each passed with probability `tail` at most, whatever p and q are: of n independent pairs
/// `only_first` have the first property alone, which has probability p, and `only_second` the second alone,
/// with probability q; 0 < tail < 1/2, 1 <= n. 0 lies outside exactly if the sign test of the pairs that
/// differ (McNemar 1947) rejects p = q with that tail. From exact tests of p and q by the weighted product of
/// two chances (Good 1955).
Limits paired_difference_limits(std::int64_t only_first, std::int64_t only_second, std::int64_t n,
                                double tail);

}  // namespace plim
