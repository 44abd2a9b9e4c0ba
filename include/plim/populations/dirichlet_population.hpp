#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// Laws on K classes drawn from Dirichlet(alpha), one for each replicate.
struct CategoricalDirichlet {
  static constexpr std::string_view name = "categorical.dirichlet";
  static constexpr std::string_view summary = "a law on K classes drawn anew for every replicate";
  static constexpr std::string_view no_likelihood =
      "it is not one law but many, drawn one for each replicate";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);
};

}  // namespace plim
