#include "plim/estimators/entropy/dirichlet_weight.hpp"

#include <cmath>

namespace plim {

Parameter DirichletWeight::option() {
  Parameter alpha{"alpha", Domain::positive, "weight that the prior gives each class", Value{1.0}};
  alpha.largest = 1e100;  // whose square times that of K is a number
  return alpha;
}

DirichletWeight DirichletWeight::given(const Arguments& options) {
  return options.has("alpha") ? DirichletWeight{options.real("alpha")} : laplace();
}

double DirichletWeight::of(double K, double n) const noexcept {
  return constant + (shared + root * std::sqrt(n)) / std::fmax(K, 1);  // an empty sample has shown no class
}

}  // namespace plim
