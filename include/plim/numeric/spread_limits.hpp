#pragma once
#include <cstdint>

#include "plim/numeric/mean_limits.hpp"

namespace plim {

/// Terms below which a sample's fourth moment says nothing of its spread.
inline constexpr std::int64_t fewest_for_spreads = 100;

/// A mean of squares (a variance, an MSE), and what is known of it.
struct Squares {
  std::int64_t count = 0;
  double mean = Shape::unknown;              // of the squares; a variance with divisor count - 1
  double variation = Shape::unknown;         // of `mean`, by the sample: standard error / mean
  double spread_variation = Shape::unknown;  // of their variance likewise; NaN if they do not vary
  SquareShape known = {Shape::unknown, Shape::unknown};    // of one square, exactly; and to leading order,
  SquareShape leading = {Shape::unknown, Shape::unknown};  // used where it says more than the sample
  bool centred = true;                                     // about the mean of the same terms: a variance
  bool tail_unseen = false;       // theory knows of a larger spread than the sample shows
  bool has_moments = false;       // the eighth moment of the terms exists
  double most = Shape::unknown;   // no square (of a difference of two terms, if centred) is larger
  double about = Shape::unknown;  // centred: the mean square about a fixed point, for bounds by the range
};

/// By which argument the limits of a mean of squares were found.
enum class SquareMethod {
  none,
  known,   // by the known fourth moment (and sixth: skewness) of the terms
  sample,  // by the sample's own fourth moment
  range    // by the known range of the terms
};

/// The known fourth moment if there is one; the sample's, if the eighth moment is known to exist, there are
/// 100 terms or more and their variance has a relative standard error of at most 0.15 (the mean square may
/// have less where its terms are far from 0, and know nothing of what is rare); else the range.
SquareMethod method_of_squares(const Squares& s);

/// Limits of the mean square. By moments the mean of squares is taken as a shifted gamma law to its first
/// three moments: skewness at least that of a gamma law from 0 upwards and at most that downwards (1.5 times
/// as much upwards where skewness is not known or is more than twice that of the gamma law), at half the tail
/// since terms may be lattice; without a sixth moment Cantelli's inequality upwards. A variance of the sample
/// itself is left-skewed by the square of the mean's own error, up to 6/(count variation); with `sample`
/// downwards also by as much as a gamma law is to the right, since a sample that lacks its tail has a small
/// mean and a small variation. A tail that no term of the sample shows misleads `sample`.
Limits limits_of_squares(const Squares& s, double tail);

/// Relative standard error of the mean square, of the method's moments; for planning.
double variation_of(const Squares& s);

}  // namespace plim
