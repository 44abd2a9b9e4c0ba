#include "errors.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/verdict/curve.hpp"

namespace plim {

double variance_of(const Moments& m) { return m.count > 1 ? m.m2 / real(m.count - 1) : not_given; }

Measured mean_of(const Moments& m) {
  if (m.count == 0) return {};
  return {m.mean, std::sqrt(variance_of(m) / real(m.count)), m.count};
}

Measured proportion(std::int64_t hits, std::int64_t n) {
  if (n == 0) return {};
  const double p = real(hits) / real(n);
  return {p, std::sqrt(p * (1 - p) / real(n)), n};
}

double of_infinite(double sum) { return sum; }
double of_infinite_square(double sum) { return sum * sum; }
double not_finite(double) { return not_given; }

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

/// The controlled errors say nothing without spread of which more is known of the errors themselves.
Estimated estimate_errors(const CurveEvidence& evidence, std::size_t size, double shift) {
  const Terms plain = errors(evidence, size);
  if (!evidence.controlled(size)) return estimate_mean(plain, evidence.unit(), shift);
  constexpr double usual_tail = 0.01;
  const Terms controlled = controlled_errors(evidence, size);
  const bool serves = method_of_mean(controlled, usual_tail) == MeanMethod::student,
             known = plain.sd > 0 || std::isfinite(plain.high - plain.low);
  Estimated e = estimate_mean(serves || !known ? controlled : plain, evidence.unit(), shift);
  e.controlled = serves || !known;
  return e;
}

CurvePoint point_of_mean(const CurveEvidence& evidence, const JointStats& joint, std::size_t at) {
  return mean_on_curve(evidence, joint, at);
}

}  // namespace plim
