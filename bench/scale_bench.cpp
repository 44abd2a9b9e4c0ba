// What many scenarios and many groups cost; the goals stand beside each. "each" is the time of one of them.
#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include "bench.hpp"
#include "plim/io/results_file.hpp"
#include "plim/study/conduct.hpp"
#include "plim/study/cost.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::bench {
namespace {

Loaded load(const std::string& study) {
  Loaded loaded = load_text(study, "study", {}, standard_catalogue());
  if (!loaded.faults.empty()) throw std::runtime_error(render(loaded.faults.front()));
  return loaded;
}

/// A study of so many rates of an exponential law.
std::string rates(std::int64_t scenarios) {
  return "study = { seed = 1 }\npopulation.p = { law = \"exponential\", lambda = { from = 0.1, to = 10, "
         "points = " +
         std::to_string(scenarios) +
         " } }\nsample.x = { from = \"p\", n = 100 }\nmodel.m = { likelihood = \"exponential\" }\n"
         "estimate.l = { of = \"lambda\", on = \"x\", model = \"m\", with = [\"mle\"] }\n"
         "replicates = { fixed = 64 }\n";
}

/// Goal: 100 000 scenarios in 2 s, 1 KB each.
void plan(benchmark::State& state) {
  const std::string study = rates(state.range(0));
  const Catalogue catalogue = standard_catalogue();
  for (auto _ : state) benchmark::DoNotOptimize(load_text(study, "study", {}, catalogue));
  per_item(state, state.range(0));
}

/// Goal: 10 000 scenarios in 1 s.
void pilots(benchmark::State& state) {
  const Loaded study = load(rates(state.range(0)));
  const Executor one(1);
  for (auto _ : state) benchmark::DoNotOptimize(pilot_cost(study.plan, study.allocation, one));
  per_item(state, state.range(0));
}

/// Goal: 6 ms a group.
void write_groups(benchmark::State& state) {
  std::string text = rates(2);
  for (std::int64_t i = 1; i < state.range(0); ++i)
    text +=
        "estimate.l" + std::to_string(i) +
        " = { of = \"lambda\", on = \"x\", model = \"m\", with = [\"mle\"], interval = { level = 0.9 } }\n";
  const Loaded study = load(text);
  const Results results = conduct(study.plan, study.allocation, Executor(1));
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("plim-bench-" + std::to_string(::getpid()) + ".h5");
  for (auto _ : state) write_results(file, results, {"", "", ""});
  std::filesystem::remove(file);
  per_item(state, state.range(0));
}

BENCHMARK(plan)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(pilots)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(write_groups)->Arg(200)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
