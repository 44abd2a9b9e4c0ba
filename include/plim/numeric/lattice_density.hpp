#pragma once
#include <cstddef>
#include <vector>

namespace plim {

/// A smooth positive function on the line that vanishes at both ends, known at first, first + step, ...:
/// integrals by the trapezoidal rule, all between by Whittaker's interpolation (Stenger 1993), whose errors
/// fall faster than any power of the step.
class LatticeDensity {
 public:
  double first = 0, step = 1;
  std::vector<double> values;

  /// Makes the cumulated integral; to be called when the values are there.
  void accumulate();
  double total() const noexcept { return total_; }
  /// Where the share p of the total is reached, 0 < p < 1.
  double quantile(double p) const;

 private:
  double at(double position) const noexcept;
  double integral_from(std::size_t k, double share) const noexcept;

  std::vector<double> cumulated_;
  double total_ = 0;
};

}  // namespace plim
