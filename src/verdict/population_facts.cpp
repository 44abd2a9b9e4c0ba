#include "population_facts.hpp"

#include <cstdio>
#include <set>

namespace plim {
namespace {

constexpr std::size_t most_labels = 32;  // beyond, a law is known by its key and its data's hash

std::string join(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

PopulationFacts facts_of(const Plan& plan, const GroupPlan& first) {
  const ScenarioPlan& scenario = plan.scenarios[first.points.front().scenario];
  std::vector<std::string> laws, keys;
  std::set<std::size_t> seen;
  for (const GroupPoint& point : first.points) {
    if (!seen.insert(point.scenario).second) continue;
    laws.push_back(plan.scenarios[point.scenario].population->readable());
    keys.push_back(key_text(plan.scenarios[point.scenario]));
  }
  PopulationFacts facts;
  facts.sample = first.sample;
  facts.population = first.population;
  facts.path = scenario.nested ? "nested" : "independent";
  facts.forced_by = scenario.names->forced_by;
  facts.law = join(laws, "; ");
  facts.route = route_text(scenario);
  facts.keys = join(keys, "; ");
  facts.data_sha256 = scenario.population->data_sha256();
  const std::span<const double> p = scenario.population->probabilities();
  facts.K = p.size();
  if (p.empty() || p.size() > most_labels || laws.size() > 1) return facts;
  const std::span<const std::string> labels = scenario.population->labels();
  facts.classes.assign(labels.begin(), labels.end());
  for (std::size_t k = labels.size(); k < p.size(); ++k) facts.classes.push_back(std::to_string(k));
  facts.probabilities.assign(p.begin(), p.end());
  return facts;
}

}  // namespace

std::vector<PopulationFacts> population_facts(const Plan& plan) {
  std::vector<PopulationFacts> all;
  for (const GroupPlan& group : plan.groups) {
    const bool known =
        !all.empty() && all.back().sample == group.sample && all.back().population == group.population;
    if (!known) all.push_back(facts_of(plan, group));
  }
  return all;
}

std::string key_text(const ScenarioPlan& scenario) {
  std::vector<std::string> keys;
  for (const Key key : scenario.keys) {
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(key.bits));
    keys.emplace_back(text);
  }
  return join(keys, " ");
}

std::string route_text(const ScenarioPlan& scenario) {
  std::int64_t before = 0, largest = 0, at = 0;
  for (const std::int64_t n : scenario.sizes) {
    if (n - before > largest) {
      largest = n - before;
      at = n;
    }
    if (scenario.nested) before = n;
  }
  return std::string(route_name(scenario.route)) + ":" +
         scenario.population->method(scenario.route, at - largest, at);
}

}  // namespace plim
