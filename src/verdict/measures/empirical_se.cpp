#include <cmath>

#include "measures.hpp"
#include "plim/verdict/curve.hpp"
#include "spreads.hpp"

namespace plim {
namespace {

Measured empirical_se(const SeriesStats& s, double) { return standard_deviation_of(s.error); }

Estimated with_limits_of_sd(const CurveEvidence& evidence, std::size_t size) {
  return spread(evidence, size, true, true);
}

constexpr Quantity empirical_se_quantities[] = {Quantity::error, Quantity::square};

/// S^2 = mean e^2 - (mean e)^2, its value by the co-moment, which does not cancel.
CurvePoint empirical_se_on_curve(const CurveEvidence& evidence, const JointStats& joint, std::size_t at) {
  const double unit = evidence.measure_unit(), n = static_cast<double>(joint.count());
  const double sd = std::sqrt(joint.co_moment(at, at) / (n - 1));
  CurvePoint p{sd * unit, std::vector<double>(joint.dimension())};
  p.gradient[at] = sd > 0 ? -joint.mean(at) / sd * unit : 0;
  p.gradient[at + 1] = sd > 0 ? unit / (2 * sd) : 0;
  set_skewness(p, joint, at + 1, joint.mean(at + 1), true);
  return p;
}

constexpr PairedQuantity empirical_se_pairs[] = {
    {Quantity::difference}, {Quantity::error}, {Quantity::square_difference}, {Quantity::square}};

/// S_s - S_r by the ratio of variances, as the relative precision has it.
Estimated compare_empirical_se(const CurveEvidence& evidence, const JointStats& joint, std::size_t size) {
  if (auto none = no_comparison_of_spreads(evidence, joint, size, true)) return *std::move(none);
  const Measured precision = precision_gain(joint);
  const double n = static_cast<double>(joint.count());
  const double sd = std::sqrt(joint.co_moment(1, 1) / (n - 1)), ratio = 1 + precision.value / 100;
  const double root = std::sqrt(ratio);
  // Nearly a multiple of the mean of products of errors and differences.
  return estimate_mean(terms_of(sd * (1 - root), sd * precision.mcse / 100 / (2 * root), joint.count(),
                                most_skewed(joint, 0, 2)),
                       evidence.measure_unit());
}

Prediction predict_empirical_se(const SeriesPrediction& p, double) { return p.empirical_se; }

}  // namespace

const Measure empirical_se_measure = {
    .name = "empirical_se",
    .long_name = "standard deviation of the estimates (of their errors where the truth is drawn)",
    .asks = {.errors = true},
    .compute = empirical_se,
    .estimate = with_limits_of_sd,
    .curve = {.quantities = empirical_se_quantities, .point = empirical_se_on_curve},
    .comparison = {.quantities = empirical_se_pairs, .difference = compare_empirical_se},
    .predict = predict_empirical_se,
    .theory_in_files = true,
    .with_infinite = not_finite,
    .low = 0,
    .of_squares = true};

}  // namespace plim
