#include "measure_limits.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace plim::limits {
namespace {

double real(std::int64_t n) { return static_cast<double>(n); }

Terms terms_of_moments(const Moments& m) {
  Terms t;
  t.count = m.count;
  if (m.count == 0) return t;
  const double n = real(m.count);
  t.mean = m.mean;
  t.se = m.count > 1 ? std::sqrt(m.m2 / (n * (n - 1))) : not_given;
  if (!(m.m2 > 0)) return t;
  t.skewness = std::sqrt(n) * m.m3 / (m.m2 * std::sqrt(m.m2));
  t.excess = n * m.m4 / (m.m2 * m.m2) - 3;
  return t;
}

/// What theory says exactly of all replicates is said of those that count if all do.
bool is_exact(const CurveEvidence& evidence, std::size_t size) {
  return evidence.prediction(size).empirical_se.kind == PredictionKind::exact && evidence.is_complete(size);
}

bool has_exact_shape(const CurveEvidence& evidence, std::size_t size) {
  return is_exact(evidence, size) && !evidence.prediction(size).leading_shape;
}

/// The errors of one series, whose truth is one number.
Terms errors(const CurveEvidence& evidence, std::size_t size) {
  const SeriesPrediction& p = evidence.prediction(size);
  const double truth = evidence.series().truth.value_or(0);
  Terms t = terms_of_moments(evidence.stats(size).error);
  t.scale = std::fabs(truth);
  const Range range = evidence.range(size);
  if (!evidence.series().drawn_truth) {
    t.low = range.low - truth;
    t.high = range.high - truth;
  }
  if (!evidence.is_complete(size)) return t;
  t.shape = p.shape;
  // A variance that is 0 is computed to rounding, its root to half the digits.
  constexpr double rounding = 1e-7;
  t.constant = is_exact(evidence, size) && p.empirical_se.value <= rounding * t.scale;
  if (!is_exact(evidence, size)) return t;
  const bool known = has_exact_shape(evidence, size) && !std::isnan(p.shape.skewness);
  (known ? t.sd : t.expected_sd) = p.empirical_se.value;
  return t;
}

Terms controlled_errors(const CurveEvidence& evidence, std::size_t size) {
  Terms t = terms_of_moments(evidence.stats(size).controlled);
  t.scale = std::fabs(evidence.series().truth.value_or(0));
  return t;
}

/// The mean of terms of one sign that are nearly chi-square: its law is E B times a gamma variable with the
/// predicted variation sd / mean, at least as skewed as that or as the sample. Nothing where that is too
/// skewed to be nearly chi-square in the mean: rare classes, few replicates.
std::optional<Estimated> by_chi_square(const CurveEvidence& evidence, std::size_t size, const Terms& t) {
  constexpr double most_variation = 0.25;
  const SeriesPrediction& p = evidence.prediction(size);
  if (!p.chi_square || !evidence.is_complete(size) || !(p.controlled_se > 0)) return std::nullopt;
  const double root = std::sqrt(real(t.count)), variation = p.controlled_se / std::fabs(p.bias.value) / root;
  if (!(t.mean * p.bias.value > 0) || !(variation <= most_variation)) return std::nullopt;
  const double skewness = std::fmax(2 * variation, std::fabs(t.skewness) / root), unit = evidence.unit();
  const auto limits = [=, mean = t.mean](double tail) {
    const Limits size_of = scale_limits(std::fabs(mean), variation, 2 * variation, skewness, tail);
    return mean < 0 ? Limits{-size_of.upper * unit, -size_of.lower * unit}
                    : Limits{size_of.lower * unit, size_of.upper * unit};
  };
  return with_limits(estimate_mean(t, unit), std::fabs(t.mean * unit) * variation, limits);
}

Squares squares(const CurveEvidence& evidence, std::size_t size, bool centred) {
  const Moments& m = evidence.stats(size).error;
  const SeriesPrediction& p = evidence.prediction(size);
  Squares s;
  s.count = m.count;
  s.centred = centred;
  if (m.count < 2) return s;
  const Measured mse = find_measure("mse")->compute(evidence.stats(size), not_given);
  const Measured se = find_measure("empirical_se")->compute(evidence.stats(size), not_given);
  s.mean = centred ? se.value * se.value : mse.value;
  if (varies(errors(evidence, size))) s.spread_variation = 2 * se.mcse / se.value;
  s.variation = centred ? s.spread_variation : mse.mcse / mse.value;
  s.about = mse.value;
  s.has_moments = evidence.has_moments(size, 8);
  const double truth = evidence.series().truth.value_or(0);
  const Range range = evidence.range(size);
  if (!evidence.series().drawn_truth)
    s.most = std::pow(centred ? range.high - range.low : std::fmax(range.high - truth, truth - range.low), 2);
  if (!evidence.is_complete(size)) return s;
  const SquareShape shape = shape_of_square(p.shape, centred ? 0 : p.bias.value / p.empirical_se.value);
  (has_exact_shape(evidence, size) ? s.known : s.leading) = shape;
  // An exact spread of which the sample shows less than half: its tail was not seen.
  s.tail_unseen = is_exact(evidence, size) && 2 * se.value < p.empirical_se.value;
  return s;
}

/// Estimates that cannot vary have a spread that is exactly what it is.
Estimated spread(const CurveEvidence& evidence, std::size_t size, bool centred, bool root) {
  const Squares s = squares(evidence, size, centred);
  const Terms t = errors(evidence, size);
  Estimated e = estimate_squares(s, root, evidence.unit());
  constexpr double any_tail = 0.01;
  if (s.count < 2 || method_of_mean(t, any_tail) != MeanMethod::constant) return e;
  return with_limits(e, 0, [value = e.value](double) { return Limits{value, value}; });
}

/// The controlled errors say nothing without spread of which more is known of the errors themselves.
Terms best_errors(const CurveEvidence& evidence, std::size_t size) {
  const Terms plain = errors(evidence, size);
  if (!evidence.controlled(size)) return plain;
  constexpr double usual_tail = 0.01;
  const Terms controlled = controlled_errors(evidence, size);
  const MeanMethod method = method_of_mean(controlled, usual_tail);
  const bool known = plain.sd > 0 || std::isfinite(plain.high - plain.low);
  return method == MeanMethod::student || !known ? controlled : plain;
}

}  // namespace

