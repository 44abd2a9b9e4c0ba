// Philox words in both fill shapes, and the fills made of them, for each instruction set; "each" is the time
// of one 64-bit word or one variate.
#include <vector>

#include "bench.hpp"
#include "plim/random/fill.hpp"

namespace plim::bench {
namespace {

constexpr std::size_t block = 4096;  // 32 KiB, which stays in the first cache
constexpr Address address{{0x9E3779B97F4A7C15}, 7, 0};

template <class T, auto fill>
void along_the_index(benchmark::State& state) {
  use_isa(state);
  std::vector<T> out(block);
  std::uint64_t first = 0;
  for (auto _ : state) {
    fill(address, first, out);
    first += block / 2;
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  per_item(state, block);
}

void across_replicates(benchmark::State& state) {
  use_isa(state);
  std::vector<std::uint64_t> first(block / 2), second(block / 2);
  std::uint64_t index = 0;
  for (auto _ : state) {
    fill_words_lanes(address, index++, first, second);
    benchmark::DoNotOptimize(first.data());
    benchmark::DoNotOptimize(second.data());
    benchmark::ClobberMemory();
  }
  per_item(state, block);
}

BENCHMARK(along_the_index<std::uint64_t, fill_words>)->Name("words/index")->Apply(each_isa);
BENCHMARK(across_replicates)->Name("words/replicates")->Apply(each_isa);
BENCHMARK(along_the_index<double, fill_open>)->Name("uniform")->Apply(each_isa);
BENCHMARK(along_the_index<double, fill_normal>)->Name("normal")->Apply(each_isa);
BENCHMARK(along_the_index<double, fill_exponential>)->Name("exponential")->Apply(each_isa);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
