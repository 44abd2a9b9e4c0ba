#include <algorithm>

#include "plim/plan/planner.hpp"

namespace plim {
namespace {

/// Which views a population gives on one route, directly or by derivation.
class Supply {
 public:
  Supply(std::vector<ViewId> direct, const std::vector<Derivation>& derivations)
      : direct_(std::move(direct)), derivations_(derivations) {}

  bool exists() const { return !direct_.empty(); }
  bool makes(ViewId view) const { return std::find(direct_.begin(), direct_.end(), view) != direct_.end(); }
  bool reaches(ViewId view, std::size_t depth = 0) const {
    return makes(view) || (depth < derivations_.size() && step_to(view, depth) != nullptr);
  }

  /// Adds what it takes to have the view: views of the source, and derivations each after its origin.
  void need(ViewId view, std::vector<ViewId>& made, std::vector<Derivation>& derived) const {
    if (makes(view)) {
      if (std::find(made.begin(), made.end(), view) == made.end()) made.push_back(view);
      return;
    }
    const auto same = [view](const Derivation& d) { return d.to == view; };
    if (std::any_of(derived.begin(), derived.end(), same)) return;
    const Derivation* step = step_to(view, 0);
    need(step->from, made, derived);
    derived.push_back(*step);
  }

 private:
  const Derivation* step_to(ViewId view, std::size_t depth) const {
    for (const Derivation& d : derivations_) {
      if (d.to == view && reaches(d.from, depth + 1)) return &d;
    }
    return nullptr;
  }

  std::vector<ViewId> direct_;
  const std::vector<Derivation>& derivations_;
};

/// The first estimator whose view the supply lacks, or null.
const AnyEstimator* first_unsupplied(const ScenarioPlan& scenario, const Supply& supply) {
  for (const AnyEstimator& e : scenario.estimators) {
    if (!supply.reaches(e.view)) return &e;
  }
  return nullptr;
}

constexpr const char* numbers = "numbers";

/// What a view is made of, for people.
std::string in_words(std::string_view view) {
  if (view == "counts_pair") return "two samples";
  if (view == "counts" || view == "count_features" || view == "sparse_counts") return "counts of classes";
  return view == "drawn_law" ? "a law drawn anew" : numbers;
}

}  // namespace

Outcome<RouteKind> resolve_route(ScenarioPlan& scenario, const std::string& wish,
                                 const std::vector<Derivation>& derivations) {
  const AnyEstimator* lacking = nullptr;
  for (const RouteKind kind : {RouteKind::statistic, RouteKind::counts, RouteKind::draws}) {
    if (kind == RouteKind::draws ? wish == "short" : wish == "draw") continue;
    const Supply supply(scenario.population->views(kind), derivations);
    if (!supply.exists()) continue;
    if (const AnyEstimator* e = first_unsupplied(scenario, supply)) {
      if (lacking == nullptr || kind != RouteKind::draws) lacking = e;
      if (kind != RouteKind::draws) scenario.forced_by = e->name;
      continue;
    }
    if (kind != RouteKind::draws) scenario.forced_by.clear();
    scenario.route = kind;
    for (const AnyEstimator& e : scenario.estimators) supply.need(e.view, scenario.made, scenario.derived);
    return kind;
  }
  const std::string population = scenario.population->readable();
  if (lacking == nullptr)
    return Refusal{population + " has no short route; use route = \"auto\" or \"draw\""};
  const std::string wanted = in_words(lacking->view_name), why = scenario.population->not_numbers();
  if (wanted == numbers && !why.empty()) return Refusal{why + ", but " + lacking->name + " needs " + wanted};
  return Refusal{lacking->name + " needs " + wanted + ", which " + population + " does not give" +
                 (wish == "auto" ? "" : " on route = \"" + wish + "\"")};
}

}  // namespace plim
