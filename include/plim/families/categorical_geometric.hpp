#pragma once
#include "plim/families/categorical_rule.hpp"

namespace plim {

/// P(X = k) proportional to ratio^k on the classes 0 .. K-1.
struct CategoricalGeometric : Categorical {
  static constexpr std::string_view name = "categorical.geometric";
  static constexpr std::string_view summary = "K classes, each so many times as probable as the one before";
  static std::vector<Parameter> parameters();
  static Outcome<CategoricalGeometric> make(const Arguments& a);

  /// About the ratio.
  FisherInformation fisher_information() const;

  double ratio = 1;
  bool operator==(const CategoricalGeometric&) const = default;
};

}  // namespace plim
