#pragma once
#include "plim/families/categorical_rule.hpp"

namespace plim {

/// P(X = k) proportional to (k + 1)^-power on the classes 0 .. K-1.
struct CategoricalPower : Categorical {
  static constexpr std::string_view name = "categorical.power";
  static constexpr std::string_view summary = "K classes whose probabilities fall as a power of their rank";
  static std::vector<Parameter> parameters();
  static Outcome<CategoricalPower> make(const Arguments& a);

  /// About the power.
  FisherInformation fisher_information() const;

  double power = 0;
  bool operator==(const CategoricalPower&) const = default;
};

}  // namespace plim
