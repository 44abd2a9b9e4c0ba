#pragma once
#include <cstddef>
#include <span>

namespace plim {

/// Sums of a sample of reals.
struct RealSums {
  double sum, min, max;
  bool whole;  // all are integers
};

/// Sum and extremes by sixteen interleaved partial sums folded in a fixed tree, whatever the instruction set.
/// A sample with a NaN has a NaN for its sum; an empty one has sum 0, min inf and max -inf. O(n).
RealSums sums_of_reals(std::span<const double> x);

/// The mean of the sample with those sums, also where the sum overflows; NaN of none. O(1), there O(n).
double mean_of_reals(std::span<const double> x, const RealSums& sums);

/// sum of ln x for positive normal numbers, by multiplying mantissas and adding exponents. O(n).
double log_sum_of_reals(std::span<const double> x);

/// sum of d - ln(1 + d), d = (x - mean)/mean > -1, to full relative accuracy. O(n), a logarithm each.
double log_gap_of_reals(std::span<const double> x, double mean);

/// sum of exp((reference - ((x - at)/h)^2)/2), by interleaved partial sums as above. O(n), an exponential
/// each.
double gauss_sum_of_reals(std::span<const double> x, double at, double h, double reference);

}  // namespace plim
