#include <algorithm>

#include "plim/grammar/parse.hpp"
#include "plim/plan/planner.hpp"

namespace plim {
namespace {

std::optional<std::size_t> position_of(const std::vector<std::string>& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names.begin());
}

/// Looks the terms up among the factors; unknown ones are faults with a suggestion.
std::vector<FactorTerm> look_up(const std::vector<TermSpec>& terms, const std::vector<Factor>& factors,
                                const std::string& key, Faults& faults) {
  std::vector<FactorTerm> found;
  std::vector<std::string> names;
  for (const Factor& f : factors) names.push_back(f.name);
  for (const TermSpec& t : terms) {
    const std::optional<std::size_t> factor = position_of(names, t.name);
    if (!factor) {
      report_unknown(faults, t.where, key, "factor", t.name, names);
      continue;
    }
    const std::vector<std::string>& levels = factors[*factor].levels;
    FactorTerm term{*factor, std::nullopt};
    if (t.level) term.level = position_of(levels, *t.level);
    if (t.level && !term.level) report_unknown(faults, t.where, key, "level of " + t.name, *t.level, levels);
    found.push_back(term);
  }
  return found;
}

}  // namespace

bool resolve_arguments(const EstimateSpec& estimate, const Population& population, Knowns& knowns,
                       Faults& faults) {
  knowns.number = estimate.arguments.number;
  const std::string key = "estimate." + estimate.name + ".of";
  if (estimate.arguments.about.empty()) {
    const bool of_factors = knowns.target != nullptr && knowns.target->about == ArgumentKind::factors;
    if (of_factors && !knowns.dimension)
      faults.add(estimate.where, key,
                 estimate.of + " without arguments is of points in R^d; of factors it is written as in " +
                     knowns.target->example);
    return !of_factors || knowns.dimension;
  }
  if (knowns.target != nullptr && knowns.target->about == ArgumentKind::column) {
    faults.add(estimate.where, key,
               estimate.of + " of a column needs rows of several, law = \"file\" with columns = { ... }; " +
                   population.readable() + " has none");
    return false;
  }
  knowns.factors = population.public_facts().factors;
  if (knowns.factors.empty()) {
    faults.add(estimate.where, key,
               estimate.of + " needs a population with factors (law = \"joint\"); " + population.readable() +
                   " has none");
    return false;
  }
  const std::size_t before = faults.list().size();
  knowns.about = look_up(estimate.arguments.about, knowns.factors, key, faults);
  knowns.given = look_up(estimate.arguments.given, knowns.factors, key, faults);
  return faults.list().size() == before;
}

bool resolve_columns(const EstimateSpec& estimate, const Population& population, Knowns& knowns,
                     Faults& faults) {
  const std::string key = "estimate." + estimate.name + ".of";
  const std::vector<std::string> columns(population.columns().begin(), population.columns().end());
  if (estimate.arguments.about.empty()) {
    std::string all;
    for (const std::string& column : columns) all += (all.empty() ? "" : ", ") + column;
    faults.add(estimate.where, key,
               estimate.of + " must say of which column it is, as in { mean = \"" + columns.front() +
                   "\" }; there are " + all);
    return false;
  }
  std::vector<TermSpec> terms = {estimate.arguments.about.front()};
  terms.insert(terms.end(), estimate.arguments.minus.begin(), estimate.arguments.minus.end());
  for (const TermSpec& term : terms) {
    const std::optional<std::size_t> column = position_of(columns, term.name);
    if (!column) {
      report_unknown(faults, term.where, key, "column", term.name, columns);
      return false;
    }
    knowns.columns.push_back(*column);
  }
  return true;
}

}  // namespace plim
