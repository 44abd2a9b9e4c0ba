#include "plim/populations/mixture_population.hpp"

#include "plim/families/mixture.hpp"
#include "plim/populations/real_population.hpp"

namespace plim {
namespace {

template <bool on_integers>
std::shared_ptr<const Population> made(const TwoLaws& laws, const Arguments& arguments) {
  return std::make_shared<RealPopulation<Mixture<on_integers>>>(Mixture<on_integers>{laws}, arguments);
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
