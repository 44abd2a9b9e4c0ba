#include <cmath>

#include "errors.hpp"
#include "measures.hpp"
#include "plim/numeric/paired_proportions.hpp"
#include "plim/numeric/special.hpp"
#include "plim/verdict/curve.hpp"

namespace plim {
namespace {

constexpr double wilson_level = 0.95;

Measured coverage(const SeriesStats& s, double) { return proportion(s.covered, s.width.count); }

Measured coverage_lower(const SeriesStats& s, double) {
  if (s.width.count == 0) return {};
  return {special::wilson_limits(s.covered, s.width.count, wilson_level).lower, not_given, s.width.count};
}

Measured coverage_upper(const SeriesStats& s, double) {
  if (s.width.count == 0) return {};
  return {special::wilson_limits(s.covered, s.width.count, wilson_level).upper, not_given, s.width.count};
}

Measured coverage_with_failures(const SeriesStats& s, double) {
  if (s.width.count == 0 && s.successes() > 0) return {};  // there are no intervals
  return proportion(s.covered, s.replicates());
}

Estimated limits_of_coverage(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.covered, s.width.count);
}

Estimated limits_with_failures(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.covered, s.replicates());
}

constexpr Quantity of_curve[] = {Quantity::covered};
constexpr PairedQuantity of_comparison[] = {{Quantity::covered, false}, {Quantity::covered, true}};

/// p_s - p_r by the discordant pairs.
Estimated compare_coverage(const CurveEvidence&, const JointStats& joint, std::size_t) {
  const double n = static_cast<double>(joint.count());
  const double ps = joint.mean(0), pr = joint.mean(1);
  const double both = joint.co_moment(0, 1) + n * ps * pr;
  const std::int64_t only_s = std::llrint(n * ps - both), only_r = std::llrint(n * pr - both);
  Estimated e;
  e.value = static_cast<double>(only_s - only_r) / n;
  e.count = joint.count();
  e.limits = [=, pairs = joint.count()](double tail) {
    return paired_difference_limits(only_s, only_r, pairs, tail);
  };
  // As Wald's limits would need it to be these: with no discordant pair it is not 0.
  constexpr double tail = 0.01;
  const Limits usual = e.limits(tail);
  e.se = (usual.upper - usual.lower) / (-2 * special::normal_quantile(tail));
  return e;
}

}  // namespace

const Measure coverage_measure = {
    .name = "coverage",
    .long_name = "share of intervals that hold the truth",
    .scaling = Scaling::none,
    .needs_truth = true,
    .needs_interval = true,
    .asks = {.widths = true, .covered = true},
    .compute = coverage,
    .estimate = limits_of_coverage,
    .curve = {.quantities = of_curve, .point = point_of_mean, .has_rate = false},
    .comparison = {.quantities = of_comparison, .difference = compare_coverage},
    .low = 0,
    .high = 1,
    .column = Column::coverage};

const Measure coverage_lower_measure = {.name = "coverage_lower",
                                        .long_name = "lower Wilson limit (95 %) of the coverage",
                                        .scaling = Scaling::none,
                                        .needs_truth = true,
                                        .needs_interval = true,
                                        .asks = {.widths = true, .covered = true},
                                        .compute = coverage_lower,
                                        .bound_of = "coverage"};

const Measure coverage_upper_measure = {.name = "coverage_upper",
                                        .long_name = "upper Wilson limit (95 %) of the coverage",
                                        .scaling = Scaling::none,
                                        .needs_truth = true,
                                        .needs_interval = true,
                                        .asks = {.widths = true, .covered = true},
                                        .compute = coverage_upper,
                                        .bound_of = "coverage"};

const Measure coverage_with_failures_measure = {.name = "coverage_with_failures",
                                                .long_name = "coverage with failed replicates as misses",
                                                .scaling = Scaling::none,
                                                .needs_truth = true,
                                                .needs_interval = true,
                                                .asks = {.errors = true, .widths = true, .covered = true},
                                                .compute = coverage_with_failures,
                                                .estimate = limits_with_failures,
                                                .low = 0,
                                                .high = 1,
                                                .column = Column::coverage_of_all};

}  // namespace plim
