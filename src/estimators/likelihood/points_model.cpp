#include "plim/estimators/likelihood/points_model.hpp"

namespace plim {

Outcome<std::size_t> classes_of_points(const Knowns& knowns, std::string_view model) {
  constexpr std::size_t most_classes_of_points = 32;
  const std::string what = "a " + std::string(model) + " model";
  if (!knowns.dimension)
    return Refusal{what + " needs points, as law = \"" + std::string(model) + "\" has them"};
  if (*knowns.dimension < 2) return Refusal{what + " needs points of at least two coordinates"};
  if (*knowns.dimension > most_classes_of_points)
    return Refusal{what + " is given element by element up to 32 coordinates; these points have " +
                   std::to_string(*knowns.dimension)};
  if (!knowns.priors.empty()) return Refusal{what + " takes no priors"};
  return *knowns.dimension;
}

std::vector<Output> outputs_of_classes(const std::string& parameter, std::size_t K) {
  std::vector<Output> all;
  for (std::size_t k = 0; k < K; ++k)
    all.push_back({parameter + "[" + std::to_string(k) + "]", parameter, k});
  return all;
}

}  // namespace plim
