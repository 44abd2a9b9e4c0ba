#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// Points of K probabilities, from gammas in logarithms (see draw_dirichlet).
struct Dirichlet {
  static constexpr std::string_view name = "dirichlet", summary = "points of K probabilities, by alpha";
  static constexpr std::string_view carrier = "K numbers > 0 that sum to 1 within 1e-9";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);
};

/// Points of K counts: how often each class was drawn in so many trials, by conditional binomials.
struct Multinomial {
  static constexpr std::string_view name = "multinomial",
                                    summary = "points of K counts, by the number of trials and p";
  static constexpr std::string_view carrier = "K integers >= 0 that sum to trials";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);
};

}  // namespace plim
