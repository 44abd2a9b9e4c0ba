#include <algorithm>
#include <set>

#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/plan/planner.hpp"

namespace plim {
namespace {

/// Of an oracle `by_name`, as the score I^-1 mean(score), an output controls the estimand that it is named
/// after.
bool controls(const Output& control, bool by_name, const Output& wanted) {
  if (!by_name) return control.estimand == wanted.estimand && control.element == wanted.element;
  const std::string indexed = wanted.estimand + "[" + std::to_string(wanted.element) + "]";
  return control.name == indexed || (control.name == wanted.estimand && wanted.element == 0);
}

bool may_control(const EstimatorEntry& entry, const Output& wanted) {
  const auto fits = [&wanted](const std::string& e) { return e == wanted.estimand; };
  return entry.control_mean &&
         (entry.controls_by_name || std::any_of(entry.estimands.begin(), entry.estimands.end(), fits));
}

/// The parameters that are known; a model without them has another score.
std::string known_parameters(const Knowns& knowns) {
  std::string text;
  for (const auto& [parameter, prior] : knowns.priors) {
    if (is_point(prior)) text += " " + parameter + " " + prior.arguments.canonical();
  }
  return text;
}

/// Adds an oracle to a scenario; false, and nothing changed, if the scenario's route does not supply its
/// view.
bool add_oracle(ScenarioPlan& scenario, const AnyEstimator& oracle, const Knowns& knowns,
                const std::string& wish, const Derivations& derivations) {
  ScenarioPlan trial = scenario;
  trial.estimators.push_back(oracle);
  trial.knowns.push_back(knowns);
  trial.made = {};
  trial.derived = {};
  const Outcome<RouteKind> route = resolve_route(trial, wish, derivations);
  if (!route || *route != scenario.route) return false;
  scenario = std::move(trial);
  return true;
}

/// The control of one series: an oracle bound for the family of its model, once for all outputs.
class Controls {
 public:
  Controls(ScenarioPlan& scenario, const std::string& wish, const Catalogue& catalogue)
      : scenario_(scenario), wish_(wish), catalogue_(catalogue) {}

  void give(std::size_t index) {
    // By value: a control that is found moves the scenario.
    const std::size_t use = scenario_.series[index].use;
    const Output wanted = scenario_.estimators[use].facts->outputs[scenario_.series[index].element];
    for (const EstimatorEntry& entry : catalogue_.estimators()) {
      // An oracle less itself would say nothing.
      const bool itself = entry.name == scenario_.estimators[use].facts->name;
      if (itself || !may_control(entry, wanted)) continue;
      Knowns knowns = scenario_.knowns[use];
      if (!entry.likelihood.empty() && entry.likelihood != knowns.likelihood) continue;
      knowns.estimand = wanted.estimand;
      knowns.target = catalogue_.find_estimand(wanted.estimand);
      if (const std::optional<std::uint32_t> control = find(entry, knowns, wanted)) {
        scenario_.series[index].control = control;
        return;
      }
    }
  }

 private:
  std::optional<std::uint32_t> find(const EstimatorEntry& entry, const Knowns& knowns, const Output& wanted) {
    const std::string identity = entry.name + " " + knowns.likelihood + known_parameters(knowns);
    if (const auto control = among_bound(identity, wanted)) return control;
    if (!tried_.insert(identity + " " + wanted.estimand + " " + std::to_string(wanted.element)).second)
      return std::nullopt;
    bind(entry, knowns, identity, wanted);
    return among_bound(identity, wanted);
  }

  std::optional<std::uint32_t> among_bound(const std::string& identity, const Output& wanted) const {
    for (const Bound& bound : bound_) {
      const Output& o =
          scenario_.estimators[scenario_.controls[bound.control].place.use].facts->outputs[bound.element];
      if (bound.identity == identity && controls(o, bound.by_name, wanted)) return bound.control;
    }
    return std::nullopt;
  }

  /// Adds the oracle with all its outputs if one of them controls what is wanted.
  void bind(const EstimatorEntry& entry, const Knowns& knowns, const std::string& identity,
            const Output& wanted) {
    const Outcome<AnyEstimator> oracle = entry.bind(*scenario_.population, knowns, Arguments{});
    if (!oracle) return;
    const std::vector<Output>& outputs = oracle->facts->outputs;
    const auto helps = [&](const Output& o) { return controls(o, entry.controls_by_name, wanted); };
    if (std::none_of(outputs.begin(), outputs.end(), helps) ||
        !add_oracle(scenario_, *oracle, knowns, wish_, catalogue_.derivations()))
      return;
    const auto use = static_cast<std::uint32_t>(scenario_.estimators.size() - 1);
    for (std::uint32_t i = 0; i < outputs.size(); ++i) {
      bound_.push_back(
          {identity, entry.controls_by_name, static_cast<std::uint32_t>(scenario_.controls.size()), i});
      scenario_.controls.push_back({{use, i}, entry.control_mean(*scenario_.population, outputs[i])});
    }
  }

  struct Bound {
    std::string identity;
    bool by_name;
    std::uint32_t control, element;
  };
  ScenarioPlan& scenario_;
  const std::string& wish_;
  const Catalogue& catalogue_;
  std::set<std::string> tried_;
  std::vector<Bound> bound_;
};

}  // namespace

void add_controls(ScenarioPlan& scenario, const std::string& wish, const Catalogue& catalogue) {
  if (!is_exchangeable(*scenario.population)) return;
  Controls controls(scenario, wish, catalogue);
  for (std::size_t s = 0; s < scenario.series.size(); ++s) {
    if (scenario.series[s].truth) controls.give(s);
  }
}

}  // namespace plim
