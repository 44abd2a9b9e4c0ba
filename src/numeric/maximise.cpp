#include "plim/numeric/maximise.hpp"

#include <algorithm>
#include <cmath>

namespace plim {
namespace {

constexpr int most_steps = 100, most_halvings = 40, last_steps = 6;
constexpr double coarse_step = 1e-3;  // of second differences; their errors are about 1e-7
constexpr double near = 1e-9;         // what a further Newton step would gain when the last ones begin

double size_of(const Point& u, std::size_t dimension) {
  double largest = 0;
  for (std::size_t i = 0; i < dimension; ++i) largest = std::fmax(largest, std::fabs(u[i]));
  return largest;
}

/// Newton's step, or with a raised diagonal one uphill where the function is not concave.
Point step_of(const Slopes& s, std::size_t dimension, bool& concave) {
  Matrix down{};
  double diagonal = 0;
  for (std::size_t i = 0; i < dimension; ++i) {
    for (std::size_t j = 0; j < dimension; ++j) down[i][j] = -s.hessian[i][j];
    diagonal = std::fmax(diagonal, std::fabs(down[i][i]));
  }
  Point step{};
  concave = solve_positive(down, s.gradient, dimension, step);
  double raise = 1e-3 * std::fmax(diagonal, size_of(s.gradient, dimension));
  for (int i = 0; i < most_halvings && !solve_positive(down, s.gradient, dimension, step); ++i) {
    for (std::size_t k = 0; k < dimension; ++k) down[k][k] += raise;
    raise *= 4;
  }
  return step;
}

bool is_finite(const Slopes& s, std::size_t dimension) {
  for (std::size_t i = 0; i < dimension; ++i) {
    for (std::size_t j = 0; j < dimension; ++j) {
      if (!std::isfinite(s.hessian[i][j])) return false;
    }
    if (!std::isfinite(s.gradient[i])) return false;
  }
  return std::isfinite(s.value);
}

class Search {
 public:
  Search(Objective& f, std::size_t dimension, const Point& start, const Box& box)
      : f_(f), dimension_(dimension), box_(box), u_(start), value_(f.value(start)) {}

  Maximum operator()() {
    for (int i = 0; i < most_steps; ++i) {
      const Slopes s = coarse_slopes(f_, u_, dimension_, coarse_step);
      if (!is_finite(s, dimension_)) break;
      bool concave = false;
      Point step = step_of(s, dimension_, concave);
      double gain = 0;
      for (std::size_t k = 0; k < dimension_; ++k) gain += step[k] * s.gradient[k];
      if (concave && gain < near && size_of(step, dimension_) < 0.01) return polished();
      if (!climb(step)) {
        if (concave && gain < 1e3 * near && size_of(step, dimension_) < 0.01) return polished();
        break;
      }
    }
    return {u_, value_, false, {}};
  }

 private:
  /// Goes by the step, or a part of it, to a higher value in the box; false if there is none.
  bool climb(Point step) {
    const double size = size_of(step, dimension_);
    if (size > radius_) scale(step, radius_ / size);
    for (int i = 0; i < most_halvings; ++i, scale(step, 0.5)) {
      Point to = u_;
      for (std::size_t k = 0; k < dimension_; ++k)
        to[k] = std::clamp(u_[k] + step[k], box_.low[k], box_.high[k]);
      const double reached = f_.value(to);
      if (!(reached > value_)) continue;
      radius_ = i == 0 ? 2 * radius_ : std::fmin(radius_, 2 * size_of(step, dimension_));
      u_ = to;
      value_ = reached;
      return true;
    }
    return false;
  }

  void scale(Point& step, double by) const {
    for (std::size_t k = 0; k < dimension_; ++k) step[k] *= by;
  }

  /// Steps by fine gradients and one Hessian, until they are as small as rounding lets them be.
  Maximum polished() {
    const Slopes s = coarse_slopes(f_, u_, dimension_, coarse_step);
    Maximum m{u_, value_, false, {}};
    Matrix down{};
    for (std::size_t i = 0; i < dimension_; ++i) {
      for (std::size_t j = 0; j < dimension_; ++j) down[i][j] = -s.hessian[i][j];
      m.steps[i] = std::fmin(0.02, 0.05 / std::sqrt(down[i][i]));
    }
    double last = 1;
    for (int i = 0; i < last_steps; ++i) {
      const Point gradient = fine_gradient(f_, m.at, dimension_, m.steps);
      Point step{};
      if (!solve_positive(down, gradient, dimension_, step)) return m;
      const double size = size_of(step, dimension_);
      if (!(size < 0.02)) return m;
      if (i > 1 && size > 0.5 * last) break;  // rounding
      for (std::size_t k = 0; k < dimension_; ++k) m.at[k] += step[k];
      last = size;
      if (size < 1e-11) break;
    }
    m.converged = last < 1e-5;
    m.value = f_.value(m.at);
    return m;
  }

  Objective& f_;
  std::size_t dimension_;
  Box box_;
  Point u_;
  double value_;
  double radius_ = 2;
};

}  // namespace

Maximum maximise(Objective& f, std::size_t dimension, const Point& start, const Box& box) {
  return Search(f, dimension, start, box)();
}

}  // namespace plim
