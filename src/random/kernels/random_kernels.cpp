#include "box_muller.hpp"
#include "philox_lanes.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/kernels.hpp"

// No containers or algorithms of the standard library here: what this file emits must not be picked by the
// linker for the baseline program (scripts/check_symbols.py).
namespace plim::PLIM_ISA {
extern const RandomKernels kernels;
void binomial(CounterRun run, std::size_t lanes, const std::int64_t* n, const double* p, std::int64_t* drawn);
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
    for (int i = 0; i < 128; ++i) out[i] = -elementary::log_of_uniform(open_uniform(w[i]));
  }
}

/// The entries of the columns that 256 words name by their first bits.
[[gnu::always_inline]] inline void look_up(const AliasColumns& columns, const std::uint32_t* words,
                                           std::uint32_t* entries) {
  const unsigned shift = 32 - columns.bits;
#if PLIM_ISA_v4
  if (columns.bits <= 5) {
    const __m512i low = _mm512_loadu_si512(columns.entry), high = _mm512_loadu_si512(columns.entry + 16);
    for (int i = 0; i < 256; i += 16) {
      const __m512i column = _mm512_srli_epi32(_mm512_loadu_si512(words + i), shift);
      _mm512_storeu_si512(entries + i, _mm512_permutex2var_epi32(low, column, high));
    }
    return;
  }
#endif
  for (int i = 0; i < 256; ++i) entries[i] = columns.entry[words[i] >> shift];
}

bool alias(CounterRun run, AliasColumns columns, std::uint32_t* out) {
  std::uint64_t w[128];
  block_words(run, w);
  std::uint32_t words[256], entries[256];
  __builtin_memcpy(words, w, sizeof w);  // x86 is little-endian: the low half of a word comes first
  look_up(columns, words, entries);
  const unsigned shift = 32 - columns.bits;
  const std::uint32_t low = (std::uint32_t{1} << columns.bits) - 1;
  std::uint32_t ties = 0;
  for (int i = 0; i < 256; ++i) {
    const std::uint32_t column = words[i] >> shift;
    const std::uint32_t digits = words[i] << columns.bits, threshold = entries[i] & ~low;
    // Selected by masks: a branch here would be mispredicted every other time.
    const std::uint32_t own = 0U - static_cast<std::uint32_t>(digits < threshold);
    const std::uint32_t tie = 0U - static_cast<std::uint32_t>(digits == threshold);
    const std::uint32_t decided = (column & own) | (entries[i] & low & ~own);
    out[i] = (decided & ~tie) | ((column | 0x80000000) & tie);
    ties |= tie;
  }
  return ties != 0;
}

}  // namespace

const RandomKernels kernels = {words, words_lanes, open, normal, exponential, alias, binomial, gamma};

}  // namespace plim::PLIM_ISA
