#include "box_muller.hpp"
#include "philox_lanes.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/kernels.hpp"

// No containers or algorithms of the standard library here: what this file emits must not be picked by the
// linker for the baseline program (scripts/check_symbols.py).
namespace plim::PLIM_ISA {
extern const RandomKernels kernels;
bool binomial(CounterRun run, std::size_t lanes, const std::int64_t* n, const double* p, std::int64_t* drawn);
bool gamma(CounterRun run, std::size_t blocks, double shape, double* out);

namespace {

void words(CounterRun run, std::size_t blocks, std::uint64_t* out) {
  for (std::size_t b = 0; b < blocks; ++b, run.index += 64, out += 128) block_words(run, out);
}

void words_lanes(CounterRun run, std::size_t lanes, std::uint64_t* first, std::uint64_t* second) {
  std::size_t l = 0;
  for (; l + lane_step <= lanes; l += lane_step, run.replicate += lane_step)
    lane_words(run, first + l, second + l);
  if (l == lanes) return;
  std::uint64_t a[lane_step], b[lane_step];
  lane_words(run, a, b);
  for (std::size_t i = 0; l < lanes; ++i, ++l) {
    first[l] = a[i];
    second[l] = b[i];
  }
}

void open(CounterRun run, std::size_t blocks, double* out) {
  for (std::size_t b = 0; b < blocks; ++b, run.index += 64, out += 128) {
    std::uint64_t w[128];
    block_words(run, w);
    for (int i = 0; i < 128; ++i) out[i] = open_uniform(w[i]);
  }
}

void normal(CounterRun run, std::size_t blocks, double* out) {
  for (std::size_t b = 0; b < blocks; ++b, run.index += 64, out += 128) {
    std::uint64_t w[128];
    block_words(run, w);
    for (int i = 0; i < 64; ++i) {
      const NormalPair x = box_muller(w[i], w[64 + i]);
      out[i] = x.first;
      out[64 + i] = x.second;
    }
  }
}

void exponential(CounterRun run, std::size_t blocks, double* out) {
  for (std::size_t b = 0; b < blocks; ++b, run.index += 64, out += 128) {
    std::uint64_t w[128];
    block_words(run, w);
    for (int i = 0; i < 128; ++i) out[i] = -elementary::log(open_uniform(w[i]));
  }
}

void alias(CounterRun run, AliasColumns columns, std::uint32_t* out) {
  std::uint64_t w[128];
  block_words(run, w);
  std::uint32_t halves[256];
  __builtin_memcpy(halves, w, sizeof w);  // x86 is little-endian: the low half of a word comes first
  const unsigned shift = 32 - columns.bits;
  const std::uint32_t mask = (std::uint32_t{1} << shift) - 1;
  for (int i = 0; i < 256; ++i) {
    const std::uint32_t column = halves[i] >> shift, digits = halves[i] & mask;
    const std::uint32_t threshold = columns.threshold[column], other = columns.alias[column];
    // Selected by masks: a branch here would be mispredicted every other time.
    const std::uint32_t own = 0U - static_cast<std::uint32_t>(digits < threshold);
    const std::uint32_t tie = 0U - static_cast<std::uint32_t>(digits == threshold);
    const std::uint32_t decided = (column & own) | (other & ~own);
    out[i] = (decided & ~tie) | ((column | 0x80000000) & tie);
  }
}

}  // namespace

const RandomKernels kernels = {words, words_lanes, open, normal, exponential, alias, binomial, gamma};

}  // namespace plim::PLIM_ISA
