#include "plim/estimators/entropy/alphabet.hpp"

#include <cmath>
#include <string>

namespace plim {

std::vector<Parameter> Alphabet::options() {
  Parameter K{"K", Domain::alphabet, "possible classes, or \"observed\"; default: the known alphabet"};
  K.optional = true;
  return {K};
}

Outcome<Alphabet> Alphabet::bind(std::string_view estimator, const Knowns& knowns, const Arguments& options) {
  Alphabet alphabet;
  if (!options.has("K")) {
    if (!knowns.K) {
      return Refusal{std::string(estimator) +
                     " needs the number of classes, and the alphabet is not known: give K"
                     " an integer >= 1 or \"observed\""};
    }
    alphabet.K_ = static_cast<double>(*knowns.K);
    alphabet.told_ = true;
  } else if (const auto* given = std::get_if<std::int64_t>(&options.all().at("K"))) {
    alphabet.K_ = static_cast<double>(*given);
  }
  return alphabet;
}

std::optional<std::size_t> Alphabet::told() const {
  if (!told_) return std::nullopt;
  return static_cast<std::size_t>(K_);
}

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
