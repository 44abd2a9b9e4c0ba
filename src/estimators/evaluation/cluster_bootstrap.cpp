#include "plim/estimators/evaluation/cluster_bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "plim/random/places.hpp"

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

ResampleSums resample(const Address& own, const std::vector<ResampledGroup>& groups) {
  ResampleSums sums;
  std::vector<std::uint64_t> words;
  draw_places(own, groups.size(), groups.size(), words, [&](std::size_t g) { sums.add(groups[g]); });
  return sums;
}

/// The same of groups of weight 1, bit by bit, from half of the memory: of items without tokens.
ResampleSums resample(const Address& own, const std::vector<double>& rests) {
  double rest = 0, squares = 0;
  std::vector<std::uint64_t> words;
  draw_places(own, rests.size(), rests.size(), words, [&](std::size_t g) {
    rest += rests[g];
    squares += rests[g] * rests[g];
  });
  return {rest, real(rests.size()), squares, rest, real(rests.size())};
}

/// mean* - mean and (mean* - mean) / se* of each resample.
struct Resampled {
  std::vector<double> shifts, statistics;
};

template <class Group>
Resampled resample_all(const std::vector<Group>& groups, std::uint32_t resamples, const Address& own,
                       const RunAll& run) {
  Resampled all{std::vector<double>(resamples), std::vector<double>(resamples)};
  run(resamples, [&](std::uint64_t b) {
    Address address = own;
    address.sub = static_cast<std::uint32_t>(b);
    const ResampleSums sums = resample(address, groups);
    const double shift = sums.shift(), se = sums.se(real(groups.size()));
    all.shifts[b] = shift;
    all.statistics[b] = shift == 0 ? 0 : se > 0 ? shift / se : std::copysign(infinity, shift);
  });
  return all;
}

Resampled resample_all(const GroupTotals& totals, double mean, std::uint32_t resamples, const Address& own,
                       const RunAll& run) {
  const std::size_t G = totals.values.size();
  if (std::all_of(totals.weights.begin(), totals.weights.end(), [](double w) { return w == 1; })) {
    std::vector<double> rests(G);
    for (std::size_t g = 0; g < G; ++g) rests[g] = totals.values[g] - mean;
    return resample_all(rests, resamples, own, run);
  }
  std::vector<ResampledGroup> groups(G);
  for (std::size_t g = 0; g < G; ++g)
    groups[g] = {totals.values[g] - mean * totals.weights[g], totals.weights[g]};
  return resample_all(groups, resamples, own, run);
}

/// How many resamples are beyond either limit, which then leaves out 0 exactly where p <= 1 - level.
std::size_t beyond_limits(std::size_t resamples, double level) {
  constexpr double rounding = 1e-9;  // of 1 - level, times resamples
  return static_cast<std::size_t>(0.5 * (1 - level) * (static_cast<double>(resamples) + 1) + rounding);
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

BootstrapMean bootstrap_mean(const GroupTotals& totals, double level, std::uint32_t resamples,
                             const Address& own, const RunAll& run) {
  const RatioMean mean = ratio_mean(totals);
  if (!(mean.se > 0) || !std::isfinite(mean.se) || resamples < 2) return {};
  auto [shifts, statistics] = resample_all(totals, mean.value, resamples, own, run);
  std::sort(statistics.begin(), statistics.end());
  const std::size_t k = beyond_limits(resamples, level);
  const double low = k > 0 ? statistics[k - 1] : -infinity,
               high = k > 0 ? statistics[resamples - k] : infinity;
  return {sd_of(shifts),
          {finite_or_none(mean.value - high * mean.se), finite_or_none(mean.value - low * mean.se)},
          bootstrap_p(statistics, mean.value / mean.se)};
}

}  // namespace plim::evaluation
