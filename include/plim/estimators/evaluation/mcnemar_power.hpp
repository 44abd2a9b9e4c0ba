#pragma once
#include <cstdint>
#include <optional>

namespace plim::evaluation {

/// What McNemar's exact test (see mcnemar) of n independent pairs of answers finds: `first` and `second` are
/// the probabilities of pairs that only the first or only the second has right.
struct PairShares {
  double first = 0, second = 0;
  double differ() const { return first + second; }
};

/// The probability of p <= alpha, in either direction (Miettinen 1968): the number of pairs that differ is
/// binomial (n, first + second), and the first's share of them binomial given it. Exact up to 1e-12;
/// O(sqrt(n)) binomial tails.
double mcnemar_power(const PairShares& shares, std::int64_t n, double alpha);

/// The number of pairs from which on the power is at least `power`, whatever their number; it need not grow
/// with every pair, as the test is discrete. Of more than 2000 pairs that differ by the normal formula
/// (Connor 1987) with a correction for continuity, which is right to 1 % there. Nothing of equal shares, or
/// beyond 2^53.
std::optional<std::int64_t> pairs_needed(const PairShares& shares, double alpha, double power);

/// The smallest gap that n pairs, of which a share `differ` has one answer right, find with that power; the
/// largest that there is is `differ`. To 1e-6 of it; of more than 2000 pairs that differ by the same formula.
/// Nothing where the largest is not found either.
std::optional<double> detectable_share_gap(double differ, std::int64_t n, double alpha, double power);

}  // namespace plim::evaluation
