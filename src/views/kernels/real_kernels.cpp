#include <cstddef>
#include <cstdint>

#include "plim/numeric/elementary.hpp"

// As in src/random/kernels: nothing of the standard library that could emit code. Sixteen partial sums in as
// many vectors as the instruction set needs for them: the order of every sum is fixed.
namespace plim::PLIM_ISA {
namespace {

#if PLIM_ISA_v4
constexpr std::size_t width = 8;
#elif PLIM_ISA_v3
constexpr std::size_t width = 4;
#else
constexpr std::size_t width = 2;
#endif
constexpr std::size_t step = 16, vectors = step / width;
using Vec = double __attribute__((vector_size(8 * width)));
using Bits = std::int64_t __attribute__((vector_size(8 * width)));

constexpr double infinity = __builtin_huge_val();
constexpr std::int64_t sign_off = 0x7fffffffffffffff, mantissa_mask = 0xfffffffffffff,
                       one_bits = 0x3ff0000000000000;

/// ((a0 + a1) + (a2 + a3)) + ((a4 + a5) + (a6 + a7)), a_j = x_j + x_(j+8).
inline double fold(const double* x) {
  double a[8];
  for (std::size_t j = 0; j < 8; ++j) a[j] = x[j] + x[j + 8];
  return ((a[0] + a[1]) + (a[2] + a[3])) + ((a[4] + a[5]) + (a[6] + a[7]));
}

/// Sixteen numbers of one kind.
template <class V>
struct Row {
  V v[vectors];
};

[[gnu::always_inline]] inline void load(const double* x, Row<Vec>& row) {
  __builtin_memcpy(&row, x, sizeof row);
}

/// The first `rest` numbers, filled up to sixteen with `neutral`.
inline void load_rest(const double* x, std::size_t rest, double neutral, Row<Vec>& row) {
  double padded[step];
  for (std::size_t i = 0; i < step; ++i) padded[i] = i < rest ? x[i] : neutral;
  load(padded, row);
}

template <class V, class T>
[[gnu::always_inline]] inline void fill(Row<V>& row, T x) {
  for (std::size_t i = 0; i < vectors; ++i) row.v[i] = V{} + x;
}

struct Extremes {
  Row<Vec> min, max;
  Row<Bits> whole;

  [[gnu::always_inline]] void add(const Row<Vec>& x) {
    for (std::size_t i = 0; i < vectors; ++i) {
      const Vec v = x.v[i];
      min.v[i] = v < min.v[i] ? v : min.v[i];
      max.v[i] = v > max.v[i] ? v : max.v[i];
      // Numbers from 2^52 on are integers, and others survive being rounded there.
      const Vec size = reinterpret_cast<Vec>(reinterpret_cast<Bits>(v) & sign_off);
      const Vec rounded = (size + 0x1p52) - 0x1p52;
      whole.v[i] &= (rounded == size) | (size >= 0x1p52);
    }
  }
};

/// Products of mantissas in [1, 2) and sums of exponents.
struct Product {
  Row<Vec> mantissa;
  Row<Bits> exponent;

  [[gnu::always_inline]] void multiply(const Row<Vec>& x) {
    for (std::size_t i = 0; i < vectors; ++i) {
      const Bits bits = reinterpret_cast<Bits>(x.v[i]);
      mantissa.v[i] *= reinterpret_cast<Vec>((bits & mantissa_mask) | one_bits);
      exponent.v[i] += (bits >> 52) - 1023;
    }
  }
  void normalise() {
    const Row<Vec> product = mantissa;
    fill(mantissa, 1.0);
    multiply(product);
  }
};

/// sum of term(x_i).
template <class Term>
double sum_of(const double* x, std::size_t n, Term term) {
  double part[step] = {};
  const std::size_t end = n / step * step;
  for (std::size_t i = 0; i < end; i += step) {
    for (std::size_t j = 0; j < step; ++j) part[j] += term(x[i + j]);
  }
  for (std::size_t i = end; i < n; ++i) part[i - end] += term(x[i]);
  return fold(part);
}

}  // namespace

void real_sums(const double* x, std::size_t n, double* sum, double* min, double* max, bool* whole);
double log_sum(const double* x, std::size_t n);
double log_gap(const double* x, std::size_t n, double mean);
double gauss_sum(const double* x, std::size_t n, double at, double h, double reference);

void real_sums(const double* x, std::size_t n, double* sum, double* min, double* max, bool* whole) {
  Row<Vec> sums, row;
  Extremes extremes;
  fill(sums, 0.0);
  fill(extremes.min, infinity);
  fill(extremes.max, -infinity);
  fill(extremes.whole, std::int64_t{-1});
  const std::size_t end = n / step * step;
  for (std::size_t i = 0; i < end; i += step) {
    load(x + i, row);
    for (std::size_t j = 0; j < vectors; ++j) sums.v[j] += row.v[j];
    extremes.add(row);
  }
  if (n > end) {
    load_rest(x + end, n - end, 0.0, row);
    for (std::size_t j = 0; j < vectors; ++j) sums.v[j] += row.v[j];
    load_rest(x + end, n - end, x[end], row);
    extremes.add(row);
  }
  double parts[step], low[step], high[step];
  std::int64_t integers[step];
  __builtin_memcpy(parts, &sums, sizeof parts);
  __builtin_memcpy(low, &extremes.min, sizeof low);
  __builtin_memcpy(high, &extremes.max, sizeof high);
  __builtin_memcpy(integers, &extremes.whole, sizeof integers);
  *sum = fold(parts);
  *min = infinity;
  *max = -infinity;
  *whole = true;
  for (std::size_t j = 0; j < step; ++j) {
    *min = low[j] < *min ? low[j] : *min;
    *max = high[j] > *max ? high[j] : *max;
    *whole = *whole && integers[j] != 0;
  }
}

double log_sum(const double* x, std::size_t n) {
  constexpr std::size_t run = 512 * step;  // a product of 512 mantissas stays below 2^512
  Product product;
  Row<Vec> row;
  fill(product.mantissa, 1.0);
  fill(product.exponent, std::int64_t{0});
  for (std::size_t begin = 0; begin < n; begin += run) {
    const std::size_t left = n - begin < run ? n - begin : run;
    const std::size_t end = begin + left / step * step;
    for (std::size_t i = begin; i < end; i += step) {
      load(x + i, row);
      product.multiply(row);
    }
    if (left % step != 0) {
      load_rest(x + end, left % step, 1.0, row);
      product.multiply(row);
    }
    product.normalise();
  }
  double logs[step];
  std::int64_t exponents[step], exponent = 0;
  __builtin_memcpy(logs, &product.mantissa, sizeof logs);
  __builtin_memcpy(exponents, &product.exponent, sizeof exponents);
  for (std::size_t j = 0; j < step; ++j) {
    logs[j] = elementary::log(logs[j]);
    exponent += exponents[j];
  }
  constexpr double ln2_hi = 6.93147180369123816490e-01, ln2_lo = 1.90821492927058770002e-10;
  const double e = static_cast<double>(exponent);
  return e * ln2_hi + (fold(logs) + e * ln2_lo);
}

double log_gap(const double* x, std::size_t n, double mean) {
  return sum_of(x, n, [mean](double v) {
    const double d = (v - mean) / mean;
    return (1 + d) * elementary::relative_gain(-d / (1 + d));
  });
}

double gauss_sum(const double* x, std::size_t n, double at, double h, double reference) {
  return sum_of(x, n, [=](double v) {
    const double z = (v - at) / h;
    return elementary::exp(0.5 * (reference - z * z));
  });
}

}  // namespace plim::PLIM_ISA
