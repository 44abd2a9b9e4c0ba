#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace plim {

/// Minima of c x over A x = b, x >= 0 by the simplex method on a dense tableau (Dantzig 1947), Bland's rule
/// where it makes no progress; of rows that may leave the one with the largest pivot (Harris 1973). Entries
/// of A and b are of the order of 1.
class LinearProgram {
 public:
  /// `rows` equations in `columns` unknowns, all 0.
  LinearProgram(std::size_t rows, std::size_t columns);

  double& matrix(std::size_t row, std::size_t column) { return cells_[row * (columns_ + 1) + column]; }
  double& right(std::size_t row) { return cells_[row * (columns_ + 1) + columns_]; }
  /// Makes x_column the unknown that the row determines. All rows have to have one, and b >= 0 then, before
  /// a minimum is sought.
  void enter(std::size_t row, std::size_t column);
  /// From the present vertex, `cost: [columns]`; false if there is none or the search did not end. O(rows
  /// columns) a step.
  bool minimise(std::span<const double> cost);

  double value(std::size_t column) const;
  /// The row that determines x_column, `rows` if x_column is 0.
  std::size_t row_of(std::size_t column) const;

 private:
  std::size_t entering(std::span<const double> cost, bool first) const;
  std::size_t leaving(std::size_t column, bool first) const;

  std::size_t rows_, columns_;
  std::vector<double> cells_;  // [rows + 1][columns + 1]; the last row: reduced costs and minus the value
  std::vector<std::size_t> basis_;
};

}  // namespace plim
