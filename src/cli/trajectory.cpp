#include "trajectory.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/error.hpp"
#include "plim/io/results_file.hpp"

namespace plim::cli {
namespace {

constexpr double other_library = 1e-9;

bool same(double a, double b, double tolerance) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::fabs(a - b) <= tolerance * std::max(std::fabs(a), std::fabs(b));
}

}  // namespace

Trajectory::Trajectory(const Plan& plan, std::size_t scenario, const StoredResults& stored,
                       std::uint64_t replicate)
    : plan_(plan),
      scenario_(scenario),
      stored_(stored),
      replicate_(replicate),
      tolerance_(stored.facts.at("libm_sentinel") == libm_sentinel() ? 0 : other_library) {}

void Trajectory::compare(const Worker& worker, std::size_t size_index) {
  for (const GroupPlan& group : plan_.groups) {
    const auto stored =
        std::find_if(stored_.groups.begin(), stored_.groups.end(), [&group](const GroupResults& r) {
          return r.sample == group.sample && r.population == group.population && r.estimate == group.estimate;
        });
    if (stored == stored_.groups.end() || replicate_ >= stored->kept) continue;
    for (std::size_t p = 0; p < group.points.size(); ++p) {
      if (group.points[p].scenario == scenario_) compare_point(worker, size_index, group, p, *stored);
    }
  }
}

void Trajectory::compare_point(const Worker& worker, std::size_t size_index, const GroupPlan& group,
                               std::size_t point, const GroupResults& stored) {
  const ScenarioPlan& scenario = plan_.scenarios[scenario_];
  const std::size_t row =
      ((replicate_ * group.points.size() + point) * scenario.sizes.size() + size_index) * group.series;
  if (row + group.series > stored.kept_values.size())
    throw Error(ExitCode::data, "the file's trajectories have another shape");
  for (std::size_t i = 0; i < group.series; ++i) {
    const SeriesPlan& series = scenario.series[group.points[point].first_series + i];
    const Cell& cell = worker.cells(series.use, 0)[series.element];
    const double now = is_success(worker.status(series.use, 0)) ? cell.value * group.unit_factor : not_given;
    const double then = stored.kept_values[row + i];
    ++compared_;
    if (same(now, then, tolerance_)) continue;
    differences_.push_back({{"n", scenario.sizes[size_index]},
                            {"estimate", group.estimate},
                            {"series", series.names->label},
                            {"stored", json_real(then)},
                            {"replayed", json_real(now)}});
  }
}

std::string Trajectory::verdict() const {
  if (compared_ == 0) return "not kept";
  return differences_.elements().empty() ? "equal" : "different";
}

}  // namespace plim::cli
