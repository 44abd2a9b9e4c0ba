#include "plim/estimators/continuous/kernel_density.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/real_kernels.hpp"

namespace plim {
namespace {

constexpr const char *scott_bandwidth = "scott", *silverman_bandwidth = "silverman";

/// ln sum_j phi((x_j - x_i)/h) sqrt(2 pi) of x ascending, less the reference: the smallest square distance in
/// the sum, beside which no kernel underflows.
double log_kernels(std::span<const double> x, std::size_t i, double h, bool with_itself) noexcept {
  double nearest = 0;
  if (!with_itself) {
    nearest = infinity;
    if (i > 0) nearest = x[i] - x[i - 1];
    if (i + 1 < x.size()) nearest = std::min(nearest, x[i + 1] - x[i]);
  }
  const double reference = (nearest / h) * (nearest / h);
  // n kernels beyond it are below 2^-54 of the one at the reference.
  const double reach = h * std::sqrt(reference + 2 * (elementary::log(static_cast<double>(x.size())) + 38));
  const auto first = static_cast<std::size_t>(std::lower_bound(x.begin(), x.end(), x[i] - reach) - x.begin()),
             last = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), x[i] + reach) - x.begin());
  const double sum = gauss_sum_of_reals(x.subspan(first, i - first), x[i], h, reference) +
                     gauss_sum_of_reals(x.subspan(i + 1, last - i - 1), x[i], h, reference) +
                     (with_itself ? 1.0 : 0.0);
  return elementary::log(sum) - 0.5 * reference;
}

}  // namespace

std::vector<Parameter> KernelEntropy::options() {
  Parameter h{"h", Domain::positive, "bandwidth in the unit of the data; default: by bw"};
  h.optional = true;
  Parameter rule{"bw", Domain::text, "\"silverman\" or \"scott\", which is the default: their bandwidth"};
  rule.optional = true;
  return {h, rule};
}

Outcome<KernelEntropy> KernelEntropy::bind(std::string_view name, const Knowns& knowns,
                                           const Arguments& options) {
  const Outcome<NormalInterval> interval = bind_normal(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  const std::string rule = options.has("bw") ? options.text("bw") : scott_bandwidth;
  if (rule != scott_bandwidth && rule != silverman_bandwidth)
    return Refusal{"bw is \"" + rule + "\", but must be \"scott\" or \"silverman\""};
  KernelEntropy bound(*interval);
  if (options.has("h")) bound.h_ = options.real("h");
  bound.by_silverman_ = rule == silverman_bandwidth;
  return bound;
}

double KernelEntropy::bandwidth_of(const Sorted::One& s) const {
  if (h_ > 0) return h_;
  const double n = real(s.n) * (by_silverman_ ? 0.75 : 1.0);
  return spread_of(s) * elementary::exp(-elementary::log(n) / 5);
}

void KernelEntropy::write(const Sorted::One& s, workspace& w, bool with_itself,
                          const EstimateRef& out) const {
  out.status = status_of_draws(s, least);
  if (out.status != Status::regular) return;
  const double h = bandwidth_of(s);
  w.terms.assign(static_cast<std::size_t>(s.n), -infinity);
  const std::span<const double> x = one_by_one(s, w.x);
  for (std::size_t i = 0; i < x.size() && h > 0; ++i) w.terms[i] = -log_kernels(x, i, h, with_itself);
  const double others = real(s.n) - (with_itself ? 0 : 1);
  MeanOfTerms::write(elementary::log(others) + elementary::log(h) + half_log_two_pi, w.terms, out);
}

Outcome<KernelResubstitution> KernelResubstitution::bind(const Knowns& knowns, const Arguments& options) {
  return KernelEntropy::bind(name, knowns, options).map([](const auto& b) {
    return KernelResubstitution{b};
  });
}

void KernelResubstitution::estimate(const Sorted::One& s, workspace& w, const Address&,
                                    const EstimateRef& out) const {
  write(s, w, true, out);
}

Outcome<KernelLeaveOneOut> KernelLeaveOneOut::bind(const Knowns& knowns, const Arguments& options) {
  return KernelEntropy::bind(name, knowns, options).map([](const auto& b) { return KernelLeaveOneOut{b}; });
}

void KernelLeaveOneOut::estimate(const Sorted::One& s, workspace& w, const Address&,
                                 const EstimateRef& out) const {
  write(s, w, false, out);
}

}  // namespace plim
