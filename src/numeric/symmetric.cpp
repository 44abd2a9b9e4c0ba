#include "plim/numeric/symmetric.hpp"

#include <cmath>
#include <limits>

#include "plim/numeric/elementary.hpp"

namespace plim {

TriangleEntry triangle_entry(std::size_t index, std::size_t d) noexcept {
  std::size_t row = 0;
  for (; index >= d - row; ++row) index -= d - row;
  return {row, row + index};
}

double Cholesky::log_determinant() const noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < rows; ++i) sum += 2 * elementary::log(lower[i * rows + i]);
  return sum;
}

void factorise(std::span<const double> matrix, std::size_t d, Cholesky& result) {
  constexpr double lost = 8 * std::numeric_limits<double>::epsilon();
  std::vector<double>& lower = result.lower;
  lower.assign(d * d, 0.0);
  for (result.rows = 0; result.rows < d; ++result.rows) {
    const std::size_t i = result.rows;
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i * d + j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower[i * d + k] * lower[j * d + k];
      if (i != j) {
        lower[i * d + j] = rest / lower[j * d + j];
        continue;
      }
      result.pivot = rest;
      if (!(rest > lost * std::fabs(matrix[i * d + i])) || !std::isfinite(rest)) return;
      lower[i * d + i] = std::sqrt(rest);
    }
  }
}

Cholesky cholesky_of(std::span<const double> upper, std::size_t d) {
  std::vector<double> matrix(d * d);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j <= i; ++j) matrix[i * d + j] = upper[triangle_index(j, i, d)];
  }
  Cholesky result;
  factorise(matrix, d, result);
  return result;
}

}  // namespace plim
