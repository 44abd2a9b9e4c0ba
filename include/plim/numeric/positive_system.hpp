#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "plim/numeric/symmetric.hpp"

namespace plim {

/// A symmetric positive definite matrix L L' of any dimension (Cholesky); of at most three see
/// `solve_positive`.
class PositiveSystem {
 public:
  /// Of `matrix: [p][p]` by its lower triangle; false if it is not positive definite to working precision.
  bool factorise(std::span<const double> matrix, std::size_t p);
  /// Turns b into the x of L L' x = b.
  void solve(std::span<double> b) const noexcept;
  /// Writes the diagonal of the inverse.
  void inverse_diagonal(std::vector<double>& diagonal);

 private:
  Cholesky factor_;
  std::vector<double> column_;  // kept, so that no fit of many allocates
};

}  // namespace plim
