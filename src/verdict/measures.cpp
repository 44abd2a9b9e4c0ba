#include <algorithm>
#include <array>
#include <cmath>

#include "checks/measure_limits.hpp"
#include "plim/catalogue/measure.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr double wilson_level = 0.95;

double real(std::int64_t n) { return static_cast<double>(n); }

double variance(const Moments& m) { return m.count > 1 ? m.m2 / real(m.count - 1) : not_given; }

/// Mean of a set and its standard error.
Measured mean_of(const Moments& m) {
  if (m.count == 0) return {};
  return {m.mean, std::sqrt(variance(m) / real(m.count)), m.count};
}

Measured mean(const SeriesStats& s, double truth) {
  if (s.value.count > 0) return mean_of(s.value);
  Measured r = mean_of(s.error);
  if (!std::isnan(truth)) r.value += truth;
  return r;
}

Measured bias(const SeriesStats& s, double) { return mean_of(s.error); }

/// The control variate has mean 0 over all replicates, not over those that gave an estimate.
Measured bias_controlled(const SeriesStats& s, double) {
  return s.controlled.count == s.replicates() ? mean_of(s.controlled)
                                              : Measured{not_given, not_given, s.controlled.count};
}

/// Sum over replicates of (T_i - mean T)^2, T_i = (t_i - mean t)^2.
double spread_of_squares(const Moments& m) { return std::fmax(0, m.m4 - m.m2 * m.m2 / real(m.count)); }

Measured empirical_se(const SeriesStats& s, double) {
  const Moments& m = s.error;
  if (m.count < 2) return {not_given, not_given, m.count};
  const double n = real(m.count);
  const double sd = std::sqrt(variance(m));
  const double k = n / (n - 1);
  const double mcse = sd > 0 ? k * std::sqrt(k) * std::sqrt(spread_of_squares(m)) / (2 * n * sd) : 0;
  return {sd, mcse, m.count};
}

/// Written around the mean error b, e_i = b + d_i, so that a bias far above the spread does not cancel:
/// sum (e_i^2 - MSE)^2 = sum (d_i^2 - m2/n)^2 + 4 b m3 + 4 b^2 m2.
Measured mse(const SeriesStats& s, double) {
  const Moments& m = s.error;
  if (m.count == 0) return {};
  const double n = real(m.count);
  const double b = m.mean;
  const double spread = std::fmax(0, spread_of_squares(m) + 4 * b * m.m3 + 4 * b * b * m.m2);
  return {m.m2 / n + b * b, m.count > 1 ? std::sqrt(spread / (n * (n - 1))) : not_given, m.count};
}

Measured rmse(const SeriesStats& s, double truth) {
  const Measured square = mse(s, truth);
  const double root = std::sqrt(square.value);
  return {root, root > 0 ? square.mcse / (2 * root) : 0.0 * square.mcse, square.count};
}

Measured proportion(std::int64_t hits, std::int64_t n) {
  if (n == 0) return {};
  const double p = real(hits) / real(n);
  return {p, std::sqrt(p * (1 - p) / real(n)), n};
}

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

Measured failure_rate(const SeriesStats& s, double) {
  return proportion(s.replicates() - s.successes(), s.replicates());
}

Measured share_infinite(const SeriesStats& s, double) { return proportion(s.infinite(), s.replicates()); }

Measured width(const SeriesStats& s, double) { return mean_of(s.width); }

Measured difference(const JointStats& pair) {
  if (pair.count() == 0) return {};
  const std::array<double, 4> itself = {1, 0, 0, 0};
  return {pair.mean(0), pair.standard_error(itself), pair.count()};
}

double of_infinite(double sum) { return sum; }
double of_infinite_square(double sum) { return sum * sum; }
double not_finite(double) { return not_given; }

double value_of(const Prediction& p) { return p.kind == PredictionKind::none ? not_given : p.value; }

double predicted_bias(const SeriesPrediction& p, double) { return value_of(p.bias); }
double predicted_mean(const SeriesPrediction& p, double truth) { return truth + value_of(p.bias); }
double predicted_se(const SeriesPrediction& p, double) { return value_of(p.empirical_se); }
double predicted_rmse(const SeriesPrediction& p, double) { return value_of(p.rmse); }
double predicted_mse(const SeriesPrediction& p, double) { return value_of(p.rmse) * value_of(p.rmse); }

