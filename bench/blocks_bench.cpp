// The block loop of the shipped studies on one thread; "each" is the time of one replicate at all its sizes.
#include <algorithm>
#include <filesystem>

#include "bench.hpp"
#include "plim/engine/worker.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/io/toml.hpp"
#include "plim/plan/planner.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::bench {
namespace {

Plan plan_of(const std::filesystem::path& path) {
  Faults faults;
  const RawStudy raw = read_toml(path, faults.list());
  const StudySpec spec = parse_study(raw.root, standard_catalogue(), faults);
  return make_plan(spec, standard_catalogue(), path.parent_path(), {}, faults);
}

void blocks(benchmark::State& state, const std::string& study) {
  const Plan plan = plan_of(std::filesystem::path(PLIM_SOURCE_DIR) / "experiments" / (study + ".toml"));
  Worker worker(plan, 0);
  for (auto _ : state) benchmark::DoNotOptimize(worker.run(0));
  per_item(state, static_cast<std::int64_t>(std::min(plan.block, plan.replicates)));
}

BENCHMARK_CAPTURE(blocks, english_letters, "english_letters")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(blocks, fair_die, "fair_die")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(blocks, normal_mean, "normal_mean")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
