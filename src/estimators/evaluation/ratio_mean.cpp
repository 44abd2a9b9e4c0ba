#include "plim/estimators/evaluation/ratio_mean.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

namespace plim::evaluation {
namespace {

double weight_at(std::span<const double> weights, std::size_t i) {
  return weights.empty() ? 1.0 : weights[i];
}

/// A compensated sum that may be infinite, where the compensation is none.
class LossSum {
 public:
  void add(double x) noexcept {
    exact_.add(x);
    plain_ += x;
  }
  double value() const noexcept { return std::isfinite(plain_) ? exact_.value() : plain_; }

 private:
  CompensatedSum exact_;
  double plain_ = 0;
};

std::vector<double> values_of(const std::vector<LossSum>& sums) {
  std::vector<double> values;
  values.reserve(sums.size());
  for (const LossSum& sum : sums) values.push_back(sum.value());
  return values;
}

/// Totals of items whose group is group_of(i).
template <class GroupOf>
GroupTotals totals_by(std::span<const double> values, std::span<const double> weights, std::size_t groups,
                      GroupOf group_of) {
  std::vector<LossSum> value(groups), weight(groups);
  for (std::size_t i = 0; i < values.size(); ++i) {
    value[group_of(i)].add(values[i]);
    weight[group_of(i)].add(weight_at(weights, i));
  }
  return {values_of(value), values_of(weight)};
}

double sum_of(std::span<const double> x) {
  LossSum sum;
  for (const double v : x) sum.add(v);
  return sum.value();
}

/// As how many groups of equal weight they count, and the share of the largest.
void set_effective(RatioMean& mean, const std::vector<double>& weights, double weight) {
  const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
  mean.largest = *most / weight;
  CompensatedSum squares;
  for (const double w : weights) squares.add(w * w);
  mean.effective = *least == *most ? real(mean.groups) : weight * weight / squares.value();
}

/// S - m W, or 0 where it is rounding alone.
double residual(double value, double mean, double weight) {
  constexpr double rounding = 8 * std::numeric_limits<double>::epsilon();
  const double expected = mean * weight, rest = value - expected;
  return std::fabs(rest) <= rounding * (std::fabs(value) + std::fabs(expected)) ? 0 : rest;
}

}  // namespace

GroupTotals totals_of_items(std::span<const double> values, std::span<const double> weights) {
  GroupTotals totals{{values.begin(), values.end()}, {weights.begin(), weights.end()}};
  if (weights.empty()) totals.weights.assign(values.size(), 1.0);
  return totals;
}

GroupTotals totals_of_groups(std::span<const double> values, std::span<const double> weights,
                             std::span<const std::uint32_t> group, std::size_t groups) {
  GroupTotals totals = totals_by(values, weights, groups, [&](std::size_t i) { return group[i]; });
  std::vector<bool> used(groups, false);
  for (const std::uint32_t g : group) used[g] = true;
  std::size_t kept = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    if (!used[g]) continue;
    totals.values[kept] = totals.values[g];
    totals.weights[kept++] = totals.weights[g];
  }
  totals.values.resize(kept);
  totals.weights.resize(kept);
  return totals;
}

GroupTotals totals_of_blocks(std::span<const double> values, std::span<const double> weights,
                             std::size_t length) {
  const std::size_t blocks = std::max<std::size_t>(values.size() / length, values.empty() ? 0 : 1);
  return totals_by(values, weights, blocks, [&](std::size_t i) { return std::min(i / length, blocks - 1); });
}

RatioMean ratio_mean(const GroupTotals& totals) {
  RatioMean mean;
  mean.groups = static_cast<std::int64_t>(totals.values.size());
  const double weight = sum_of(totals.weights);
  mean.value = sum_of(totals.values) / weight;
  if (mean.groups < 2 || !std::isfinite(mean.value)) return mean;
  CompensatedSum squares;
  for (std::size_t g = 0; g < totals.values.size(); ++g) {
    const double rest = residual(totals.values[g], mean.value, totals.weights[g]);
    squares.add(rest * rest);
  }
  const double G = real(mean.groups);
  set_effective(mean, totals.weights, weight);
  mean.df = mean.effective - 1;
  mean.se = std::sqrt(G / (G - 1) * squares.value()) / weight;
  return mean;
}

Limits student_limits(const RatioMean& mean, double level) {
  if (!(mean.se > 0) || !std::isfinite(mean.se)) return {};
  const double half = special::student_t_quantile(mean.df, 0.5 * (1 + level)) * mean.se;
  const Limits limits{mean.value - half, mean.value + half};
  return std::isfinite(limits.lower) && std::isfinite(limits.upper) ? limits : Limits{};
}

double student_p(const RatioMean& mean) {
  if (mean.value == 0 && mean.se == 0) return 1;
  if (!(mean.se > 0) || !std::isfinite(mean.se)) return Shape::unknown;
  return 2 * special::student_t_cdf(mean.df, -std::fabs(mean.value) / mean.se);
}

double sign_p(std::int64_t groups) {
  return groups < 2 ? 1.0 : std::ldexp(2.0, -static_cast<int>(std::min<std::int64_t>(groups, 2000)));
}

double safe_scale(std::span<const double> values) {
  constexpr int safe = 400;  // squares of 2^400 and 2^-400, and sums of them, are doubles
  double largest = 0;
  for (const double x : values) {
    if (std::isfinite(x)) largest = std::max(largest, std::fabs(x));
  }
  if (largest == 0) return 1;
  const int exponent = std::ilogb(largest);
  return std::abs(exponent) <= safe ? 1.0 : std::ldexp(1.0, std::clamp(-exponent, -1000, 1000));
}

RatioMean unscaled(RatioMean mean, double scale) {
  mean.value /= scale;
  mean.se /= scale;
  return mean;
}

RatioMean macro_mean(std::span<const RatioMean> tasks) {
  RatioMean macro;
  double sum = 0, variance = 0, spread = 0, df = 0;
  for (const RatioMean& task : tasks) {
    sum += task.value;
    const double square = task.se * task.se;
    variance += square;
    spread += square * square / task.df;
    df += task.df;
    macro.groups += task.groups;
  }
  macro.value = sum / real(tasks.size());
  macro.se = std::sqrt(variance) / real(tasks.size());
  macro.df = variance > 0 ? variance * variance / spread : df;
  return macro;
}

RatioMean macro_mean_of_shared(std::span<const double> values, std::span<const double> weights,
                               std::span<const std::uint32_t> task, std::span<const RatioMean> tasks,
                               std::span<const std::uint32_t> group, std::size_t groups) {
  std::vector<double> weight_of_task(tasks.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) weight_of_task[task[i]] += weight_at(weights, i);
  std::vector<double> influence(values.size()), share(values.size());  // shares add up to 1
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double weight = weight_at(weights, i), all = real(tasks.size()) * weight_of_task[task[i]];
    influence[i] = residual(values[i], tasks[task[i]].value, weight) / all;
    share[i] = weight / all;
  }
  RatioMean macro = ratio_mean(totals_of_groups(influence, share, group, groups));
  macro.value = macro_mean(tasks).value;
  return macro;
}

}  // namespace plim::evaluation
