#pragma once
#include <cstdint>
#include <optional>

namespace plim {

/// The order statistics X_(lower), X_(upper) that hold a quantile.
struct QuantileRanks {
  std::int64_t lower, upper;
  bool operator==(const QuantileRanks&) const = default;
};

/// Of n independent draws of any law and its quantile of order 0 < p < 1: the largest rank k whose X_(k) lies
/// above it with probability at most `tail`, 0 if none does; by exact binomial probabilities (Thompson 1936).
/// O(log n).
std::int64_t lower_quantile_rank(std::int64_t n, double p, double tail);
/// The smallest whose X_(k) lies below it so rarely, n + 1 if none does.
std::int64_t upper_quantile_rank(std::int64_t n, double p, double tail);

/// Of n independent draws of any law for its quantile of order 0 < p < 1: the narrowest ranks that miss it
/// with probability at most (1 - level)/2 on either side, by exact binomial probabilities (Thompson 1936);
/// where the extreme of one side misses more, the other side has what is left. Nothing where the whole range
/// of the sample misses more than 1 - level.
std::optional<QuantileRanks> quantile_ranks(std::int64_t n, double p, double level);

}  // namespace plim
