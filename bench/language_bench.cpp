// Models of n-grams, words of a text, and tables of evaluations; the goals stand beside each. "each" is the
// time of one of them.
#include <cmath>
#include <string>
#include <vector>

#include "bench.hpp"
#include "plim/data/table_columns.hpp"
#include "plim/data/text_table.hpp"
#include "plim/populations/markov_population.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/ngrams.hpp"

namespace plim::bench {
namespace {

using Symbols = std::vector<std::int32_t>;

double uniform(std::uint64_t seed, std::uint64_t i) { return Variate(Address{{seed}, 0}, i).open(); }

/// Characters of a chain of order 3 with the blocks of Genesis, 60 kinds.
Symbols characters(std::size_t n) {
  Arguments a;
  a.set("fit.path", std::string(PLIM_SOURCE_DIR "/experiments/data/genesis.txt"));
  a.set("fit.order", std::int64_t{3});
  std::vector<double> x(n);
  (*Markov::make(a))->stream(Address{{1}, 0})->next(x);
  return {x.begin(), x.end()};
}

/// Words, the k-th with a probability near 1/k, of so many kinds.
constexpr double kinds_of_words = 200000;
Symbols words(std::size_t n) {
  Symbols x(n);
  for (std::size_t i = 0; i < n; ++i)
    x[i] = static_cast<std::int32_t>(std::pow(kinds_of_words, uniform(2, i))) - 1;
  return x;
}

std::string name_of_word(std::int32_t k) {
  std::string name;
  for (k += 26; k > 0; k /= 26) name += static_cast<char>('a' + k % 26);
  return name;
}

/// Counts a training text and looks up a test text of 1000 symbols.
void count_blocks(benchmark::State& state, const Symbols& train, std::size_t K) {
  Arguments arguments;
  arguments.set("length", state.range(1));
  arguments.set("vocabulary", std::string("train+unknown"));
  arguments.set("min_count", std::int64_t{1});
  const std::int32_t* x = train.data();
  NgramsOfPair ngrams(1, arguments);
  std::uint64_t drawn = 0;
  for (auto _ : state) {
    const Sequence text{static_cast<std::int64_t>(train.size()), K, 1, &x}, test{1000, K, 1, &x};
    benchmark::DoNotOptimize(ngrams({text, test, 1, ++drawn}).one(0).singles(1).once);
  }
  per_item(state, state.range(0));
}

/// Goal: 100 ns a character at order 5.
void ngrams_of_characters(benchmark::State& state) {
  count_blocks(state, characters(static_cast<std::size_t>(state.range(0))), 60);
}

/// Goal, with the reading of words: 6 us a word at order 3.
void ngrams_of_words(benchmark::State& state) {
  count_blocks(state, words(static_cast<std::size_t>(state.range(0))),
               static_cast<std::size_t>(kinds_of_words));
}

void read_words(benchmark::State& state) {
  std::string text;
  for (const std::int32_t k : words(static_cast<std::size_t>(state.range(0)))) text += name_of_word(k) + " ";
  const TextOptions options = text_options("words", "all", "none");
  for (auto _ : state) benchmark::DoNotOptimize(symbols_of_text(text, options, "text").order.size());
  per_item(state, state.range(0));
}

void read_rows(benchmark::State& state, const std::string& text, const TableOptions& options) {
  for (auto _ : state) benchmark::DoNotOptimize(read_table(*open_memory(text), options, "table").n);
  per_item(state, state.range(0));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

/// Goal: 2 us a row.
void evaluation_csv(benchmark::State& state) {
  std::string text = "document,nll_a,nll_b\n";
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    const auto u = uniform(3, static_cast<std::uint64_t>(i));
    text += "d" + std::to_string(i / 100) + "," + std::to_string(3 * u) + "," + std::to_string(2 * u) + "\n";
  }
  TableOptions options;
  options.numbers = {"nll_a", "nll_b"};
  options.labels = {"document"};
  read_rows(state, text, options);
}

/// Goal: 100 MB a second.
void evaluation_json_lines(benchmark::State& state) {
  std::string text;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    text += R"({"doc": "d)" + std::to_string(i / 100) +
            R"(", "prompt": "How much is it, and what is left of it?", )" + R"("out": {"nll": )" +
            std::to_string(3 * uniform(4, static_cast<std::uint64_t>(i))) +
            R"(, "correct": true, "tokens": 12}, "model": "a"})" + "\n";
  }
  TableOptions options;
  options.numbers = {"out.nll"};
  options.labels = {"doc"};
  read_rows(state, text, options);
}

BENCHMARK(ngrams_of_characters)->Args({1 << 20, 5})->Args({1 << 23, 5})->Unit(benchmark::kMillisecond);
BENCHMARK(ngrams_of_words)->Args({1 << 20, 3})->Args({1 << 20, 5})->Unit(benchmark::kMillisecond);
BENCHMARK(read_words)->Arg(1 << 20)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluation_csv)->Arg(1 << 18)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluation_json_lines)->Arg(1 << 18)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) { return plim::bench::main(argc, argv); }
