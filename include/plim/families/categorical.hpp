#pragma once
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"

namespace plim {

/// P(X = k) = p_k on the classes 0 .. K-1.
struct Categorical {
  using value_type = Symbol;
  static constexpr std::string_view name = "categorical";
  static constexpr std::string_view summary = "a law on K classes, by its probabilities or by weights";
  static std::vector<Parameter> parameters();
  static Outcome<Categorical> make(const Arguments& a);

  /// By inversion, O(K): the plain reference; populations draw by an alias table.
  Symbol sample(Variate& v) const;
  double log_density(Symbol x) const;
  const std::vector<double>& probabilities() const { return p; }

  std::vector<double> p;
  bool operator==(const Categorical&) const = default;
};

}  // namespace plim
