#pragma once

namespace plim {

/// A mean and a variance.
struct MeanVariance {
  double mean = 0, variance = 0;
};

/// Laws with a mean and a variance, mixed over t in R with a weight that is analytic about the real line and
/// falls off exponentially on both sides.
class LineMixture {
 public:
  virtual ~LineMixture() = default;
  virtual double log_weight(double t) const = 0;
  virtual MeanVariance moments(double t) const = 0;
};

struct MixtureAverage {
  MeanVariance of;
  bool converged = false;
};

/// True if a refined sum says that the coarser one was right to about 1e-8: the refined one, of a rule that
/// converges geometrically, then is to about the square of that.
bool agree(const MeanVariance& coarse, const MeanVariance& fine);

/// Mean and variance of the mixture by the trapezoidal rule, which converges geometrically for such weights
/// (Goodwin 1949; Trefethen and Weideman 2014). The search for the mode goes uphill from `start`; the step
/// begins at the width of the mode and is halved until the results agree; weights below e^-42 of the largest
/// are cut off.
MixtureAverage average_over_line(const LineMixture& mixture, double start);

/// A mode and the distance from it at which the log weight has fallen by about a half.
struct Mode {
  double at = 0, width = 0;

  /// The place of a coordinate x that is finest about the mode: spaced by the width there, and ever wider far
  /// out, where tails are smooth. One to one from R to R and entire, so that the trapezoidal rule in x
  /// converges as it does in the place.
  double place(double x) const noexcept { return at + width * x * (1 + x * x * bend); }
  /// d place/dx divided by the width.
  static double stretch(double x) noexcept { return 1 + 3 * x * x * bend; }

 private:
  static constexpr double bend = 1.0 / 81;
};

/// The mode uphill of `start`, within its width; the width is at most 1.
Mode mode_of(const LineMixture& mixture, double start);

}  // namespace plim
