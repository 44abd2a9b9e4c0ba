#include "plim/estimators/evaluation/cluster_bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "plim/random/places.hpp"
#include "plim/views/sorted.hpp"

namespace plim::evaluation {
namespace {

/// What a group adds to a resample: r = S - m W, and W; side by side, as draws go all over memory.
struct ResampledGroup {
  double rest, weight;
};

/// Sums over the groups of a resample: of r = S - m W, W, and their products.
struct ResampleSums {
  double rest = 0, weight = 0, rest_squares = 0, products = 0, weight_squares = 0;

  void add(const ResampledGroup& group) {
    const double r = group.rest, w = group.weight;
    rest += r;
    weight += w;
    rest_squares += r * r;
    products += r * w;
    weight_squares += w * w;
  }
  double shift() const { return rest / weight; }
  double se(double groups) const {
    const double d = shift();
    const double squares = rest_squares - 2 * d * products + d * d * weight_squares;
    return std::sqrt(std::max(0.0, groups / (groups - 1) * squares)) / weight;
  }
};

double quantile_of(const std::vector<double>& sorted, double p) {
  return Sorted::One{static_cast<std::int64_t>(sorted.size()), sorted, {}}.quantile(p);
}

double sd_of(const std::vector<double>& x) {
  double mean = 0, squares = 0;
  for (const double v : x) mean += v / real(x.size());
  for (const double v : x) squares += (v - mean) * (v - mean);
  return std::sqrt(squares / real(x.size() - 1));
}

double finite_or_none(double x) { return std::isfinite(x) ? x : Shape::unknown; }

/// Of statistics in ascending order, beside that of the sample.
double bootstrap_p(const std::vector<double>& sorted, double statistic) {
  const auto below = std::upper_bound(sorted.begin(), sorted.end(), statistic) - sorted.begin();
  const auto above = sorted.end() - std::lower_bound(sorted.begin(), sorted.end(), statistic);
  return std::min(1.0, 2 * real(1 + std::min(below, above)) / real(sorted.size() + 1));
}

}  // namespace

BootstrapMean bootstrap_mean(const GroupTotals& totals, double level, std::uint32_t resamples, Address own) {
  const RatioMean mean = ratio_mean(totals);
  if (!(mean.se > 0) || !std::isfinite(mean.se) || resamples < 2) return {};
  const std::size_t G = totals.values.size();
  std::vector<double> shifts, statistics;
  std::vector<ResampledGroup> groups(G);
  for (std::size_t g = 0; g < G; ++g)
    groups[g] = {totals.values[g] - mean.value * totals.weights[g], totals.weights[g]};
  std::vector<std::uint64_t> words;
  for (std::uint32_t b = 0; b < resamples; ++b) {
    own.sub = b;
    ResampleSums sums;
    draw_places(own, G, G, words, [&](std::size_t g) { sums.add(groups[g]); });
    const double shift = sums.shift();
    shifts.push_back(shift);
    statistics.push_back(shift == 0 ? 0 : shift / sums.se(real(G)));
  }
  std::sort(statistics.begin(), statistics.end());
  const double low = quantile_of(statistics, 0.5 * (1 - level)),
               high = quantile_of(statistics, 0.5 * (1 + level));
  return {sd_of(shifts),
          {finite_or_none(mean.value - high * mean.se), finite_or_none(mean.value - low * mean.se)},
          bootstrap_p(statistics, mean.value / mean.se)};
}

}  // namespace plim::evaluation
