#pragma once
#include <vector>

#include "plim/core/parameter.hpp"

namespace plim {

/// The weight that a symmetric Dirichlet prior gives each class before a sample is seen: constant + (shared +
/// root sqrt(n))/K.
struct DirichletWeight {
  double constant = 0, shared = 0, root = 0;

  static DirichletWeight jeffreys() noexcept { return {0.5}; }  // Jeffreys 1946
  static DirichletWeight laplace() noexcept { return {1}; }     // Laplace 1774
  static DirichletWeight sg() noexcept { return {0, 1}; }       // Perks 1947; Schuermann and Grassberger 1996
  static DirichletWeight minimax() noexcept { return {0, 0, 1}; }  // Trybula 1958
  /// That of the option alpha, 1 where it is not given.
  static Parameter option();
  static DirichletWeight given(const Arguments& options);

  double of(double K, double n) const noexcept;
};

}  // namespace plim
