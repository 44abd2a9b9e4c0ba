#include "plim/families/categorical.hpp"

#include <limits>

#include "plim/numeric/elementary.hpp"

namespace plim {

std::vector<Parameter> Categorical::parameters() {
  return {{"p", Domain::probabilities, "probability of each class", std::nullopt, true},
          {"weights", Domain::weights, "instead of p: weights in any unit", std::nullopt, true}};
}

Outcome<Categorical> Categorical::make(const Arguments& a) {
  if (a.has("p") == a.has("weights")) {
    return Refusal{"categorical needs exactly one of p = [...] and weights = [...]"};
  }
  return Categorical{a.vector(a.has("p") ? "p" : "weights")};
}

Symbol Categorical::sample(Variate& v) const {
  double left = v.open();
  for (std::size_t k = 0; k + 1 < p.size(); ++k) {
    if (left < p[k]) return static_cast<Symbol>(k);
    left -= p[k];
  }
  return static_cast<Symbol>(p.size() - 1);
}

double Categorical::log_density(Symbol x) const {
  if (x < 0 || static_cast<std::size_t>(x) >= p.size()) return -std::numeric_limits<double>::infinity();
  return elementary::log(p[static_cast<std::size_t>(x)]);
}

}  // namespace plim
