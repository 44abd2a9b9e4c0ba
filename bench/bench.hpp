#pragma once
#include <cstdio>
#include <string>

#include <benchmark/benchmark.h>

#include "plim/random/isa.hpp"

namespace plim::bench {

/// The instruction sets that this processor has, as arguments of a benchmark.
inline void each_isa(benchmark::internal::Benchmark* b) {
  for (int isa = 0; isa <= static_cast<int>(detected_isa()); ++isa) b->Arg(isa);
}

/// Uses the instruction set of the first argument and names it in the output.
inline void use_isa(benchmark::State& state) {
  const Isa isa = static_cast<Isa>(state.range(0));
  force_isa(isa);
  state.SetLabel(std::string(isa_name(isa)));
}

/// Items a second, and their inverse as the counter "each".
inline void per_item(benchmark::State& state, std::int64_t items) {
  const auto total = static_cast<double>(state.iterations() * items);
  state.counters["each"] =
      benchmark::Counter(total, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Runs what was asked for; refuses a build whose figures would mean nothing.
inline int main(int argc, char** argv) {
#ifndef NDEBUG
  std::fputs("bench: this is not a release build; use the preset bench\n", stderr);
  return 70;
#endif
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 64;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace plim::bench
