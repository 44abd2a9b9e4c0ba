#include "plim/plan/plan.hpp"

namespace plim {

OwnPlan own_plan(const Measure& measure, std::size_t size, std::size_t series, double unit_factor) {
  OwnPlan own{size, series, measure.own, std::nullopt};
  if (measure.own.of_argument)
    own.argument = measure.argument.in_unit ? measure.given / unit_factor : measure.given;
  return own;
}

std::string shown_label(const ScenarioPlan& scenario, const SeriesPlan& series) {
  const std::optional<std::size_t> K = scenario.estimators[series.use].facts->told_K;
  return series.names->label + (K ? " [told K = " + std::to_string(*K) + "]" : "");
}

std::string name_of(const ScenarioPlan& scenario) {
  return scenario.names->sample + " from " + scenario.names->population + " = " +
         scenario.population->readable();
}

std::span<const double> law_of(const PoolPlan& pool, const ScenarioPlan& scenario) {
  return pool.p.empty() ? scenario.population->probabilities() : std::span<const double>(pool.p);
}

namespace {

SampleSize largest_size(const ScenarioPlan& scenario) {
  const PublicFacts facts = scenario.population->public_facts();
  return {scenario.sizes.back(), facts.K.value_or(0), facts.trained, facts.kinds};
}

}  // namespace

std::size_t lane_bytes(const ScenarioPlan& scenario) {
  const SampleSize size = largest_size(scenario);
  std::size_t bytes = scenario.population->footprint(scenario.route, scenario.made, size.n);
  for (const DerivedView& d : scenario.derived) bytes += d.by->footprint(size, d.key.arguments);
  return bytes;
}

std::size_t thread_bytes(const ScenarioPlan& scenario) {
  const SampleSize size = largest_size(scenario);
  std::size_t bytes = scenario.lanes * lane_bytes(scenario);
  for (const AnyEstimator& e : scenario.estimators) bytes += e.bound->workspace_bytes(size);
  return bytes;
}

Record make_record(const ScenarioPlan& scenario) {
  Record record(scenario.sizes.size() * scenario.series.size());
  for (const JointPlan& joint : scenario.joints) record.joints.emplace_back(joint.variables.size());
  record.largest.resize(scenario.identities.size());
  for (const PoolPlan& pool : scenario.pooled)
    record.pooled.push_back({std::vector<std::int64_t>(law_of(pool, scenario).size())});
  for (const OwnPlan& own : scenario.gathered)
    record.own.push_back(own.accumulator.make(own.argument.value_or(not_given)));
  return record;
}

}  // namespace plim
