#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/numeric/mean_limits.hpp"

namespace plim::evaluation {

/// What groups of items, as the documents of a text, add to a sum and to that by which it is divided, as
/// losses and tokens: two arrays of `[groups]`.
struct GroupTotals {
  std::vector<double> values, weights;
};

/// Every item a group. Weights may be empty, for 1 an item, here and below.
GroupTotals totals_of_items(std::span<const double> values, std::span<const double> weights);
/// `group`: of which of `groups` groups each item is; those without items add none.
GroupTotals totals_of_groups(std::span<const double> values, std::span<const double> weights,
                             std::span<const std::uint32_t> group, std::size_t groups);
/// Blocks of `length` items in their order, length >= 1; what is left at the end joins the last one.
GroupTotals totals_of_blocks(std::span<const double> values, std::span<const double> weights,
                             std::size_t length);

/// A mean with the error that its groups show. NaN where there is none.
struct RatioMean {
  double value = Shape::unknown, se = Shape::unknown;
  double df = Shape::unknown;  // degrees of freedom of Student's t
  std::int64_t groups = 0;
  double effective = Shape::unknown;  // as how many groups of equal weight they count
  double largest = Shape::unknown;    // share of the weight that one of them holds
};

/// The mean m = sum S_g / sum W_g of G groups with the standard error of a ratio whose groups are
/// independent, the items of one as dependent as they like:
///     se^2 = G/(G-1) sum_g (S_g - m W_g)^2 / (sum_g W_g)^2,  df = (sum_g W_g)^2 / sum_g W_g^2 - 1
/// (Cochran 1977, section 6.3; as that of a regression clustered by group Liang and Zeger 1986, Cameron and
/// Miller 2015; for evaluations of models Miller 2024). Of items with weight 1 it is sd/sqrt(n). The number
/// of equal groups as which they count (Kish 1965) is G if they are equal; then df is G - 1. It is what
/// Satterthwaite's (1946) rule gives where (S_g - m W_g)^2 grows as W_g, and holds the level much better than
/// G - 1 where a few groups hold most of the weight. Neither se nor df of fewer than two groups, nor of a
/// mean that is infinite or none.
RatioMean ratio_mean(const GroupTotals& totals);

/// value -+ t se, t Student's quantile with df degrees of freedom; none where se is 0, which says nothing of
/// the error, nor where they are beyond doubles.
Limits student_limits(const RatioMean& mean, double level);

/// The two-sided p value of a mean 0, 2 P(T > |value| / se); 1 where value and se are 0, none where only se
/// is.
double student_p(const RatioMean& mean);

/// The p value of G groups that all have the same mean, which is not 0, as a sign test has it: 2 * 2^-G
/// (Arbuthnott 1710). 1 of fewer than two.
double sign_p(std::int64_t groups);

/// A power of two by which values are multiplied so that neither their sums nor squares are beyond doubles or
/// lost below them; 1 unless they are very large or very small. Of finite values alone.
double safe_scale(std::span<const double> values);
/// Of values multiplied by `scale` what it is of the values.
RatioMean unscaled(RatioMean mean, double scale);

/// The mean of the means of tasks that share no group, each of which counts alike: se^2 = sum se_k^2 / K^2,
/// degrees of freedom by Welch (1938) and Satterthwaite (1946).
RatioMean macro_mean(std::span<const RatioMean> tasks);

/// The same where a group may have items of several tasks: the error of ratio_mean of what each item
/// contributes to the mean of means to first order, (S_i - m_k W_i) / (K W_k) in task k of K, of weight
/// W_i / (K W_k).
RatioMean macro_mean_of_shared(std::span<const double> values, std::span<const double> weights,
                               std::span<const std::uint32_t> task, std::span<const RatioMean> tasks,
                               std::span<const std::uint32_t> group, std::size_t groups);

}  // namespace plim::evaluation
