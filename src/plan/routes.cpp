#include <algorithm>

#include "plim/plan/planner.hpp"

namespace plim {
namespace {

/// Which views a population gives one estimator on one route, directly or by derivation: the estimator's own
/// or the catalogue's.
class Supply {
 public:
  Supply(const std::vector<ViewId>& direct, const Derivations& own, const Derivations& shared)
      : direct_(direct), own_(own), shared_(shared) {}

  /// An estimator that sees no view is supplied always.
  bool reaches(const ViewKey& view, std::size_t depth = 0) const {
    if (view.tag == nullptr) return true;
    return makes(view) || (depth < own_.size() + shared_.size() && step_to(view, depth) != nullptr);
  }

  /// Adds what it takes to have the view: views of the source, and derivations each after its origin.
  void need(const ViewKey& view, std::vector<ViewId>& made, std::vector<DerivedView>& derived) const {
    if (view.tag == nullptr) return;
    if (makes(view)) {
      if (std::find(made.begin(), made.end(), view.tag) == made.end()) made.push_back(view.tag);
      return;
    }
    const auto same = [&view](const DerivedView& d) { return d.key == view; };
    if (std::any_of(derived.begin(), derived.end(), same)) return;
    const std::shared_ptr<const Derivation> step = step_to(view, 0);
    const ViewKey origin = step->origin(view.arguments);
    need(origin, made, derived);
    derived.push_back({view, origin, step});
  }

 private:
  bool makes(const ViewKey& view) const {
    return view.arguments.all().empty() &&
           std::find(direct_.begin(), direct_.end(), view.tag) != direct_.end();
  }
  std::shared_ptr<const Derivation> step_to(const ViewKey& view, std::size_t depth) const {
    for (const Derivations* some : {&own_, &shared_}) {
      for (const std::shared_ptr<const Derivation>& d : *some) {
        if (d->makes(view) && reaches(d->origin(view.arguments), depth + 1)) return d;
      }
    }
    return nullptr;
  }

  const std::vector<ViewId>& direct_;
  const Derivations &own_, &shared_;
};

/// The first estimator whose view cannot be had of these, or null.
const EstimatorFacts* first_unsupplied(const ScenarioPlan& scenario, const std::vector<ViewId>& direct,
                                       const Derivations& derivations) {
  for (const AnyEstimator& e : scenario.estimators) {
    if (!Supply(direct, e.facts->derivations, derivations).reaches(e.facts->view)) return &*e.facts;
  }
  return nullptr;
}

/// Says which estimator forces drawing, in names of its own only if those of the scenario say another.
void set_forced_by(ScenarioPlan& scenario, const std::string& estimator) {
  if (scenario.names->forced_by != estimator) scenario.names.own().forced_by = estimator;
}

constexpr const char* numbers = "numbers";

/// What a view is made of, for people.
std::string in_words(std::string_view view) {
  if (view == "counts_pair") return "two samples";
  if (view == "points_pair") return "two samples of numbers";
  if (view == "labelled" || view == "softmax_fits") return "points with labels";
  if (view == "sequence" || view == "block_counts") return "symbols in their order";
  if (view == "counts" || view == "count_features" || view == "sparse_counts") return "counts of classes";
  if (view == "points" || view == "mean_scatter") return "points in R^d";
  return view == "drawn_law" ? "a law drawn anew" : numbers;
}

}  // namespace

Outcome<RouteKind> resolve_route(ScenarioPlan& scenario, const std::string& wish,
                                 const Derivations& derivations) {
  const EstimatorFacts* lacking = nullptr;
  for (const RouteKind kind : {RouteKind::statistic, RouteKind::counts, RouteKind::draws}) {
    if (kind == RouteKind::draws ? wish == "short" : wish == "draw") continue;
    const std::vector<ViewId> direct = scenario.population->views(kind);
    if (direct.empty()) continue;
    if (const EstimatorFacts* e = first_unsupplied(scenario, direct, derivations)) {
      lacking = e;
      if (kind != RouteKind::draws) set_forced_by(scenario, e->name);
      continue;
    }
    if (kind != RouteKind::draws) set_forced_by(scenario, "");
    scenario.route = kind;
    for (const AnyEstimator& e : scenario.estimators)
      Supply(direct, e.facts->derivations, derivations)
          .need(e.facts->view, scenario.made.own(), scenario.derived.own());
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
