#pragma once
#include <functional>
#include <vector>

#include "plim/core/outcome.hpp"

namespace plim {

/// A law as a sample with weights: E f(X) is near the sum of weight f(x). Those of weight below 1e-30 are
/// left out, at an end that is `cut`.
struct LawPoints {
  std::vector<double> x, weight;
  /// Of a quadrature rule: every other of its points comes first, the others from this one on, and twice the
  /// sum of either is the rule of the double step, by which the error can be told. 0: the sum is exact.
  std::size_t others = 0;
  bool cut_below = false, cut_above = false;
};

/// Of a density on [low, high], infinite ends not taken, that has its mass about `scale` around `centre` (of
/// a half-line within some `scale` of its end): the trapezoidal rule after a change of variable that makes
/// both tails fall fast (Takahasi and Mori 1974; Stenger 1993), its step halved until mass and entropy have
/// changed by less than 1e-11. Halving squares the error, so that what was left is far less. Refused if the
/// mass is not 1 within 1e-9, or the density is not a number; a mass within 1e-3 of 1 means a kink or an end
/// at which the rule converges slowly.
Outcome<LawPoints> points_of_density(const std::function<double(double)>& log_density, double low,
                                     double high, double centre, double scale);

/// Of a law on integers from `low`, or to both sides of 0 if that is infinite, to `high`: up to 2^22 a side.
/// Refused if their mass is not 1 within 1e-9.
Outcome<LawPoints> points_of_mass(const std::function<double(double)>& log_mass, double low, double high);

/// -sum of weight log_density(x) (nats).
double entropy_of_points(const LawPoints& points, const std::function<double(double)>& log_density);

}  // namespace plim
