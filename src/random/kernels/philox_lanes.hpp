#pragma once
#include <cstddef>
#include <cstdint>
#if PLIM_ISA_v3 || PLIM_ISA_v4
#include <immintrin.h>
#endif

#include "plim/random/kernels.hpp"

// Philox4x32-10 on vectors of 64-bit lanes, each holding one 32-bit word in its low half. The high halves may
// hold rubbish: the widening multiply reads low halves only. Compilers do not find this multiply by
// themselves.
namespace plim::PLIM_ISA {
namespace {

#if PLIM_ISA_v4
constexpr std::size_t width = 8;
using Vec = __m512i;
inline Vec broadcast(std::uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); }
inline Vec iota() { return _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0); }
inline Vec plus(Vec a, Vec b) { return _mm512_add_epi64(a, b); }
inline Vec multiply(Vec a, Vec b) { return _mm512_mul_epu32(a, b); }
inline Vec high_half(Vec a) { return _mm512_srli_epi64(a, 32); }
inline Vec xor3(Vec a, Vec b, Vec c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }
inline Vec join(Vec low, Vec high) {
  return _mm512_mask_blend_epi32(0xAAAA, low, _mm512_slli_epi64(high, 32));
}
inline Vec load(const std::uint64_t* from) { return _mm512_loadu_si512(from); }
inline void store(std::uint64_t* to, Vec a) { _mm512_storeu_si512(to, a); }
#elif PLIM_ISA_v3
constexpr std::size_t width = 4;
using Vec = __m256i;
inline Vec broadcast(std::uint64_t x) { return _mm256_set1_epi64x(static_cast<long long>(x)); }
inline Vec iota() { return _mm256_set_epi64x(3, 2, 1, 0); }
inline Vec plus(Vec a, Vec b) { return _mm256_add_epi64(a, b); }
inline Vec multiply(Vec a, Vec b) { return _mm256_mul_epu32(a, b); }
inline Vec high_half(Vec a) { return _mm256_srli_epi64(a, 32); }
inline Vec xor3(Vec a, Vec b, Vec c) { return _mm256_xor_si256(_mm256_xor_si256(a, b), c); }
inline Vec join(Vec low, Vec high) { return _mm256_blend_epi32(low, _mm256_slli_epi64(high, 32), 0xAA); }
inline Vec load(const std::uint64_t* from) { return _mm256_loadu_si256(reinterpret_cast<const Vec*>(from)); }
inline void store(std::uint64_t* to, Vec a) { _mm256_storeu_si256(reinterpret_cast<Vec*>(to), a); }
#else
constexpr std::size_t width = 1;
using Vec = std::uint64_t;
inline Vec broadcast(std::uint64_t x) { return x; }
inline Vec iota() { return 0; }
inline Vec plus(Vec a, Vec b) { return a + b; }
inline Vec multiply(Vec a, Vec b) { return (a & 0xffffffff) * (b & 0xffffffff); }
inline Vec high_half(Vec a) { return a >> 32; }
inline Vec xor3(Vec a, Vec b, Vec c) { return a ^ b ^ c; }
inline Vec join(Vec low, Vec high) { return (low & 0xffffffff) | high << 32; }
inline Vec load(const std::uint64_t* from) { return *from; }
inline void store(std::uint64_t* to, Vec a) { *to = a; }
#endif

/// Vectors worked on together, to hide the latency of the multiply.
constexpr std::size_t unrolled = width == 1 ? 2 : 4;

/// `lanes` counters: their words 0 to 3.
template <std::size_t lanes>
struct State {
  static constexpr std::size_t vectors = lanes / width;
  Vec w0[vectors], w1[vectors], w2[vectors], w3[vectors];
};

template <std::size_t lanes>
[[gnu::always_inline]] inline void ten_rounds(State<lanes>& s, std::uint64_t key) {
  const Vec m0 = broadcast(0xD2511F53), m1 = broadcast(0xCD9E8D57);
  std::uint32_t k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    const Vec r0 = broadcast(k0), r1 = broadcast(k1);
#pragma GCC unroll 8
    for (std::size_t u = 0; u < s.vectors; ++u) {
      const Vec a = multiply(s.w0[u], m0), b = multiply(s.w2[u], m1);
      s.w0[u] = xor3(high_half(b), s.w1[u], r0);
      s.w1[u] = b;
      s.w2[u] = xor3(high_half(a), s.w3[u], r1);
      s.w3[u] = a;
    }
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
}

