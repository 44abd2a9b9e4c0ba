#include "plim/study/cost.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <map>
#include <typeinfo>

#include "plim/engine/worker.hpp"

namespace plim {
namespace {

constexpr double time_of_a_kind = 0.05;  // seconds
constexpr std::size_t most_of_a_kind = 8;

/// Seconds that one replicate of a scenario takes on one thread, from about `enough` seconds of them. The
/// first group warms up and does not count unless it takes the time of a whole kind.
double pilot(const Plan& plan, std::size_t scenario, std::uint64_t replicates, double enough) {
  using Clock = std::chrono::steady_clock;
  Worker worker(plan, scenario);
  const ScenarioPlan& s = plan.scenarios[scenario];
  const std::uint64_t lanes = std::min<std::uint64_t>(s.lanes, replicates);
  BlockRecord record{scenario, 0, 0, make_record(s), {}};
  double seconds = 0;
  std::uint64_t done = 0;
  for (int group = 0; group < 1000 && seconds < enough; ++group) {
    const Clock::time_point start = Clock::now();
    worker.run_group(0, lanes, 0, record);
    const double took = std::chrono::duration<double>(Clock::now() - start).count();
    if (group == 0 && took < time_of_a_kind) continue;
    seconds += took;
    done += lanes;
  }
  return seconds / static_cast<double>(done);
}

/// A number up to a factor of 2.
std::string magnitude(std::size_t number) { return std::to_string(std::bit_width(number)) + " "; }

/// What the cost of a replicate depends on but the parameters of its population.
std::string kind_of(const ScenarioPlan& s) {
  const Population& population = *s.population;
  std::string text = typeid(population).name();
  text += " " + std::string(population.family()) + " " + magnitude(population.public_facts().K.value_or(0)) +
          magnitude(population.public_facts().dimension.value_or(0)) +
          magnitude(static_cast<std::size_t>(population.finite_size().value_or(0))) + magnitude(s.lanes) +
          (s.nested ? "nested " : "independent ") + std::string(route_name(s.route));
  std::int64_t before = 0;
  for (const std::int64_t n : s.sizes) {
    text += " " + std::to_string(n) + " " + population.method(s.route, before, n);
    before = s.nested ? n : 0;
  }
  for (const ViewId view : s.made) text += " " + std::to_string(reinterpret_cast<std::uintptr_t>(view));
  for (std::size_t e = 0; e < s.estimators.size(); ++e) {
    const Knowns& knowns = s.knowns[e];
    text += "\n" + s.estimators[e].facts->name + "(" + s.estimators[e].facts->options + ") of " +
            knowns.estimand + " " + knowns.likelihood + knowns.smoothing +
            (knowns.interval ? " by " + knowns.interval->method : "");
    for (const auto& [parameter, prior] : knowns.priors) text += " " + prior.law;
  }
  for (const JointPlan& joint : s.joints) text += "\n" + std::to_string(joint.variables.size());
  for (const OwnPlan& own : s.gathered) text += "\n" + std::string(own.accumulator.name);
  return text + "\n" + std::to_string(s.identities.size()) + " " + std::to_string(s.pooled.size());
}

}  // namespace

RunCost pilot_cost(const Plan& plan, const Allocation& allocation, const Executor& executor) {
  std::map<std::string, std::vector<std::size_t>> kinds;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s) kinds[kind_of(plan.scenarios[s])].push_back(s);
  RunCost cost;
  for (const auto& [kind, scenarios] : kinds) {
    const std::size_t pilots = std::min(scenarios.size(), most_of_a_kind);
    // Each stands for the scenarios around it.
    for (std::size_t i = 0; i < pilots; ++i) {
      const std::size_t first = i * scenarios.size() / pilots, last = (i + 1) * scenarios.size() / pilots;
      const std::size_t tried = scenarios[(first + last) / 2];
      const double each =
          pilot(plan, tried, allocation.replicates[tried], time_of_a_kind / static_cast<double>(pilots));
      for (std::size_t s = first; s < last; ++s)
        cost.seconds += each * static_cast<double>(allocation.replicates[scenarios[s]]);
    }
    cost.pilots += pilots;
  }
  cost.seconds /= executor.threads();
  return cost;
}

}  // namespace plim
