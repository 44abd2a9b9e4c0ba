#include "plim/numeric/point.hpp"

#include <cmath>
#include <limits>

namespace plim {
namespace {

/// The lower triangle L of matrix = L L'.
bool factorise(const Matrix& matrix, std::size_t dimension, Matrix& lower) noexcept {
  for (std::size_t i = 0; i < dimension; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower[i][k] * lower[j][k];
      if (i != j) {
        lower[i][j] = rest / lower[j][j];
      } else {
        constexpr double lost = 8 * std::numeric_limits<double>::epsilon();
        if (!(rest > lost * std::fabs(matrix[i][i])) || !std::isfinite(rest)) return false;
        lower[i][i] = std::sqrt(rest);
      }
    }
  }
  return true;
}

void substitute(const Matrix& lower, const Point& right, std::size_t dimension, Point& x) noexcept {
  for (std::size_t i = 0; i < dimension; ++i) {
    x[i] = right[i];
    for (std::size_t k = 0; k < i; ++k) x[i] -= lower[i][k] * x[k];
    x[i] /= lower[i][i];
  }
  for (std::size_t i = dimension; i-- > 0;) {
    for (std::size_t k = i + 1; k < dimension; ++k) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
}

}  // namespace

bool solve_positive(const Matrix& matrix, const Point& right, std::size_t dimension, Point& x) noexcept {
  Matrix lower{};
  if (!factorise(matrix, dimension, lower)) return false;
  x = {};
  substitute(lower, right, dimension, x);
  return true;
}

bool invert_positive(const Matrix& matrix, std::size_t dimension, Matrix& inverse) noexcept {
  Matrix lower{};
  if (!factorise(matrix, dimension, lower)) return false;
  inverse = {};
  for (std::size_t j = 0; j < dimension; ++j) {
    Point unit{};
    unit[j] = 1;
    substitute(lower, unit, dimension, inverse[j]);
  }
  return true;
}

double quadratic_form(const Matrix& matrix, const Point& g, std::size_t dimension) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < dimension; ++i) {
    for (std::size_t j = 0; j < dimension; ++j) sum += g[i] * matrix[i][j] * g[j];
  }
  return sum;
}

}  // namespace plim
