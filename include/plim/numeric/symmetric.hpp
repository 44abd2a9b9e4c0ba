#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace plim {

/// Entries of the upper triangle of a symmetric matrix of d rows, row by row: (0, 0), (0, 1), .., (d - 1, d -
/// 1).
constexpr std::size_t triangle_size(std::size_t d) noexcept { return d * (d + 1) / 2; }
constexpr std::size_t triangle_index(std::size_t row, std::size_t column, std::size_t d) noexcept {
  return row * (2 * d - row + 1) / 2 + column - row;
}
struct TriangleEntry {
  std::size_t row, column;  // row <= column
};
TriangleEntry triangle_entry(std::size_t index, std::size_t d) noexcept;

/// The lower triangle of S = L L' (Cholesky), row by row, `lower: [d][d]`, 0 above; or the first row whose
/// pivot, the variance of that coordinate given those before it, is not above rounding: then `lower` is of
/// the rows before.
struct Cholesky {
  std::vector<double> lower;
  std::size_t rows = 0;  // done: d if S is positive definite to working precision
  double pivot = 0;      // of the row that failed

  /// ln det S. O(d).
  double log_determinant() const noexcept;
};

/// Of S, `matrix: [d][d]` by its lower triangle, into a result whose room is used again. O(d^3).
void factorise(std::span<const double> matrix, std::size_t d, Cholesky& result);

/// `upper`: the triangle of S. O(d^3).
Cholesky cholesky_of(std::span<const double> upper, std::size_t d);

}  // namespace plim