/// The words of `lanes` counters, words 0 and 1 of each into `first`, words 2 and 3 into `second`. `index(i)`
/// gives the indices of the lanes i .. i + width - 1, which differ from run.index in their low 32 bits only;
/// `replicate(i)` their replicates.
template <std::size_t lanes, class Index, class Replicate>
[[gnu::always_inline]] inline void words_of(const CounterRun& run, Index index, Replicate replicate,
                                            std::uint64_t* first, std::uint64_t* second) {
  State<lanes> s;
  const Vec sub = broadcast(std::uint64_t{run.sub} << 8);
#pragma GCC unroll 8
  for (std::size_t u = 0; u < s.vectors; ++u) {
    const Vec r = replicate(u * width);
    s.w0[u] = index(u * width);
    s.w1[u] = broadcast(run.index >> 32 | std::uint64_t{run.attempt} << 16);
    s.w2[u] = r;
    s.w3[u] = plus(high_half(r), sub);
  }
  ten_rounds(s, run.key);
#pragma GCC unroll 8
  for (std::size_t u = 0; u < s.vectors; ++u) {
    store(first + u * width, join(s.w0[u], s.w1[u]));
    store(second + u * width, join(s.w2[u], s.w3[u]));
  }
}

constexpr std::size_t lane_step = width * unrolled;

/// The 64 counters from run.index on, in two planes.
[[gnu::always_inline]] inline void block_words(const CounterRun& run, std::uint64_t* out) {
  const auto replicate = [&](std::size_t) { return broadcast(run.replicate); };
  for (std::size_t i = 0; i < 64; i += lane_step) {
    const auto index = [&](std::size_t j) { return plus(broadcast(run.index + i + j), iota()); };
    words_of<lane_step>(run, index, replicate, out + i, out + 64 + i);
  }
}

/// One counter in lane_step replicates from run.replicate on.
[[gnu::always_inline]] inline void lane_words(const CounterRun& run, std::uint64_t* first,
                                              std::uint64_t* second) {
  const auto index = [&](std::size_t) { return broadcast(run.index); };
  const auto replicate = [&](std::size_t i) { return plus(broadcast(run.replicate + i), iota()); };
  words_of<lane_step>(run, index, replicate, first, second);
}

/// Lanes that the listed forms take together, whatever the width.
constexpr std::size_t batch = 8;
constexpr std::size_t whole_batches(std::size_t size) { return (size + batch - 1) / batch * batch; }

/// One counter in `batch` replicates: run.replicate + offsets[i].
[[gnu::always_inline]] inline void listed_replicates(const CounterRun& run, const std::uint64_t* offsets,
                                                     std::uint64_t* first, std::uint64_t* second) {
  const auto index = [&](std::size_t) { return broadcast(run.index); };
  const auto replicate = [&](std::size_t i) { return plus(broadcast(run.replicate), load(offsets + i)); };
  words_of<batch>(run, index, replicate, first, second);
}

/// `batch` counters run.index + offsets[i], which differ from run.index in their low words only.
[[gnu::always_inline]] inline void listed_counters(const CounterRun& run, const std::uint64_t* offsets,
                                                   std::uint64_t* first, std::uint64_t* second) {
  const auto index = [&](std::size_t i) { return plus(broadcast(run.index), load(offsets + i)); };
  const auto replicate = [&](std::size_t) { return broadcast(run.replicate); };
  words_of<batch>(run, index, replicate, first, second);
}

/// Some of at most `most` places, in order, the last batch padded by copies of the first.
template <std::size_t most>
struct List {
  std::uint64_t at[most + 1];
  std::size_t size = 0;

  void push_if(std::uint64_t place, bool wanted) {
    at[size] = place;
    size += wanted ? 1 : 0;
  }
  std::size_t pad() {
    const std::size_t whole = whole_batches(size);
    for (std::size_t i = size; i < whole; ++i) at[i] = at[0];
    return whole;
  }
};

/// The 52-bit midpoint of a word in (0, 1): (floor(w / 2^12) + 1/2) / 2^52.
[[gnu::always_inline]] inline double open_uniform(std::uint64_t word) {
  const double one_to_two = __builtin_bit_cast(double, word >> 12 | 0x3ff0000000000000);
  return one_to_two - (1.0 - 0x1p-53);
}

}  // namespace
}  // namespace plim::PLIM_ISA