Estimated of_bias(const CurveEvidence& evidence, std::size_t size) {
  const SeriesPrediction& p = evidence.prediction(size);
  const bool controlled = evidence.controlled(size);
  if (controlled || p.controlled_se == p.empirical_se.value) {
    const Terms whole = controlled ? controlled_errors(evidence, size) : errors(evidence, size);
    if (std::optional<Estimated> e = by_chi_square(evidence, size, whole)) return *std::move(e);
  }
  return estimate_mean(best_errors(evidence, size), evidence.unit());
}

Estimated of_bias_controlled(const CurveEvidence& evidence, std::size_t size) {
  if (evidence.controlled(size)) return of_bias(evidence, size);
  return undecidable(
      evidence.stats(size).controlled.count,
      "the control variate has mean 0 over all replicates, not over those that gave an estimate");
}

Estimated of_mean(const CurveEvidence& evidence, std::size_t size) {
  return estimate_mean(best_errors(evidence, size), evidence.unit(), evidence.series().truth.value_or(0));
}

Estimated of_mean_finite(const CurveEvidence& evidence, std::size_t size) {
  Estimated e = estimate_mean(errors(evidence, size), evidence.unit(), evidence.series().truth.value_or(0));
  e.apart = evidence.stats(size).infinite();
  return e;
}

Estimated of_empirical_se(const CurveEvidence& evidence, std::size_t size) {
  return spread(evidence, size, true, true);
}
Estimated of_mse(const CurveEvidence& evidence, std::size_t size) {
  return spread(evidence, size, false, false);
}
Estimated of_rmse(const CurveEvidence& evidence, std::size_t size) {
  return spread(evidence, size, false, true);
}

Estimated of_coverage(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.covered, s.width.count);
}

Estimated of_failure_rate(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.replicates() - s.successes(), s.replicates());
}

Estimated of_share_infinite(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.infinite(), s.replicates());
}

Estimated of_coverage_with_failures(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  return estimate_proportion(s.covered, s.replicates());
}

Estimated of_width(const CurveEvidence& evidence, std::size_t size) {
  return estimate_mean(terms_of_moments(evidence.stats(size).width), evidence.unit());
}

Estimated of_difference(const CurveEvidence& evidence, std::size_t size) {
  const JointStats& pair = evidence.pair(size);
  if (pair.count() == 0) return {};
  const double direction[] = {1, 0, 0, 0};
  Terms t = terms_of(pair.mean(0), pair.standard_error(direction), pair.count(), pair.skewness(0));
  set_range_of_difference(t, evidence.range(size), evidence.paired_range(size));
  t.scale = evidence.size_of_estimates(size);
  return estimate_mean(t, evidence.unit());
}

/// Nearly a multiple of the mean of products of errors and differences, as skewed as either.
Estimated of_relative_precision(const CurveEvidence& evidence, std::size_t size) {
  const JointStats& pair = evidence.pair(size);
  if (!differ(pair, evidence.size_of_estimates(size)))
    return undecidable(pair.count(), "the two differ by the same in all replicates");
  const Measured m = relative_precision_of(pair);
  return estimate_mean(terms_of(m.value, m.mcse, m.count, most_skewed(pair, 0, 2)), 1);
}

}  // namespace plim::limits
