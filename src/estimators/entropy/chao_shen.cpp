#include "plim/estimators/entropy/chao_shen.hpp"

#include "plim/numeric/elementary.hpp"
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

/// 1 - (1 - q)^n is 1 in double precision from here on: (1 - C c/n)^n < exp(-C c) < 2^-54.
constexpr double certain = 38;

double good_turing_coverage(double n, double singletons) noexcept {
  return 1 - (singletons == n ? n - 1 : singletons) / n;
}

/// The terms of the counts that `frequency` leaves out. Where each is certain to be seen they are -q ln q,
/// whose sum follows from sum c ln c; else, with very low coverage, they are summed one by one.
double large_counts(const CountFeatures& v, std::size_t lane, double coverage) noexcept {
  double count = static_cast<double>(v.n), c_log_c = v.sum_c_log_c[lane];
  for (std::size_t j = 1; j < CountFeatures::small; ++j) {
    const double f = static_cast<double>(v.frequency[j * v.lanes + lane]), c = static_cast<double>(j);
    count -= f * c;
    c_log_c -= f * count_terms::c_log_c(c);
  }
  if (count <= 0) return 0;
  const double n = static_cast<double>(v.n), log_scale = elementary::log(coverage) - elementary::log(n);
  if (coverage * static_cast<double>(CountFeatures::small) > certain)
    return -coverage / n * (c_log_c + log_scale * count);
  double sum = 0;
  for (std::size_t r = 0; r < v.rows; ++r) {
    const std::int64_t c = v.c[r * v.lanes + lane];
    if (c < static_cast<std::int64_t>(CountFeatures::small)) continue;
    const double x = static_cast<double>(c);
    sum += count_terms::horvitz_thompson(coverage * x / n, elementary::log(x) + log_scale, n);
  }
  return sum;
}

}  // namespace

void EntropyChaoShen::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                     const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  w.coverage.resize(out.lanes);
  w.sum.assign(out.lanes, 0.0);
  for (std::size_t lane = 0; lane < out.lanes; ++lane)
    w.coverage[lane] = good_turing_coverage(n, static_cast<double>(v.frequency[v.lanes + lane]));
  count_kernels().chao_shen(v.frequency, CountFeatures::small, out.lanes, n, w.coverage.data(), w.sum.data());
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n > 0) out.cells[lane].value = w.sum[lane] + large_counts(v, lane, w.coverage[lane]);
  }
}

}  // namespace plim
