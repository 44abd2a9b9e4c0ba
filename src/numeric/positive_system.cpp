#include "plim/numeric/positive_system.hpp"

#include <algorithm>
#include <numeric>

namespace plim {

bool PositiveSystem::factorise(std::span<const double> matrix, std::size_t p) {
  plim::factorise(matrix, p, factor_);
  return factor_.rows == p;
}

void PositiveSystem::solve(std::span<double> b) const noexcept {
  const std::size_t p = factor_.rows;
  const std::vector<double>& lower = factor_.lower;
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= lower[i * p + k] * b[k];
    b[i] /= lower[i * p + i];
  }
  for (std::size_t i = p; i-- > 0;) {
    for (std::size_t k = i + 1; k < p; ++k) b[i] -= lower[k * p + i] * b[k];
    b[i] /= lower[i * p + i];
  }
}

double PositiveSystem::inverse_square(std::span<const double> a) {
  column_.assign(a.begin(), a.end());
  solve(column_);
  return std::inner_product(a.begin(), a.end(), column_.begin(), 0.0);
}

double PositiveSystem::least_pivot() const noexcept {
  const std::size_t p = factor_.rows;
  double least = 1;
  for (std::size_t i = 0; i < p; ++i) {
    const double* row = factor_.lower.data() + i * p;
    least = std::min(least, row[i] * row[i] / std::inner_product(row, row + i + 1, row, 0.0));
  }
  return least;
}

}  // namespace plim
