#include "plim/estimators/entropy/chao_shen.hpp"

#include <array>
#include <cmath>

#include "plim/estimators/entropy/chao_wang_jost.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

/// 1 - (1 - q)^n is 1 in double precision from here on: (1 - C c/n)^n < exp(-C c) < 2^-54.
constexpr double certain = 38;

double good_turing_coverage(double n, double singletons) noexcept {
  if (n == 0) return 1;  // nothing is divided; the sample is told to be empty
  return 1 - (singletons == n ? n - 1 : singletons) / n;
}

/// 1/(n over c), to within 2^-60.
double inverse_binomial(double n, double c) noexcept {
  const double least = std::fmin(c, n - c);
  double product = 1;
  for (double i = 1; i <= least && product > 0x1p-60; ++i) product *= i / (n - least + i);
  return product;
}

double zhang_huang_coverage(const CountFeatures::One& sample, double once, double twice) noexcept {
  const double n = static_cast<double>(sample.n);
  if (once == 0) return 1;
  CompensatedSum coverage;
  coverage.add(1);
  for (std::size_t r = 0; r < sample.rows; ++r) {
    const std::int64_t c = sample.count(r);
    if (2 * static_cast<double>(c) >= n) return 1 - (1 - chao_wang_jost_ratio(n, once, twice)) * once / n;
    const double term = c > 0 ? inverse_binomial(n, static_cast<double>(c)) : 0.0;
    coverage.add(c % 2 == 0 ? term : -term);
  }
  return coverage.value();
}

/// c ln c of the counts that `frequency` holds.
using SmallTerms = std::array<double, CountFeatures::small>;
const SmallTerms& small_c_log_c() {
  static const SmallTerms terms = [] {
    SmallTerms t;
    for (std::size_t c = 0; c < t.size(); ++c) t[c] = count_terms::c_log_c(static_cast<double>(c));
    return t;
  }();
  return terms;
}

/// The terms of the counts that `frequency` leaves out. Where each is certain to be seen they are -q ln q,
/// whose sum follows from sum c ln c; else, with very low coverage, they are summed one by one.
double large_counts(const CountFeatures& v, std::size_t lane, double coverage) noexcept {
  const SmallTerms& small = small_c_log_c();
  double count = static_cast<double>(v.n), c_log_c = v.sum_c_log_c[lane];
  for (std::size_t j = 1; j < CountFeatures::small; ++j) {
    const double f = static_cast<double>(v.frequency[j * v.lanes + lane]);
    count -= f * static_cast<double>(j);
    c_log_c -= f * small[j];
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
    const double q = coverage * x / n;
    sum += count_terms::horvitz_thompson(q, elementary::log(x) + log_scale, elementary::log1p(-q), n);
  }
  return sum;
}

}  // namespace

std::vector<Parameter> EntropyChaoShen::options() {
  Parameter coverage{"coverage", Domain::text, "\"good_turing\", which is the default, or \"zhang_huang\""};
  coverage.optional = true;
  return {coverage};
}

Outcome<EntropyChaoShen> EntropyChaoShen::bind(const Knowns&, const Arguments& options) {
  const std::string coverage = options.has("coverage") ? options.text("coverage") : "good_turing";
  if (coverage != "good_turing" && coverage != "zhang_huang")
    return Refusal{"coverage is \"" + coverage + "\", but must be \"good_turing\" or \"zhang_huang\""};
  EntropyChaoShen bound;
  bound.of_all_frequencies_ = coverage == "zhang_huang";
  return bound;
}

void EntropyChaoShen::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                     const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  w.coverage.resize(out.lanes);
  w.log_coverage.resize(out.lanes);
  w.sum.assign(out.lanes, 0.0);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    const double once = static_cast<double>(v.frequency[v.lanes + lane]);
    const double twice = static_cast<double>(v.frequency[2 * v.lanes + lane]);
    w.coverage[lane] = of_all_frequencies_ && once < n ? zhang_huang_coverage(v.one(lane), once, twice)
                                                       : good_turing_coverage(n, once);
    w.log_coverage[lane] = elementary::log(w.coverage[lane]);
  }
  count_kernels().chao_shen(v.frequency, CountFeatures::small, out.lanes, n, w.coverage.data(),
                            w.log_coverage.data(), w.sum.data());
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n == 0) continue;
    out.cells[lane].value = w.sum[lane] + large_counts(v, lane, w.coverage[lane]);
    if (v.observed[lane] > 1) continue;
    out.cells[lane].value = 0;
    out.status[lane] = Status::boundary;
  }
}

}  // namespace plim
