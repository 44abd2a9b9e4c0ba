// What it costs to run in parts: a block into a journal and out of it, a journal into a result, a claim.
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include "bench.hpp"
#include "plim/engine/worker.hpp"
#include "plim/io/claim_folder.hpp"
#include "plim/study/block_frames.hpp"
#include "plim/study/conduct.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::bench {
namespace {

/// A study of so many scenarios of four series at two sizes, of so many blocks each.
Loaded load(std::int64_t scenarios, std::int64_t blocks) {
  const std::string one = "1.0", many = "{ from = 0.1, to = 10, points = " + std::to_string(scenarios) + " }";
  const std::string study =
      "study = { seed = 1 }\npopulation.p = { law = \"exponential\", lambda = " +
      (scenarios > 1 ? many : one) +
      " }\nsample.x = { from = \"p\", n = { grid = [10, 100] } }\nmodel.m = { likelihood = \"exponential\" "
      "}\n"
      "estimate.l = { of = \"lambda\", on = \"x\", model = \"m\", with = [\"mle\"], interval = { level = "
      "0.95 } }\n"
      "estimate.c = { of = \"mean\", on = \"x\", with = [\"mean\", \"median\", \"trimmed_mean\"] }\n"
      "output = { trajectories = 0 }\nreplicates = { fixed = " +
      std::to_string(64 * blocks) + " }\n";
  Loaded loaded = load_text(study, "study", {}, standard_catalogue());
  if (!loaded.faults.empty()) throw std::runtime_error(render(loaded.faults.front()));
  return loaded;
}

/// One block, as if it were many.
BlockRecord first_block(const Loaded& study) {
  return Worker(study.plan, 0).run(0, study.allocation.replicates[0]);
}

void run_block(benchmark::State& state) {
  const Loaded study = load(1, 1);
  Worker worker(study.plan, 0);
  for (auto _ : state) benchmark::DoNotOptimize(worker.run(0, study.allocation.replicates[0]));
}

void block_to_frame(benchmark::State& state) {
  const Loaded study = load(1, 1);
  const BlockRecord record = first_block(study);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = BlockFrames::block(record).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}

/// Frames of so many blocks, read, compared with what there is, and gathered.
void gather_frames(benchmark::State& state) {
  const std::int64_t scenarios = state.range(1), blocks = state.range(0) / scenarios;
  const Loaded study = load(scenarios, blocks);
  BlockFrames frames(study.plan);
  std::string bytes;
  BlockRecord record = first_block(study);
  for (std::int64_t s = 0; s < scenarios; ++s) {
    record.scenario = static_cast<std::size_t>(s);
    bytes += frames.layout(record.scenario);
    for (std::int64_t b = 0; b < blocks; ++b) {
      record.block = static_cast<std::uint64_t>(b);
      bytes += BlockFrames::block(record);
    }
  }
  for (auto _ : state) {
    FrameReader reader(std::make_unique<std::istringstream>(bytes));
    FramedBlocks source(study.plan, reader);
    Gather gather(study.plan, study.allocation);
    while (std::optional<BlockRecord> read = source.next()) gather.take(std::move(*read));
    benchmark::DoNotOptimize(gather.finish());
  }
  per_item(state, state.range(0));
  state.counters["MB"] = static_cast<double>(bytes.size()) / 1e6;
}

/// A unit claimed and said to be done, in a folder of this machine's temporary files.
void claim(benchmark::State& state) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("plim-bench-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  {
    ClaimFolder claims(folder, 0, std::chrono::seconds(5));
    std::uint64_t unit = 0;
    for (auto _ : state) {
      if (!claims.claim(unit, 1)) throw std::runtime_error("a claim was taken");
      claims.finish(unit++);
    }
  }
  std::filesystem::remove_all(folder);
}

BENCHMARK(run_block)->Unit(benchmark::kMicrosecond);
BENCHMARK(block_to_frame)->Unit(benchmark::kMicrosecond);
BENCHMARK(gather_frames)
    ->Args({1'000, 1})
    ->Args({10'000, 1})
    ->Args({100'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 1'000})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(claim)->Unit(benchmark::kMicrosecond)->Iterations(50'000);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
