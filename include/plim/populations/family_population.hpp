#pragma once
#include <memory>
#include <string>

#include "plim/populations/real_population.hpp"
#include "plim/populations/symbol_population.hpp"

namespace plim {

/// True if the law is to be sampled as classes of a finite alphabet.
template <Family F>
bool is_dense(const F& family) {
  if constexpr (requires { family.classes(); }) return family.classes() <= dense_classes;
  return requires { family.probabilities(); };
}

template <Family F>
std::shared_ptr<const Population> make_symbol_population(const F& family, const Arguments& arguments) {
  SymbolLaw law;
  law.canonical = canonical_kind<F>(arguments);
  law.readable = readable_kind<F>(arguments);
  law.family = std::string(F::name);
  law.p = family.probabilities();
  if constexpr (requires { family.values(); }) law.values = family.values();
  if constexpr (requires { family.counts; }) law.weights = family.counts;
  return std::make_shared<SymbolPopulation>(
      law, [family, arguments](std::string_view estimand, std::size_t element) {
        return truth_with(family, arguments, estimand, element);
      });
}

/// A family with true parameters as a population: on symbols if it has a list of probabilities, else on the
/// reals.
template <Family F>
Outcome<std::shared_ptr<const Population>> make_family_population(const Arguments& arguments) {
  const Outcome<F> family = F::make(arguments);
  if (!family) return Refusal{family.reason()};
  if constexpr (requires(const F f) { f.probabilities(); }) {
    if (is_dense(*family)) return make_symbol_population(*family, arguments);
  }
  return std::shared_ptr<const Population>(std::make_shared<RealPopulation<F>>(*family, arguments));
}

}  // namespace plim
