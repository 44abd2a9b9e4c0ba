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
  /// a' (L L')^-1 a.
  double inverse_square(std::span<const double> a);
  /// The smallest share of a diagonal entry that is left given the rows before it: 0 of a singular matrix.
  double least_pivot() const noexcept;

 private:
  Cholesky factor_;
  std::vector<double> column_;  // kept, so that no fit of many allocates
};

}  // namespace plim
