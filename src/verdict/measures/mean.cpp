#include <cmath>

#include "errors.hpp"
#include "measures.hpp"
#include "plim/verdict/curve.hpp"

namespace plim {
namespace {

Measured mean(const SeriesStats& s, double truth) {
  if (s.value.count > 0) return mean_of(s.value);
  Measured r = mean_of(s.error);
  if (!std::isnan(truth)) r.value += truth;
  return r;
}

Estimated with_limits_of_mean(const CurveEvidence& evidence, std::size_t size) {
  return estimate_errors(evidence, size, evidence.series().truth.value_or(0));
}

/// Of the finite estimates; the infinite ones are left out by its name.
Estimated of_finite(const CurveEvidence& evidence, std::size_t size) {
  Estimated e = estimate_mean(errors(evidence, size), evidence.unit(), evidence.series().truth.value_or(0));
  e.apart = evidence.stats(size).infinite();
  return e;
}

CurvePoint mean_of_estimates_on_curve(const CurveEvidence& evidence, const JointStats& joint,
                                      std::size_t at) {
  return mean_on_curve(evidence, joint, at, std::isnan(evidence.truth()) ? 0 : evidence.truth());
}

constexpr PairedQuantity differences[] = {{Quantity::difference}};

Estimated compare_mean(const CurveEvidence& evidence, const JointStats& joint, std::size_t size) {
  const double direction[] = {1};
  Terms t = terms_of(joint.mean(0), joint.standard_error(direction), joint.count(), joint.skewness(0));
  set_range_of_difference(t, evidence.range(size), evidence.reference_range(size));
  t.scale = evidence.size_of_estimates(size);
  return estimate_mean(t, evidence.measure_unit());
}

Prediction predict_mean(const SeriesPrediction& p, double truth) {
  return {truth + p.bias.value, p.bias.kind, p.bias.source};
}

}  // namespace

const Measure mean_measure = {.name = "mean",
                              .long_name = "mean of the estimates",
                              .asks = {.errors = true, .values = true},
                              .compute = mean,
                              .estimate = with_limits_of_mean,
                              .curve = {.quantities = error_alone, .point = mean_of_estimates_on_curve},
                              .comparison = {.quantities = differences, .difference = compare_mean},
                              .predict = predict_mean,
                              .margin = UsualMargin::sd,
                              .with_infinite = of_infinite,
                              .aims_at_truth = true,
                              .takes_control = true,
                              .column = Column::mean};

const Measure mean_finite_measure = {
    .name = "mean_finite",
    .long_name = "mean of the finite estimates alone, where some are infinite",
    .asks = {.errors = true, .values = true},
    .compute = mean,
    .estimate = of_finite,
    .margin = UsualMargin::sd,
    .where_infinite = true,
    .aims_at_truth = true,
    .column = Column::finite_mean};

}  // namespace plim
