#include "count_design.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plim/grammar/settings.hpp"
#include "training.hpp"

namespace plim {
namespace {

constexpr double most_series = 5e6;

template <class Spec>
const Spec& named(const std::vector<Spec>& specs, const std::string& name) {
  return *std::find_if(specs.begin(), specs.end(), [&name](const Spec& s) { return s.name == name; });
}

/// Where a table has its longest grid; the table itself if it has none.
Position longest_grid(const SettingList& settings, const Position& table) {
  const Setting* longest = nullptr;
  for (const PlacedSetting& placed : settings) {
    const Setting& setting = *placed.setting;
    if (setting.grid && (longest == nullptr || setting.values.size() > longest->values.size()))
      longest = &setting;
  }
  return longest == nullptr ? table : longest->where;
}

double points_of_model(const ModelSpec& model) {
  double points = points_of(model.options);
  for (const auto& [parameter, prior] : model.priors) points *= points_of(prior.parameters);
  return points;
}

/// Series of an estimate in one scenario.
double series_of(const EstimateSpec& estimate, const StudySpec& spec) {
  double models = estimate.models.empty() ? 1 : 0, uses = 0;
  for (const std::string& model : estimate.models) models += points_of_model(named(spec.models, model));
  for (const UseSpec& use : estimate.with) uses += points_of(use.options);
  const double intervals = estimate.interval ? points_of(Settings{{"level", estimate.interval->level}}) *
                                                   static_cast<double>(estimate.interval->methods.size())
                                             : 1;
  return models * uses * intervals;
}

/// Scenarios of a sample.
double scenarios_of(const SampleSpec& sample, const StudySpec& spec) {
  double scenarios = 0;
  for (const std::string& from : sample.from) {
    const auto population = std::find_if(spec.populations.begin(), spec.populations.end(),
                                         [&from](const PopulationSpec& p) { return p.name == from; });
    scenarios += population == spec.populations.end() ? 1 : points_of(settings_of(*population));
  }
  double trainings = 0;
  for (const std::string& name : trainings_on(sample, spec))
    trainings += name.empty() ? 1 : static_cast<double>(named(spec.samples, name).sizes.size());
  if (sample.relative.given()) scenarios *= static_cast<double>(sample.relative.times.values.size());
  return scenarios * trainings;
}

}  // namespace

void refuse_large_design(const StudySpec& spec, Faults& faults) {
  double scenarios = 0, series = 0;
  for (const SampleSpec& sample : spec.samples) scenarios += scenarios_of(sample, spec);
  if (scenarios > most_scenarios) {
    const auto largest = std::max_element(
        spec.populations.begin(), spec.populations.end(),
        [](const auto& a, const auto& b) { return points_of(settings_of(a)) < points_of(settings_of(b)); });
    return faults.add(longest_grid(settings_of(*largest), largest->where), "population." + largest->name,
                      fmt::format("its grids multiply to {:.6g} points; the study would have {:.6g} "
                                  "scenarios, but 1000000 are the most",
                                  points_of(settings_of(*largest)), scenarios));
  }
  const EstimateSpec* largest = nullptr;
  for (const EstimateSpec& estimate : spec.estimates) {
    const double each = series_of(estimate, spec);
    for (const std::string& on : estimate.on) series += each * scenarios_of(named(spec.samples, on), spec);
    if (largest == nullptr || each > series_of(*largest, spec)) largest = &estimate;
  }
  if (series > most_series) {
    faults.add(largest->where, "estimate." + largest->name,
               fmt::format("has {:.6g} series at each point of its population; the study would have {:.6g} "
                           "series, but 5000000 are the most",
                           series_of(*largest, spec), series));
  }
}

}  // namespace plim
