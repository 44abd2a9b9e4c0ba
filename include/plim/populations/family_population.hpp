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

/// A family on a finite alphabet as a population: its texts and truth are made of its arguments when asked
/// for.
template <Family F>
class SymbolFamily final : public SymbolPopulation {
 public:
  SymbolFamily(const F& family, const Arguments& arguments)
      : SymbolPopulation(family.probabilities(), values_of(family), facts_of_law(family)),
        family_(family),
        arguments_(arguments) {
    refuse_many_classes(*this);
  }

  std::string canonical() const override { return canonical_kind<F>(arguments_); }
  std::string readable() const override { return readable_kind<F>(arguments_); }
  std::string_view family() const override { return F::name; }
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    const std::optional<double> t = truth_with(family_, arguments_, estimand, element);
    return t ? t : SymbolPopulation::truth(estimand, element);
  }

 private:
  static std::vector<double> values_of(const F& family) {
    if constexpr (requires { family.values(); }) return family.values();
    return {};
  }
  static Shared<SymbolFacts> facts_of_law(const F& family) {
    Shared<SymbolFacts> facts;
    if constexpr (requires { family.counts; }) {
      if (!family.counts.empty()) facts.own().weights = family.counts;
    }
    return facts;
  }

  F family_;
  Arguments arguments_;
};

/// A family with true parameters as a population: on symbols if it has a list of probabilities, else on the
/// reals.
template <Family F>
Outcome<std::shared_ptr<const Population>> make_family_population(const Arguments& arguments) {
  const Outcome<F> family = F::make(arguments);
  if (!family) return Refusal{family.reason()};
  if constexpr (requires(const F f) { f.probabilities(); }) {
    if (is_dense(*family))
      return std::shared_ptr<const Population>(std::make_shared<SymbolFamily<F>>(*family, arguments));
  }
  return std::shared_ptr<const Population>(std::make_shared<RealPopulation<F>>(*family, arguments));
}

}  // namespace plim
