#pragma once
#include <cstddef>
#include <cstdint>

namespace plim {

/// A block of rows of counts: `c: [rows][lanes]`.
struct CountRows {
  const std::int64_t* c;
  std::size_t rows, lanes;
};

/// A function of a count at c = 0 .. size - 1.
struct TermTable {
  const double* values;
  std::size_t size;
};

/// Numbers in units of 2^-52, whose sums are exact, so that neither their order nor what adds them matters.
__extension__ using FixedSum = __int128;
[[gnu::always_inline]] inline std::int64_t to_fixed(double x) {
  return static_cast<std::int64_t>(x * 0x1p52 + (x < 0 ? -0.5 : 0.5));
}
inline constexpr std::size_t fixed_rows = 64;  // as many terms of a table are added in 64 bits
inline constexpr double most_tabulated = 16;   // which therefore are below it in size

/// A function of a count: `values[c]` = to_fixed(term(c)) at c = 0 .. size - 1, a power of two.
struct FixedTerms {
  const std::int64_t* values;
  std::size_t size;
  double (*term)(double c);
};

/// What Chao and Shen's estimator reads and adds up, [lanes] each but `frequency: [small][lanes]`.
struct ChaoShenLanes {
  std::size_t lanes;
  const std::int64_t* frequency;
  const double *coverage, *log_coverage;
  double *sums, *others, *others_c_log_c;
};

/// Loops over counts, compiled for one instruction set. All add to `sums: [lanes]` in the order of the rows,
/// so that the bits depend neither on the vector width nor on how the rows are cut into blocks, and rows of
/// zeros leave no trace.
struct CountKernels {
  void (*log_shifted)(const std::int64_t* c, std::size_t size, double a, double* logs);
  /// sums += c ln c, observed += the classes seen: [lanes] each.
  void (*plug_in)(CountRows rows, TermTable table, double* sums, double* observed);
  void (*log_squares)(CountRows rows, double* sums);
  void (*jackknife)(CountRows rows, TermTable table, double* sums);
  /// sums: [lanes] += a function of the count.
  void (*fixed_sums)(CountRows rows, const FixedTerms& terms, FixedSum* sums);
  /// frequency: [small][lanes] += the classes seen j = 1 .. small - 1 times.
  void (*frequencies)(CountRows rows, std::size_t small, std::int64_t* frequency);
  /// sums += frequency_j times the Chao-Shen term of q = coverage j / n over the j < small that are not
  /// certain to be seen again; their j and j ln j are taken from `others` and `others_c_log_c`.
  void (*chao_shen)(const ChaoShenLanes& lanes, std::size_t small, double n);
  /// sums += (c + a) ln(c + a) of the classes seen, a: [lanes].
  void (*smoothed)(CountRows rows, const double* a, double* sums);
  /// sums += (c + a) psi(c + a + 1) of the classes seen, a: [lanes]; with a table a is that of all lanes.
  void (*dirichlet_mean)(CountRows rows, const double* a, TermTable table, double* sums);
  /// sums += count_terms::dirichlet_variance(c + a, centre) of the classes seen.
  void (*dirichlet_variance)(CountRows rows, const double* a, const double* centre, double* sums);
};

/// Those of the active instruction set.
const CountKernels& count_kernels();

}  // namespace plim
