#include "plim/numeric/differences.hpp"

namespace plim {
namespace {

// Weights of f(kh) - f(-kh) and f(kh) + f(-kh), k = 1 .. 4 (Fornberg 1988, table 1).
constexpr double first_weights[] = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
constexpr double second_weights[] = {8.0 / 5, -1.0 / 5, 8.0 / 315, -1.0 / 560};
constexpr double second_centre = -205.0 / 72;

Point moved(Point u, const Point& direction, double steps) {
  for (std::size_t i = 0; i < u.size(); ++i) u[i] += steps * direction[i];
  return u;
}

Point along(std::size_t i, double h) {
  Point direction{};
  direction[i] = h;
  return direction;
}

/// d^2/dt^2 f(u + t direction) at t = 0.
double curvature(Objective& f, const Point& u, double centre, const Point& direction) {
  double sum = second_centre * centre;
  for (int k = 1; k <= 4; ++k)
    sum += second_weights[k - 1] * (f.value(moved(u, direction, k)) + f.value(moved(u, direction, -k)));
  return sum;
}

Slopes slopes_of_gradient(Objective& f, const Point& u, std::size_t dimension, double h) {
  Slopes s;
  s.value = f.value(u);
  f.gradient(u, s.gradient);
  Matrix rows{};
  for (std::size_t i = 0; i < dimension; ++i) {
    Point up{}, down{};
    f.gradient(moved(u, along(i, h), 1), up);
    f.gradient(moved(u, along(i, h), -1), down);
    for (std::size_t j = 0; j < dimension; ++j) rows[i][j] = (up[j] - down[j]) / (2 * h);
  }
  for (std::size_t i = 0; i < dimension; ++i) {
    for (std::size_t j = 0; j < dimension; ++j) s.hessian[i][j] = 0.5 * (rows[i][j] + rows[j][i]);
  }
  return s;
}

}  // namespace

Slopes coarse_slopes(Objective& f, const Point& u, std::size_t dimension, double h) {
  Point exact{};
  if (f.gradient(u, exact)) return slopes_of_gradient(f, u, dimension, h);
  Slopes s;
  s.value = f.value(u);
  for (std::size_t i = 0; i < dimension; ++i) {
    const double up = f.value(moved(u, along(i, h), 1)), down = f.value(moved(u, along(i, h), -1));
    s.gradient[i] = (up - down) / (2 * h);
    s.hessian[i][i] = (up - 2 * s.value + down) / (h * h);
    for (std::size_t j = 0; j < i; ++j) {
      Point same = along(i, h), other = along(i, h);
      same[j] = h;
      other[j] = -h;
      const double mixed = f.value(moved(u, same, 1)) + f.value(moved(u, same, -1)) -
                           f.value(moved(u, other, 1)) - f.value(moved(u, other, -1));
      s.hessian[i][j] = s.hessian[j][i] = mixed / (4 * h * h);
    }
  }
  return s;
}

Point fine_gradient(Objective& f, const Point& u, std::size_t dimension, const Point& h) {
  Point gradient{};
  if (f.gradient(u, gradient)) return gradient;
  for (std::size_t i = 0; i < dimension; ++i) {
    const Point step = along(i, h[i]);
    double sum = 0;
    for (int k = 1; k <= 4; ++k)
      sum += first_weights[k - 1] * (f.value(moved(u, step, k)) - f.value(moved(u, step, -k)));
    gradient[i] = sum / h[i];
  }
  return gradient;
}

Matrix fine_hessian(Objective& f, const Point& u, std::size_t dimension, const Point& h) {
  Matrix hessian{};
  const double centre = f.value(u);
  for (std::size_t i = 0; i < dimension; ++i)
    hessian[i][i] = curvature(f, u, centre, along(i, h[i])) / (h[i] * h[i]);
  // Along the diagonal of two coordinates the curvature is that of both and twice the mixed one.
  for (std::size_t i = 0; i < dimension; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      Point diagonal = along(i, h[i]);
      diagonal[j] = h[j];
      const double both = h[i] * h[i] * hessian[i][i] + h[j] * h[j] * hessian[j][j];
      hessian[i][j] = hessian[j][i] = 0.5 * (curvature(f, u, centre, diagonal) - both) / (h[i] * h[j]);
    }
  }
  return hessian;
}

}  // namespace plim
