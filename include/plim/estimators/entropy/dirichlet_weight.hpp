#pragma once

namespace plim {

/// The weight that a symmetric Dirichlet prior gives each class before a sample is seen.
enum class DirichletWeight {
  jeffreys,  // 1/2 (Jeffreys 1946)
  laplace,   // 1 (Laplace 1774)
  sg,        // 1/K (Perks 1947; Schuermann and Grassberger 1996)
  minimax    // sqrt(n)/K (Trybula 1958)
};
double dirichlet_weight(DirichletWeight weight, double K, double n) noexcept;

}  // namespace plim
