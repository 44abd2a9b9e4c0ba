#pragma once
#include <memory>
#include <string>

#include "plim/populations/real_population.hpp"
#include "plim/populations/symbol_population.hpp"

namespace plim {

/// NAME key=value..., as it enters a key, and NAME(key=value, ...) for people.
template <Family F>
std::string canonical_kind(const Arguments& arguments) {
  return std::string(F::name) + (arguments.all().empty() ? "" : " " + arguments.canonical());
}
template <Family F>
std::string readable_kind(const Arguments& arguments) {
  return std::string(F::name) + "(" + arguments.readable() + ")";
}

/// A family with true parameters as a population: on symbols if it has probabilities, else on the reals.
template <Family F>
Outcome<std::shared_ptr<const Population>> make_family_population(const Arguments& arguments) {
  const Outcome<F> family = F::make(arguments);
  if (!family) return Refusal{family.reason()};
  const std::string canonical = canonical_kind<F>(arguments);
  const std::string readable = readable_kind<F>(arguments);
  if constexpr (requires(const F f) { f.probabilities(); }) {
    SymbolLaw law;
    law.canonical = canonical;
    law.readable = readable;
    law.p = family->probabilities();
    auto truth = [f = *family](std::string_view estimand, std::size_t element) {
      return truth_of(f, estimand, element);
    };
    return std::shared_ptr<const Population>(std::make_shared<SymbolPopulation>(law, truth));
  } else {
    return std::shared_ptr<const Population>(
        std::make_shared<RealPopulation<F>>(*family, canonical, readable));
  }
}

}  // namespace plim
