#include "plim/numeric/linear_program.hpp"

#include <algorithm>
#include <cmath>

namespace plim {
namespace {
// Of reduced costs, relative to the cost; of unknowns that should not be negative; of what may be divided by.
constexpr double simplex_rounding = 1e-11, feasible_within = 1e-12, smallest_pivot = 1e-8;
}  // namespace

LinearProgram::LinearProgram(std::size_t rows, std::size_t columns)
    : rows_(rows), columns_(columns), cells_((rows + 1) * (columns + 1)), basis_(rows, columns) {}

void LinearProgram::enter(std::size_t row, std::size_t column) {
  const std::size_t width = columns_ + 1;
  double* pivot = &cells_[row * width];
  const double scale = 1 / pivot[column];
  for (std::size_t j = 0; j < width; ++j) pivot[j] *= scale;
  for (std::size_t r = 0; r <= rows_; ++r) {
    double* other = &cells_[r * width];
    const double share = other[column];
    if (r == row || share == 0) continue;
    for (std::size_t j = 0; j < width; ++j) other[j] -= share * pivot[j];
    other[column] = 0;
    if (r < rows_ && std::fabs(other[columns_]) < 10 * feasible_within) other[columns_] = 0;
  }
  basis_[row] = column;
}

std::size_t LinearProgram::entering(std::span<const double> cost, bool first) const {
  const double* reduced = &cells_[rows_ * (columns_ + 1)];
  std::size_t best = columns_;
  double least = -simplex_rounding;
  for (std::size_t j = 0; j < columns_; ++j) {
    const double relative = reduced[j] / std::fmax(1, std::fabs(cost[j]));
    if (relative >= least) continue;
    best = j;
    if (first) return best;
    least = relative;
  }
  return best;
}

std::size_t LinearProgram::leaving(std::size_t column, bool first) const {
  const auto at = [&](std::size_t row, std::size_t j) { return cells_[row * (columns_ + 1) + j]; };
  double least = INFINITY;
  for (std::size_t r = 0; r < rows_; ++r) {
    if (at(r, column) > smallest_pivot)
      least = std::fmin(least, (at(r, columns_) + feasible_within) / at(r, column));
  }
  std::size_t best = rows_;
  for (std::size_t r = 0; r < rows_; ++r) {
    if (at(r, column) <= smallest_pivot || at(r, columns_) > least * at(r, column)) continue;
    const bool better =
        best == rows_ || (first ? basis_[r] < basis_[best] : at(r, column) > at(best, column));
    if (better) best = r;
  }
  return best;
}

bool LinearProgram::minimise(std::span<const double> cost) {
  const std::size_t width = columns_ + 1;
  double* reduced = &cells_[rows_ * width];
  std::copy(cost.begin(), cost.end(), reduced);
  reduced[columns_] = 0;
  for (std::size_t r = 0; r < rows_; ++r) {
    const double share = reduced[basis_[r]];
    for (std::size_t j = 0; j < width; ++j) reduced[j] -= share * cells_[r * width + j];
  }
  const std::size_t patience = 20 * rows_ + 100;
  for (std::size_t step = 0; step < 2 * patience; ++step) {
    const bool first = step > patience;
    const std::size_t column = entering(cost, first);
    if (column == columns_) return true;
    const std::size_t row = leaving(column, first);
    if (row == rows_) return false;
    enter(row, column);
  }
  return false;
}

double LinearProgram::value(std::size_t column) const {
  const std::size_t row = row_of(column);
  return row < rows_ ? cells_[row * (columns_ + 1) + columns_] : 0.0;
}

std::size_t LinearProgram::row_of(std::size_t column) const {
  return static_cast<std::size_t>(std::find(basis_.begin(), basis_.end(), column) - basis_.begin());
}

}  // namespace plim
