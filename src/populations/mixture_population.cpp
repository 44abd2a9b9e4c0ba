#include "plim/populations/mixture_population.hpp"

#include "plim/families/erased_law.hpp"
#include "plim/families/mixture.hpp"
#include "plim/populations/real_population.hpp"

namespace plim {
namespace {

template <bool on_integers>
std::shared_ptr<const Population> made(const TwoLaws& laws, const Arguments& arguments) {
  using Law = Mixture<on_integers>;
  return std::make_shared<RealPopulation>(
      NamedLaw{Law::name, arguments, std::make_shared<ErasedLaw<Law>>(Law{laws})});
}

}  // namespace

Parameter mixture_weight() { return {"weight", Domain::open_probability, "share of the first law"}; }

Outcome<std::shared_ptr<const Population>> make_mixture_population(const AnyLaw& first, const AnyLaw& second,
                                                                   const Arguments& arguments) {
  if (first.discrete() != second.discrete())
    return Refusal{"a mixture needs two laws with densities or two on integers"};
  const TwoLaws laws{first, second, arguments.real("weight"), arguments.canonical()};
  return first.discrete() ? made<true>(laws, arguments) : made<false>(laws, arguments);
}

}  // namespace plim