constexpr std::array table = {
    Measure{.name = "mean",
            .long_name = "mean of the estimates",
            .compute = mean,
            .estimate = limits::of_mean,
            .predict = predicted_mean,
            .margin = UsualMargin::sd,
            .with_infinite = of_infinite},
    Measure{.name = "mean_finite",
            .long_name = "mean of the finite estimates alone, where some are infinite",
            .compute = mean,
            .estimate = limits::of_mean_finite,
            .margin = UsualMargin::sd,
            .where_infinite = true},
    Measure{.name = "bias",
            .long_name = "mean of estimate - truth",
            .needs_truth = true,
            .compute = bias,
            .estimate = limits::of_bias,
            .predict = predicted_bias,
            .margin = UsualMargin::relative_and_sd,
            .with_infinite = of_infinite},
    Measure{.name = "bias_controlled",
            .long_name = "bias by a control variate of mean 0, where no replicate failed",
            .needs_truth = true,
            .needs_control = true,
            .compute = bias_controlled,
            .estimate = limits::of_bias_controlled,
            .predict = predicted_bias,
            .margin = UsualMargin::relative_and_sd,
            .with_infinite = not_finite},
    Measure{.name = "empirical_se",
            .long_name = "standard deviation of the estimates (of their errors where the truth is drawn)",
            .compute = empirical_se,
            .estimate = limits::of_empirical_se,
            .predict = predicted_se,
            .with_infinite = not_finite,
            .low = 0},
    Measure{.name = "mse",
            .long_name = "mean squared error",
            .scaling = Scaling::square,
            .needs_truth = true,
            .compute = mse,
            .estimate = limits::of_mse,
            .predict = predicted_mse,
            .with_infinite = of_infinite_square,
            .low = 0},
    Measure{.name = "rmse",
            .long_name = "root mean squared error",
            .needs_truth = true,
            .compute = rmse,
            .estimate = limits::of_rmse,
            .predict = predicted_rmse,
            .with_infinite = of_infinite_square,
            .low = 0},
    Measure{.name = "coverage",
            .long_name = "share of intervals that hold the truth",
            .scaling = Scaling::none,
            .needs_truth = true,
            .needs_interval = true,
            .compute = coverage,
            .estimate = limits::of_coverage,
            .low = 0,
            .high = 1},
    Measure{.name = "coverage_lower",
            .long_name = "lower Wilson limit (95 %) of the coverage",
            .scaling = Scaling::none,
            .needs_truth = true,
            .needs_interval = true,
            .compute = coverage_lower},
    Measure{.name = "coverage_upper",
            .long_name = "upper Wilson limit (95 %) of the coverage",
            .scaling = Scaling::none,
            .needs_truth = true,
            .needs_interval = true,
            .compute = coverage_upper},
    Measure{.name = "coverage_with_failures",
            .long_name = "coverage with failed replicates as misses",
            .scaling = Scaling::none,
            .needs_truth = true,
            .needs_interval = true,
            .compute = coverage_with_failures,
            .estimate = limits::of_coverage_with_failures,
            .low = 0,
            .high = 1},
    Measure{.name = "width",
            .long_name = "mean width of the intervals",
            .needs_interval = true,
            .compute = width,
            .estimate = limits::of_width,
            .low = 0},
    Measure{.name = "difference",
            .long_name = "mean of estimate - reference, paired",
            .paired = difference,
            .estimate = limits::of_difference,
            .with_infinite = not_finite},
    Measure{.name = "relative_precision",
            .long_name = "100 ((S_ref / S)^2 - 1), percent, paired",
            .scaling = Scaling::none,
            .paired = relative_precision_of,
            .estimate = limits::of_relative_precision,
            .with_infinite = not_finite,
            .low = -100},
    Measure{.name = "failure_rate",
            .long_name = "share of the replicates that gave no estimate",
            .scaling = Scaling::none,
            .compute = failure_rate,
            .estimate = limits::of_failure_rate,
            .low = 0,
            .high = 1},
    Measure{.name = "share_infinite",
            .long_name = "share of the replicates whose estimate is infinite",
            .scaling = Scaling::none,
            .compute = share_infinite,
            .estimate = limits::of_share_infinite,
            .low = 0,
            .high = 1,
            .where_infinite = true},
};

}  // namespace

/// With d = t - t_ref and e = t - truth: S_ref^2 / S^2 - 1 = (C_dd - 2 C_de) / C_ee, and for the error, with
/// A = (e_ref - mean)^2, B = (e - mean)^2 and R = S_ref^2 / S^2, A - R B is (1 - R) e^2 - (e^2 - e_ref^2) +
/// 2 m_ref d + 2 (R m - m_ref) e up to a constant. In these variables nothing cancels where both nearly
/// agree.
Measured relative_precision_of(const JointStats& pair) {
  const double ee = pair.dimension() == 4 ? pair.co_moment(1, 1) : 0;
  if (pair.count() < 2 || !(ee > 0)) return {not_given, not_given, pair.count()};
  const double gain = (pair.co_moment(0, 0) - 2 * pair.co_moment(0, 1)) / ee;
  const double m = pair.mean(1), m_ref = m - pair.mean(0);
  const std::array<double, 4> g = {2 * m_ref, 2 * ((1 + gain) * m - m_ref), -1, -gain};
  return {100 * gain, 100 * std::sqrt(pair.quadratic_form(g)) / ee, pair.count()};
}

std::span<const Measure> measures() { return table; }

const Measure* find_measure(std::string_view name) {
  const auto at =
      std::find_if(table.begin(), table.end(), [name](const Measure& m) { return m.name == name; });
  return at == table.end() ? nullptr : &*at;
}

Measured in_unit(const Measured& measured, Scaling scaling, double factor) noexcept {
  const double f = scaling == Scaling::none ? 1 : scaling == Scaling::square ? factor * factor : factor;
  return {measured.value * f, measured.mcse * f, measured.count};
}

}  // namespace plim
