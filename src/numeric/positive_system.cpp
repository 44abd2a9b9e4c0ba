#include "plim/numeric/positive_system.hpp"

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

void PositiveSystem::inverse_diagonal(std::vector<double>& diagonal) {
  const std::size_t p = factor_.rows;
  diagonal.resize(p);
  for (std::size_t j = 0; j < p; ++j) {
    column_.assign(p, 0);
    column_[j] = 1;
    solve(column_);
    diagonal[j] = column_[j];
  }
}

}  // namespace plim
