#pragma once
#include <cstdint>
#include <span>

#include "plim/estimators/evaluation/ratio_mean.hpp"

namespace plim::evaluation {

/// How many independent items would give a share its standard error, p (1 - p) / se^2 (Korn and Graubard
/// 1998), no more than there are; where the share is 0 or 1, which has no such error, as many as there are
/// groups.
double effective_items(const RatioMean& share, std::int64_t items);

/// Limits of a share of `items` items by Wilson (1927) with that many of them in effect: of groups of one
/// item by the normal quantile, of others by Student's with the share's degrees of freedom, or where it is 0
/// or 1 one less than groups. So they have a width at 0 and 1 too. None of one group of several items, nor of
/// groups of which one is so large that they would be 0 and 1.
Limits share_limits(const RatioMean& share, std::int64_t items, double level);

/// Limits of the mean of the shares of independent tasks of which all are 1, or all 0, each from so many
/// independent groups: outside of them what was seen has a probability of (1 - level) / 2 at most, whatever
/// the single shares are. Of one task they are Clopper and Pearson's (1934).
Limits unanimous_limits(std::span<const std::int64_t> groups, bool ones, double level);

/// Limits of the difference of the shares of two scores, 0 or 1, on the same items, from the mean of their
/// differences: Student's, cut to [-1, 1]; where all groups have the same difference, which shows no error,
/// and it is -1, 0 or 1, exact ones of as many pairs as groups (see paired_difference_limits).
Limits share_gap_limits(const RatioMean& gap, double level);

/// McNemar's test (1947) of two scores, 0 or 1, of the same items: how many only one of them has, and the
/// exact two-sided p value of their shares of these being 1/2, 2 P(Binomial(n, 1/2) <= the fewer), at most 1.
/// It takes items as independent.
struct McNemar {
  std::int64_t only_first = 0, only_second = 0;
  double p = 1;
};
McNemar mcnemar(std::int64_t only_first, std::int64_t only_second);
McNemar mcnemar(std::span<const double> first, std::span<const double> second);

/// Exact limits of the difference of the shares of n >= 1 independent pairs (see paired_difference_limits),
/// outside of which 0 is exactly if p <= 1 - level.
Limits share_gap_limits(const McNemar& pairs, std::int64_t n, double level);

}  // namespace plim::evaluation
