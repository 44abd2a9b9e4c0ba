#include "pair_points.hpp"

#include <algorithm>

#include "plim/populations/pair_population.hpp"

namespace plim {

PopulationPoints points_of_pair(const PopulationSpec& spec, const PlanContext& context) {
  const std::string key = "population." + spec.name;
  std::vector<std::shared_ptr<const Population>> laws;
  for (const std::string& name : {spec.first, spec.second}) {
    const auto is_part = [&name](const PopulationSpec& p) { return p.name == name && !p.is_pair(); };
    const std::vector<PopulationSpec>& all = context.spec.populations;
    const bool is_law = std::any_of(all.begin(), all.end(), is_part);
    const PopulationPoints none, &points = is_law ? context.points_of(name) : none;
    if (points.at.size() != 1) {
      context.faults.add(
          spec.where, key,
          name + (is_law ? " is no single law: a sample of two has one of each" : " is two samples itself"));
      return {};
    }
    laws.push_back(points.at.front());
  }
  const auto pair = make_pair_population(laws[0], laws[1], spec.ratio);
  if (pair && spec.draw == "iid") return {{}, {*pair}};
  context.faults.add(spec.where, key, pair ? "draw says nothing of two samples" : pair.reason());
  return {};
}

}  // namespace plim
