#pragma once
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

// As in src/random/kernels: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {
namespace {

/// Classes whose Chao-Shen terms are computed side by side, which few lanes have at the same count.
struct ChaoShenTerms {
  static constexpr std::size_t most = 64;
  std::size_t size = 0, lane[most];
  double classes[most], q[most], log_q[most];

  ChaoShenTerms() {
    for (std::size_t i = 0; i < most; ++i) q[i] = 0.5, log_q[i] = -1, classes[i] = 0;
  }
  template <class LogOther>
  void add_to(double* sums, double n, LogOther log_other) {
    double terms[most];
    const std::size_t whole = (size + 7) / 8 * 8;  // places that nobody reads are computed too
    for (std::size_t i = 0; i < whole; ++i)
      terms[i] = classes[i] * count_terms::horvitz_thompson(q[i], log_q[i], log_other(q[i]), n);
    for (std::size_t i = 0; i < size; ++i) sums[lane[i]] += terms[i];
    size = 0;
  }
};

/// The terms of the counts from `begin` to `end`, in that order in every lane.
template <class LogOther>
void add_chao_shen(std::size_t begin, std::size_t end, const ChaoShenLanes& v, double n, LogOther log_other) {
  ChaoShenTerms terms;
  for (std::size_t j = begin; j < end; ++j) {
    const std::int64_t* f = v.frequency + j * v.lanes;
    std::int64_t any = 0;
    for (std::size_t l = 0; l < v.lanes; ++l) any |= f[l];
    if (any == 0) continue;
    const double count = static_cast<double>(j), share = count / n, log_share = elementary::log(share);
    const double c_log_c = count_terms::c_log_c(count);
    for (std::size_t l = 0; l < v.lanes; ++l) {
      if (f[l] == 0 || v.coverage[l] * count > count_terms::certain) continue;
      const double classes = static_cast<double>(f[l]);
      v.others[l] -= classes * count;
      v.others_c_log_c[l] -= classes * c_log_c;
      terms.lane[terms.size] = l;
      terms.classes[terms.size] = classes;
      terms.q[terms.size] = v.coverage[l] * share;
      terms.log_q[terms.size] = v.log_coverage[l] + log_share;
      if (++terms.size == ChaoShenTerms::most) terms.add_to(v.sums, n, log_other);
    }
  }
  terms.add_to(v.sums, n, log_other);
}

inline void chao_shen(const ChaoShenLanes& v, std::size_t small, double n) {
  double least = 1;
  for (std::size_t l = 0; l < v.lanes; ++l) least = v.coverage[l] < least ? v.coverage[l] : least;
  // Counts that are certain in every lane are passed over.
  while (small > 1 && least * static_cast<double>(small - 1) > count_terms::certain) --small;
  std::size_t near_zero = 1;  // counts below it have q <= 2^-7
  while (near_zero < small && static_cast<double>(near_zero) <= 0x1p-7 * n) ++near_zero;
  add_chao_shen(1, near_zero, v, n, [](double q) { return count_terms::log_complement(q); });
  add_chao_shen(near_zero, small, v, n, [](double q) { return elementary::log1p(-q); });
}

}  // namespace
}  // namespace plim::PLIM_ISA
