#include "plim/numeric/positive_system.hpp"

#include <cmath>
#include <limits>

namespace plim {

bool PositiveSystem::factorise(std::span<const double> matrix, std::size_t p) {
  constexpr double lost = 8 * std::numeric_limits<double>::epsilon();
  p_ = p;
  lower_.assign(p * p, 0);
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i * p + j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower_[i * p + k] * lower_[j * p + k];
      if (i != j) {
        lower_[i * p + j] = rest / lower_[j * p + j];
      } else {
        if (!(rest > lost * std::fabs(matrix[i * p + i])) || !std::isfinite(rest)) return false;
        lower_[i * p + i] = std::sqrt(rest);
      }
    }
  }
  return true;
}

void PositiveSystem::solve(std::span<double> b) const noexcept {
  for (std::size_t i = 0; i < p_; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= lower_[i * p_ + k] * b[k];
    b[i] /= lower_[i * p_ + i];
  }
  for (std::size_t i = p_; i-- > 0;) {
    for (std::size_t k = i + 1; k < p_; ++k) b[i] -= lower_[k * p_ + i] * b[k];
    b[i] /= lower_[i * p_ + i];
  }
}

void PositiveSystem::inverse_diagonal(std::vector<double>& diagonal) {
  diagonal.resize(p_);
  for (std::size_t j = 0; j < p_; ++j) {
    column_.assign(p_, 0);
    column_[j] = 1;
    solve(column_);
    diagonal[j] = column_[j];
  }
}

}  // namespace plim
