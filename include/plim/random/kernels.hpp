#pragma once
#include <cstddef>
#include <cstdint>

namespace plim {

/// The first counter of a run, and the key, as kernels take them: no types of the library enter their files.
struct CounterRun {
  std::uint64_t key;
  std::uint64_t index;  // a multiple of 64 where the run goes along the index
  std::uint64_t replicate;
  std::uint32_t sub;
  std::uint32_t attempt;
};

/// Attempts that the fill of a plane may take of a counter.
inline constexpr std::uint32_t attempts_of_plane = 1U << 13;

/// What the alias kernel reads of a table of 2^bits columns: of each the first 32 - bits of its threshold's
/// 64 - bits digits, and below them its alias. At least 32 entries, so that small tables fit registers whole.
struct AliasColumns {
  unsigned bits;
  const std::uint32_t* entry;
};

/// Lanes that the binomial kernel takes together.
inline constexpr std::size_t binomial_chunk = 64;

/// The block loops that exist once per instruction set. All sets give the same bytes.
struct RandomKernels {
  /// Words of counters index .. + 64 blocks - 1 in planes: of each 64 counters first their words 0 and 1 as
  /// 64 64-bit numbers, then their words 2 and 3. `out: [128 blocks]`.
  void (*words)(CounterRun run, std::size_t blocks, std::uint64_t* out);
  /// Words of one counter in replicates replicate .. + lanes - 1: words 0 and 1 of each lane into `first`,
  /// words 2 and 3 into `second`. Each `[lanes]`.
  void (*words_lanes)(CounterRun run, std::size_t lanes, std::uint64_t* first, std::uint64_t* second);
  /// Open uniforms of the words of `words`: `out: [128 blocks]`.
  void (*open)(CounterRun run, std::size_t blocks, double* out);
  /// Standard normals, a Box-Muller pair per counter: cosines in the first plane, sines in the second.
  void (*normal)(CounterRun run, std::size_t blocks, double* out);
  /// Standard exponentials -ln u.
  void (*exponential)(CounterRun run, std::size_t blocks, double* out);
  /// Classes of the 256 32-bit words of one block of counters, in memory order; bit 31 marks a tie with the
  /// threshold, whose low bits hold the column. True if there is a tie. `out: [256]`.
  bool (*alias)(CounterRun run, AliasColumns columns, std::uint32_t* out);
  /// Binomial(n[l], p[l]), 0 <= n <= 2^53, 0 <= p <= 1, of counter run.index in replicates run.replicate + l;
  /// at most `binomial_chunk` lanes, each array `[lanes]`. A lane that is not done after 64 attempts gets -1.
  void (*binomial)(CounterRun run, std::size_t lanes, const std::int64_t* n, const double* p,
                   std::int64_t* drawn);
  /// Gammas of a shape > 0 and scale 1 for `blocks` blocks of 64 counters: `out: [128 blocks]`. False if one
  /// had all attempts of its plane, which begins at run.attempt.
  bool (*gamma)(CounterRun run, std::size_t blocks, double shape, double* out);
};

/// plim::elementary over arrays in place, `x: [size]`, the same bytes as one by one on all sets.
struct ArrayKernels {
  void (*log)(std::size_t size, double* x);
  void (*log1p)(std::size_t size, double* x);
  void (*exp)(std::size_t size, double* x);
  void (*expm1)(std::size_t size, double* x);
  /// Sines in place of the turns, `cosines: [size]` apart from them.
  void (*sincos_turns)(std::size_t size, double* x, double* cosines);
  void (*divide)(std::size_t size, double* x, double by);
};

/// The kernels of the active instruction set.
const RandomKernels& random_kernels();
const ArrayKernels& array_kernels();

}  // namespace plim
