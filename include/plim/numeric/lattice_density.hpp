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

  double total() const noexcept;
  /// Where the share p of the total is reached, 0 < p < 1.
  double quantile(double p) const;

 private:
  double at(double position) const noexcept;
  double integral_from(std::size_t k, double share) const noexcept;
  /// The integral up to lattice point k.
  double up_to(std::size_t k) const;
};

}  // namespace plim
