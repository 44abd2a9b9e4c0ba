#include "plim/estimators/entropy/dirichlet_weight.hpp"

#include <cmath>

namespace plim {

double dirichlet_weight(DirichletWeight weight, double alphabet, double n) noexcept {
  const double K = std::fmax(alphabet, 1);  // an empty sample has shown no class
  switch (weight) {
    case DirichletWeight::jeffreys: return 0.5;
    case DirichletWeight::laplace: return 1;
    case DirichletWeight::sg: return 1 / K;
    case DirichletWeight::minimax: return std::sqrt(n) / K;
  }
  return 0;
}

}  // namespace plim
