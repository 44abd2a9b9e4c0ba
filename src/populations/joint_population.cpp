#include "plim/populations/joint_population.hpp"

#include "plim/core/parameter.hpp"
#include "plim/populations/symbol_population.hpp"

namespace plim {
std::shared_ptr<const Population> make_joint_population(const std::vector<Factor>& factors,
                                                        const std::vector<double>& table) {
  SymbolLaw law;
  std::vector<std::string> names;
  std::string levels, sizes;
  for (const Factor& factor : factors) {
    names.push_back(factor.name);
    levels += (levels.empty() ? "[" : ", ") + canonical(Value{factor.levels});
    sizes += (sizes.empty() ? "" : " x ") + std::to_string(factor.levels.size());
  }
  law.canonical =
      "joint levels=" + levels + "] names=" + canonical(Value{names}) + " table=" + canonical(Value{table});
  law.readable = "joint(" + readable(Value{names}) + ", " + sizes + ")";
  law.p = table;
  law.labels = class_labels(factors);
  law.factors = factors;
  return std::make_shared<SymbolPopulation>(law);
}

}  // namespace plim
