#include "plim/estimators/continuous/histogram.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double most_bins = 0x1p53;
constexpr const char *scott_width = "scott", *freedman_diaconis = "freedman_diaconis";

/// The bin of x among `bins` from `low` to `high`: what the quotient's rounding moved over an edge is put
/// back.
double bin_of(double x, double low, double high, double bins) noexcept {
  const double width = (high - low) / bins;
  double bin = std::min(std::floor((x - low) / (high - low) * bins), bins - 1);
  if (bin > 0 && x < low + bin * width) bin -= 1;
  if (bin < bins - 1 && x >= low + (bin + 1) * width) bin += 1;
  return bin;
}

}  // namespace

std::vector<Parameter> HistogramEntropy::options() {
  Parameter bins{"bins", Domain::positive_integer, "how many; default: by the rule"};
  bins.optional = true;
  bins.largest = most_bins;
  Parameter rule{"rule", Domain::text,
                 "\"scott\" or \"freedman_diaconis\", which is the default: their width"};
  rule.optional = true;
  return {bins, rule};
}

Outcome<HistogramEntropy> HistogramEntropy::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "normal");
  if (!interval) return Refusal{interval.reason()};
  const std::string rule = options.has("rule") ? options.text("rule") : freedman_diaconis;
  if (rule != scott_width && rule != freedman_diaconis)
    return Refusal{"rule is \"" + rule + "\", but must be \"freedman_diaconis\" or \"scott\""};
  HistogramEntropy bound;
  if (options.has("bins")) bound.bins_ = real(options.integer("bins"));
  bound.by_scott_ = rule == scott_width;
  bound.interval_ = *interval;
  return bound;
}

/// NaN where the rule gives no width.
double HistogramEntropy::bins_of(const Sorted::One& s, double range) const {
  if (bins_ > 0) return bins_;
  constexpr double factor = 3.4908300929843467;  // (24 sqrt(pi))^(1/3)
  const double root = elementary::exp(elementary::log(real(s.n)) / 3);
  const double width =
      by_scott_ ? factor * spread_of(s) / root : 2 * (s.quantile(0.75) - s.quantile(0.25)) / root;
  return width > 0 ? std::clamp(std::ceil(range / width), 1.0, most_bins) : not_a_number;
}

void HistogramEntropy::estimate(const Sorted::One& s, NoWorkspace&, const Address&,
                                const EstimateRef& out) const {
  out.status = status_of_draws(s, least);
  if (out.status != Status::regular) return;
  const double low = s.x.front(), high = s.x.back(), n = real(s.n);
  if (low == high) {
    out.status = Status::infinite;
    out.out[0].value = -infinity;
    return;
  }
  const double bins = bins_of(s, high - low);
  if (std::isnan(bins)) {
    out.status = Status::undefined;
    return;
  }
  CompensatedSum sum, off, squares;  // off the surprisal of the first bin: equal bins have no spread at all
  double first = not_a_number;
  for (std::size_t i = 0; i < s.x.size();) {
    const double bin = bin_of(s.x[i], low, high, bins);
    double count = 0;
    for (; i < s.x.size() && bin_of(s.x[i], low, high, bins) == bin; ++i) count += s.count(i);
    const double surprisal = -elementary::log(count / n);
    if (std::isnan(first)) first = surprisal;
    const double share = count / n, deviation = surprisal - first;
    sum.add(share * surprisal);
    off.add(share * deviation);
    squares.add(share * deviation * deviation);
  }
  const double value = sum.value() + elementary::log((high - low) / bins);
  out.out[0].value = value;
  if (!interval_.wanted()) return;
  const double variance = std::fmax(0, squares.value() - off.value() * off.value());
  interval_.write(out.out[0], value, std::sqrt(variance / n), {});
}

}  // namespace plim
