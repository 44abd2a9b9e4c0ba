// Samplers made of the fills: alias draws counted, binomials in lanes, single gammas; "each" is the time of
// one draw.
#include <vector>

#include "bench.hpp"
#include "plim/random/alias.hpp"
#include "plim/random/binomial.hpp"
#include "plim/random/fill.hpp"

namespace plim::bench {
namespace {

constexpr Address address{{0x9E3779B97F4A7C15}, 7, 0};

AliasTable linear_table(std::int64_t classes) {
  std::vector<std::uint64_t> weights(static_cast<std::size_t>(classes));
  for (std::size_t k = 0; k < weights.size(); ++k) weights[k] = k + 1;
  return AliasTable(weights);
}

/// Arguments: instruction set, classes.
void alias_draws(benchmark::State& state) {
  use_isa(state);
  const AliasTable table = linear_table(state.range(1));
  std::vector<std::int32_t> drawn(4096);
  std::uint64_t skip = 0;
  for (auto _ : state) {
    table.draw(address, 0, skip, drawn);
    skip += drawn.size();
    benchmark::ClobberMemory();
  }
  per_item(state, static_cast<std::int64_t>(drawn.size()));
}

/// Arguments: instruction set, classes.
void alias_counts(benchmark::State& state) {
  use_isa(state);
  const AliasTable table = linear_table(state.range(1));
  std::vector<std::int64_t> counts(table.size());
  constexpr std::int64_t draws = 1 << 16;
  std::uint64_t skip = 0;
  for (auto _ : state) {
    table.count(address, 0, skip, draws, counts.data(), 1);
    skip += draws;
    benchmark::ClobberMemory();
  }
  per_item(state, draws);
}

/// Arguments: instruction set, n of Binomial(n, 0.3).
void binomials(benchmark::State& state) {
  use_isa(state);
  constexpr std::size_t lanes = 256;
  const std::vector<std::int64_t> n(lanes, state.range(1));
  std::vector<std::int64_t> drawn(lanes);
  std::uint64_t index = 0;
  for (auto _ : state) {
    binomial_lanes(address, lanes, index++, n.data(), 0.3, drawn.data());
    benchmark::ClobberMemory();
  }
  per_item(state, lanes);
}

/// Arguments: instruction set, ten times the shape.
void gammas(benchmark::State& state) {
  use_isa(state);
  std::vector<double> out(2048);
  std::uint64_t first = 0;
  for (auto _ : state) {
    fill_gamma(address, first, static_cast<double>(state.range(1)) / 10, out);
    first += out.size() / 2;
    benchmark::ClobberMemory();
  }
  per_item(state, static_cast<std::int64_t>(out.size()));
}

void gamma_alone(benchmark::State& state) {
  std::uint64_t index = 0;
  for (auto _ : state) benchmark::DoNotOptimize(Variate(address, index++).gamma(2.5));
  per_item(state, 1);
}

void each_isa_and(benchmark::internal::Benchmark* b, std::initializer_list<std::int64_t> values) {
  for (int isa = 0; isa <= static_cast<int>(detected_isa()); ++isa) {
    for (const std::int64_t value : values) b->Args({isa, value});
  }
}

BENCHMARK(alias_draws)->Name("categorical")->Apply([](auto* b) { each_isa_and(b, {6, 26, 1000}); });
BENCHMARK(alias_counts)->Name("categorical counted")->Apply([](auto* b) { each_isa_and(b, {6, 26, 1000}); });
BENCHMARK(binomials)->Name("binomial lanes")->Apply([](auto* b) { each_isa_and(b, {10, 100, 1000000}); });
BENCHMARK(gammas)->Name("gamma x 10")->Apply([](auto* b) { each_isa_and(b, {5, 10, 25, 500}); });
BENCHMARK(gamma_alone)->Name("gamma alone");

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
