#pragma once
#include <cstddef>

#include "plim/numeric/point.hpp"

namespace plim {

/// A smooth function of a few numbers, as searches and differences see it.
class Objective {
 public:
  virtual ~Objective() = default;
  virtual double value(const Point& u) = 0;
  /// The exact gradient; false where there is none but by differences.
  virtual bool gradient(const Point&, Point&) { return false; }
};

/// A value with its first and second derivatives.
struct Slopes {
  double value = 0;
  Point gradient{};
  Matrix hessian{};
};

/// By central differences of the second order with step h, of the exact gradient where there is one: 1 + 2d +
/// d(d-1)/2 * 4 values or 1 + 2d gradients; errors of the order h^2.
Slopes coarse_slopes(Objective& f, const Point& u, std::size_t dimension, double h);

/// The exact gradient, or by central differences of the eighth order with steps h (Fornberg 1988): 8d values;
/// errors of the order h^8 and epsilon f/h.
Point fine_gradient(Objective& f, const Point& u, std::size_t dimension, const Point& h);

/// Second derivatives of the same order, of values: 1 + 4d(d+1) of them; errors of the order h^8 and epsilon
/// f/h^2.
Matrix fine_hessian(Objective& f, const Point& u, std::size_t dimension, const Point& h);

}  // namespace plim
