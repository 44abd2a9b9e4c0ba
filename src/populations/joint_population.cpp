#include "plim/populations/joint_population.hpp"

#include "plim/core/parameter.hpp"
#include "plim/populations/symbol_population.hpp"

namespace plim {
namespace {

/// "ill=no, test=neg" for every combination of levels.
std::vector<std::string> labels_of(const std::vector<Factor>& factors) {
  std::vector<std::string> labels = {""};
  for (const Factor& factor : factors) {
    std::vector<std::string> longer;
    for (const std::string& before : labels) {
      for (const std::string& level : factor.levels)
        longer.push_back(before + (before.empty() ? "" : ", ") + factor.name + "=" + level);
    }
    labels = std::move(longer);
  }
  return labels;
}

}  // namespace

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
  law.labels = labels_of(factors);
  law.factors = factors;
  return std::make_shared<SymbolPopulation>(law);
}

}  // namespace plim
