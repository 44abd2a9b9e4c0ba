#include "workloads.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <string_view>

#include "plim/catalogue/measure.hpp"
#include "plim/core/error.hpp"
#include "plim/engine/run.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::versus {
namespace {

// Expected values and their errors: README of the peers.
const std::vector<Check> w1_checks = {
    {"bias(n=1000): plug-in", "H", "ml", 1000, "bias", -0.416, 0.01},
    {"MM", "H", "miller_madow", 1000, "bias", -0.25, 0.01},
    {"CS", "H", "chao_shen", 1000, "bias", -0.05, 0.01},
    {"JK", "H", "jackknife", 1000, "bias", -0.135, 0.01},
    {"mse(plug-in)", "H", "ml", 1000, "mse", 0.177, 0.01},
};

// Bias by the leading term of Cox and Snell (1968), 6.88/n (the peers' 2000 replicates give 0.077 within
// 0.008); it varies by 0.0036 from one set of 10 000 replicates to the next, a coverage by 0.0022.
const std::vector<Check> w2_checks = {
    {"n=100: bias", "shape", "mle", 100, "bias", 0.0688, 0.018},
    {"coverage", "shape", "mle", 100, "coverage", 0.953, 0.011},
    {"", "rate", "mle", 100, "coverage", 0.952, 0.011},
};

const std::vector<Check> w3_checks = {
    {"n=100: coverage", "p", "posterior_mean", 100, "coverage", 0.95, 0.014},
    {"", "mean", "posterior_mean", 100, "coverage", 0.95, 0.011},
    {"", "variance", "posterior_mean", 100, "coverage", 0.95, 0.011},
    {"evidence", "evidence_a", "exact", 100, "mean", -62.75, 0.2},
    {"", "evidence_b", "exact", 100, "mean", -215.5, 0.5},
};

double wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
double cpu() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Loaded load(const Workload& workload) {
  Loaded loaded =
      load_study(PLIM_SOURCE_DIR "/bench/versus/" + std::string(workload.study),
                 {workload.overrides.begin(), workload.overrides.end()}, standard_catalogue(), {});
  if (loaded.faults.empty()) return loaded;
  throw Error(ExitCode::config, render(loaded.faults.front()));
}

/// Every measure of every series at every n, as the peers compute all of theirs.
class Measures {
 public:
  Measures(const Plan& plan, const Gathered& gathered) : plan_(plan) {
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
      const std::vector<SeriesPlan>& series = plan.scenarios[s].series;
      const Record& totals = gathered.totals[s];
      values_.emplace_back();
      for (std::size_t i = 0; i < totals.size(); ++i) {
        const double truth = series[i % series.size()].truth.value_or(not_given);
        for (const auto& measure : plan.measures)
          values_.back().push_back(measure->compute ? measure->compute(totals[i], truth) : Measured{});
      }
    }
  }

  double operator()(const Check& check) const {
    for (const GroupPlan& group : plan_.groups) {
      if (group.estimate != check.estimate) continue;
      const GroupPoint& point = group.points.front();
      const ScenarioPlan& scenario = plan_.scenarios[point.scenario];
      for (std::size_t s = point.first_series; s < point.first_series + group.series; ++s) {
        for (std::size_t i = 0; i < scenario.sizes.size(); ++i) {
          if (scenario.series[s].names->label != check.series || scenario.sizes[i] != check.n) continue;
          const std::size_t row = i * scenario.series.size() + s;
          return values_[point.scenario][row * plan_.measures.size() + place_of(check.measure)].value;
        }
      }
    }
    throw Error(ExitCode::bug, std::string("the study has no ") + check.estimate + " " + check.series);
  }

 private:
  std::size_t place_of(std::string_view name) const {
    for (std::size_t m = 0; m < plan_.measures.size(); ++m) {
      if (plan_.measures[m]->name == name) return m;
    }
    throw Error(ExitCode::bug, "there is no measure " + std::string(name));
  }

  const Plan& plan_;
  std::vector<std::vector<Measured>> values_;  // [scenario] -> [n][series][measure]
};

}  // namespace

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all = {
      {"W1", "plim", "w1.toml", {}, true, w1_checks},
      {"W1", "plim drawn", "w1.toml", {"sample.x.route=\"draw\""}, false, w1_checks},
      {"W1", "plim to 1e9", "w1.toml", {"sample.x.n.to=1_000_000_000"}, false, w1_checks},
      {"W2", "plim", "w2.toml", {}, true, w2_checks},
      {"W3", "plim", "w3.toml", {}, true, w3_checks},
      {"W3",
       "plim drawn",
       "w3.toml",
       {"sample.a.route=\"draw\"", "sample.b.route=\"draw\""},
       true,
       w3_checks},
  };
  return all;
}

Line run_workload(const Workload& workload, int threads) {
  const double wall_start = wall(), cpu_start = cpu();
  const Loaded loaded = load(workload);
  const Measures measured(loaded.plan, run(loaded.plan, loaded.allocation, Executor(threads)));
  Line line;
  line.wall = wall() - wall_start;
  line.cpu = (cpu() - cpu_start) / threads;
  line.replicates = loaded.spec.replicates;
  for (const Check& check : workload.checks) {
    const double value = measured(check);
    char text[200];
    std::snprintf(text, sizeof text, "%s%s%s%.4f", line.values.empty() ? "" : " ", check.words,
                  *check.words == '\0' ? "" : " ", value);
    line.values += text;
    if (std::fabs(value - check.expected) <= check.tolerance) continue;
    std::snprintf(text, sizeof text, "%s, %s: %s of %s at n = %lld is %.5f, expected %.5f within %.5f\n",
                  workload.name, workload.label, check.measure, check.series, static_cast<long long>(check.n),
                  value, check.expected, check.tolerance);
    line.disagreements += text;
  }
  return line;
}

}  // namespace plim::versus
