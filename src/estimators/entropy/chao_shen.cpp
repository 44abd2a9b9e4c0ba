#include "plim/estimators/entropy/chao_shen.hpp"

#include <cmath>

#include "plim/estimators/entropy/chao_wang_jost.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

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

/// The terms of the classes of a lane whose counts, `others` in all, the kernel left out. Where each is
/// certain to be seen they are -q ln q, whose sum follows from sum c ln c; else, with very low coverage,
/// large counts are summed one by one.
double other_terms(const CountFeatures& v, std::size_t lane, double coverage, double log_scale, double others,
                   double others_c_log_c) noexcept {
  if (others <= 0) return 0;
  const double n = static_cast<double>(v.n);
  if (coverage * static_cast<double>(CountFeatures::small) > count_terms::certain)
    return -coverage / n * (others_c_log_c + log_scale * others);
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
  const double n = static_cast<double>(v.n), log_n = elementary::log(n);
  for (std::vector<double>* filled : {&w.coverage, &w.log_coverage, &w.sum, &w.others, &w.others_c_log_c})
    filled->assign(out.lanes, 0.0);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    const double once = static_cast<double>(v.frequency[v.lanes + lane]);
    const double twice = static_cast<double>(v.frequency[2 * v.lanes + lane]);
    w.coverage[lane] = of_all_frequencies_ && once < n ? zhang_huang_coverage(v.one(lane), once, twice)
                                                       : good_turing_coverage(n, once);
    w.log_coverage[lane] = elementary::log(w.coverage[lane]);
    w.others[lane] = n;
    w.others_c_log_c[lane] = v.sum_c_log_c[lane];
  }
  count_kernels().chao_shen({out.lanes, v.frequency, w.coverage.data(), w.log_coverage.data(), w.sum.data(),
                             w.others.data(), w.others_c_log_c.data()},
                            CountFeatures::small, n);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n == 0) continue;
    out.cells[lane].value = w.sum[lane] + other_terms(v, lane, w.coverage[lane], w.log_coverage[lane] - log_n,
                                                      w.others[lane], w.others_c_log_c[lane]);
    if (v.observed[lane] > 1) continue;
    out.cells[lane].value = 0;
    out.status[lane] = Status::boundary;
  }
}

}  // namespace plim
