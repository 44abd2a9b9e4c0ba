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

/// Loops over counts, compiled for one instruction set. All add to `sums: [lanes]` in the order of the rows,
/// so that the bits depend neither on the vector width nor on how the rows are cut into blocks, and rows of
/// zeros leave no trace.
struct CountKernels {
  void (*log_shifted)(const std::int64_t* c, std::size_t size, double a, double* logs);
  void (*c_log_c)(CountRows rows, TermTable table, double* sums);
  void (*log_squares)(CountRows rows, double* sums);
  void (*jackknife)(CountRows rows, TermTable table, double* sums);
  void (*observed)(CountRows rows, double* sums);
  /// sums += a function of the count, by its table or, where that ends, by itself.
  void (*looked_up)(CountRows rows, TermTable table, double (*term)(double c), double* sums);
  /// frequency: [small][lanes] += the classes seen j = 1 .. small - 1 times.
  void (*frequencies)(CountRows rows, std::size_t small, std::int64_t* frequency);
  /// sums += sum over j < small of frequency_j times the Chao-Shen term of q = coverage j / n.
  void (*chao_shen)(const std::int64_t* frequency, std::size_t small, std::size_t lanes, double n,
                    const double* coverage, const double* log_coverage, double* sums);
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
