#include "plim/families/categorical_uniform.hpp"

namespace plim {

std::vector<Parameter> CategoricalUniform::parameters() {
  Parameter K{"K", Domain::positive_integer, "number of classes"};
  K.largest = 1 << 20;
  return {K};
}

Outcome<CategoricalUniform> CategoricalUniform::make(const Arguments& a) {
  const auto K = static_cast<std::size_t>(a.integer("K"));
  CategoricalUniform law;
  law.p.assign(K, 1 / static_cast<double>(K));
  return law;
}

}  // namespace plim
