#pragma once
#include <cstdint>
#include <limits>

#include "plim/numeric/shape.hpp"

namespace plim {

/// Limits that a true value passes with probability at most some `tail` on either side; NaN: nothing can be
/// said, infinite: nothing on that side.
struct Limits {
  double lower = Shape::unknown, upper = Shape::unknown;
};

/// Independent terms whose mean is asked: what the sample says, and what was known before it.
struct Terms {
  std::int64_t count = 0;
  double mean = Shape::unknown, se = Shape::unknown;  // se of the mean
  double skewness = 0, excess = 0;                    // of the sample
  double scale = 0;                                   // against which a spread may be rounding alone

  double low = -std::numeric_limits<double>::infinity();  // every term lies between these
  double high = std::numeric_limits<double>::infinity();
  bool constant = false;       // all terms are equal
  double sd = Shape::unknown;  // of one term, with its `shape`; or the shape alone to leading order
  Shape shape = {};
  double expected_sd = Shape::unknown;  // of one term exactly, where its shape is not known exactly
};

/// False if all terms are equal, up to rounding.
bool varies(const Terms& t);

/// By which argument the limits of a mean were found.
enum class MeanMethod {
  none,       // the terms do not vary, or are too few, and nothing is known of them
  constant,   // they cannot vary
  student,    // Student's t
  moments,    // their known standard deviation and skewness
  range,      // their known range
  inequality  // Cantelli's inequality, by the larger of the sample's standard error and a known one
};

/// What holds at this tail: the known law where standard deviation and skewness are known; else Student's t
/// where there are 30 terms or more and the first two terms of the Edgeworth expansion change the tail by
/// half at most, by the larger of the expected shape and the sample's (of skewness: two standard errors
/// larger), and the sample shows half of the known standard deviation at least, if that is known; else the
/// known range; else, from 30 terms on that vary or a known standard deviation on, Cantelli's inequality.
MeanMethod method_of_mean(const Terms& t, double tail);

/// Limits of the mean by that method. `moments`: the law of the mean as a gamma law shifted to its first
/// three moments (to its short side the normal law), at half the tail since the terms may be lattice, or
/// where it is too skewed or has more excess than such a law Cantelli's inequality (1910), with the known
/// standard deviation, or the sample's if that is larger. `range`: Hoeffding (1963), theorem 1. One sample
/// that hides the tail of an unknown law misleads every method.
Limits limits_of_mean(const Terms& t, double tail);

/// Fewest terms with which Student's t keeps the tail within half as much again by the skewness term of its
/// expansion, and within as much by that of kurtosis; infinite if they are not known.
double least_count(double skewness, double excess, double tail);

/// The same of terms as skewed as these, at that count, since `method_of_mean` takes a sample's skewness two
/// standard errors larger, which more terms make smaller; by their `shape` alone if that is known.
double least_count(const Terms& t, double tail);

/// Limits of the mean of terms in [low, high] (Hoeffding 1963, theorem 1): means m with
/// n KL(Bernoulli(mean), Bernoulli(m)) <= ln(1/tail) on the scale of the range; with equal terms at an end of
/// it 1 - tail^(1/n) of the range, the rule of three.
Limits range_limits(std::int64_t n, double mean, double low, double high, double tail);

/// A proportion by Clopper and Pearson (1934).
Limits proportion_limits(std::int64_t hits, std::int64_t n, double tail);

/// x with P(X <= x) = p of the gamma law shifted and scaled to mean 0, sd 1 and that skewness (Pearson's type
/// III); of skewness 0 the normal law.
double pearson_quantile(double skewness, double p);

/// A positive mean m known to have the law of m times a variable of mean 1 with standard deviation
/// `variation` and a skewness between the two given: limits of the true mean, m over the quantiles.
Limits scale_limits(double mean, double variation, double least_skewness, double most_skewness, double tail);

}  // namespace plim
