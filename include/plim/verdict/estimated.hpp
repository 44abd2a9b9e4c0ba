#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "plim/accumulate/joint_stats.hpp"
#include "plim/numeric/mean_limits.hpp"
#include "plim/numeric/spread_limits.hpp"

namespace plim {

/// A measured number that can be given limits at any level.
struct Estimated {
  double value = not_given, se = not_given;  // se: for planning, and to compare what is worst
  std::int64_t count = 0;
  std::int64_t apart = 0;   // replicates that it leaves out by its own name
  bool controlled = false;  // the errors are less a control variate
  /// Limits that the true value passes with probability at most `tail` on either side; NaN: nothing can be
  /// said.
  std::function<Limits(double tail)> limits = [](double) { return Limits{}; };
  std::string note = {};
  /// What is to be said of the limits at this tail: how they were found if not as usual, or why there are
  /// none.
  std::function<std::string(double tail)> remark = [](double) { return std::string(); };
  /// Replicates below which there are no limits as narrow as the standard error says; infinite: however many,
  /// the study does not decide.
  std::function<double(double tail)> least = [](double) { return 0.0; };
};

/// The same with limits found in another way, of which nothing is to be said.
Estimated with_limits(Estimated e, double se, std::function<Limits(double tail)> limits);

/// Nothing to be said, however many replicates there are, and why.
Estimated undecidable(std::int64_t count, std::string why);

/// A mean of terms, `shift` added, in a unit of which one of theirs is `unit`.
Estimated estimate_mean(const Terms& terms, double unit, double shift = 0);
/// Nearly such a mean: a smooth function of means with its standard error, by the delta method.
Terms terms_of(double value, double se, std::int64_t count, double skewness);

/// The larger of the skewnesses of two variables.
double most_skewed(const JointStats& joint, std::size_t i, std::size_t j);

/// Terms that are the difference of two estimates lie between the differences of their ends.
void set_range_of_difference(Terms& t, const Range& first, const Range& second);

/// False if two series differ by one number in all replicates, up to rounding: of joint moments of
/// (difference, error, ...) of estimates of that size.
bool differ(const JointStats& pair, double size);

/// A mean of squares, or its root.
Estimated estimate_squares(const Squares& squares, bool root, double unit);

/// A proportion.
Estimated estimate_proportion(std::int64_t hits, std::int64_t count);

inline constexpr const char* no_finite_mean =
    "estimates or their truth are infinite, so that they have no finite mean; mean_finite and share_infinite "
    "speak of them";
inline constexpr const char* no_variance = "the variance of the estimates does not exist";
inline constexpr const char* no_fourth_moment = "the fourth moment of the estimates does not exist";

}  // namespace plim
