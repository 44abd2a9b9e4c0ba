#include "plim/grammar/layout.hpp"

#include <algorithm>
#include <iterator>

namespace plim {

bool is_taken_at_root(std::string_view name) { return name == "checks" || name == "blocks"; }

bool is_taken_in_population(std::string_view name) { return name == "class" || name == "probability"; }

bool is_taken_in_estimate(std::string_view name, const Measures& measures) {
  constexpr std::string_view fixed[] = {
      "n",         "series", "series_label", "trajectory", "trajectory_value", "status",       "class",
      "estimator", "output", "truth",        "theory_of",  "failures",         "nominal_level"};
  constexpr std::string_view of_measures[] = {"",        "_mcse",        "_count",
                                              "_theory", "_theory_kind", "_theory_source"};
  return std::find(std::begin(fixed), std::end(fixed), name) != std::end(fixed) ||
         std::any_of(measures.begin(), measures.end(), [&](const auto& m) {
           const std::string_view measure = m->name;
           return m->in_files() && name.starts_with(measure) &&
                  std::find(std::begin(of_measures), std::end(of_measures), name.substr(measure.size())) !=
                      std::end(of_measures);
         });
}

}  // namespace plim
