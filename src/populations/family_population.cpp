#include "plim/populations/family_population.hpp"

#include "plim/populations/real_population.hpp"
#include "plim/populations/symbol_population.hpp"

namespace plim {
namespace {

/// A law on a finite alphabet as a population: its texts and truth are made of its arguments when asked for.
class SymbolFamily final : public SymbolPopulation {
 public:
  SymbolFamily(NamedLaw named, ClassesOfLaw classes)
      : SymbolPopulation(std::move(classes.p), std::move(classes.values),
                         facts_with(std::move(classes.weights))),
        named_(std::move(named)) {
    refuse_many_classes(*this);
  }

  std::string canonical() const override { return named_.canonical(); }
  std::string readable() const override { return named_.readable(); }
  std::string_view family() const override { return named_.family; }
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    const std::optional<double> t = named_.truth(estimand, element);
    return t ? t : SymbolPopulation::truth(estimand, element);
  }

 private:
  static Shared<SymbolFacts> facts_with(std::vector<std::uint64_t> weights) {
    Shared<SymbolFacts> facts;
    if (!weights.empty()) facts.own().weights = std::move(weights);
    return facts;
  }

  NamedLaw named_;
};

}  // namespace

bool is_dense(const LawFamily& family, const Law& law) {
  return family.listed && law.class_count().value_or(0) <= dense_classes;
}

Outcome<std::shared_ptr<const Population>> make_family_population(const LawFamily& family,
                                                                  const Arguments& arguments) {
  Outcome<std::unique_ptr<Law>> made = family.make(arguments);
  if (!made) return Refusal{made.reason()};
  const std::shared_ptr<const Law> law = std::move(*made);
  NamedLaw named{family.name, arguments, law, family.drawing};
  if (is_dense(family, *law))
    return std::shared_ptr<const Population>(
        std::make_shared<SymbolFamily>(std::move(named), law->classes()));
  return std::shared_ptr<const Population>(std::make_shared<RealPopulation>(std::move(named)));
}

}  // namespace plim
