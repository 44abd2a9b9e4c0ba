// The block loop of the shipped studies on one thread; "each" is the time of one replicate at all its sizes.
#include <algorithm>

#include "bench.hpp"
#include "plim/engine/worker.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::bench {
namespace {

void blocks(benchmark::State& state, const std::string& study) {
  const Loaded loaded =
      load_study(PLIM_SOURCE_DIR "/experiments/" + study + ".toml", {}, standard_catalogue(), {});
  Worker worker(loaded.plan, 0);
  for (auto _ : state) benchmark::DoNotOptimize(worker.run(0, loaded.spec.replicates));
  per_item(state, static_cast<std::int64_t>(std::min(loaded.plan.block, loaded.spec.replicates)));
}

BENCHMARK_CAPTURE(blocks, english_letters, "english_letters")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(blocks, fair_die, "fair_die")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(blocks, normal_mean, "normal_mean")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
