#include <cmath>

#include "measures.hpp"
#include "plim/verdict/curve.hpp"
#include "spreads.hpp"

namespace plim {
namespace {

Measured mse(const SeriesStats& s, double) { return mse_of(s.error); }

Measured rmse(const SeriesStats& s, double) {
  const Measured square = mse_of(s.error);
  const double root = std::sqrt(square.value);
  return {root, root > 0 ? square.mcse / (2 * root) : 0.0 * square.mcse, square.count};
}

Estimated limits_of_mse(const CurveEvidence& evidence, std::size_t size) {
  return spread(evidence, size, false, false);
}
Estimated limits_of_rmse(const CurveEvidence& evidence, std::size_t size) {
  return spread(evidence, size, false, true);
}

constexpr Quantity square_alone[] = {Quantity::square};
constexpr PairedQuantity mse_pairs[] = {{Quantity::square_difference, false}, {Quantity::square, true}};

/// Nearly a multiple of the mean of the differences of squares.
Estimated with_gradient(const CurveEvidence& evidence, const JointStats& joint, double value,
                        const std::array<double, 2>& gradient) {
  return estimate_mean(terms_of(value, joint.standard_error(gradient), joint.count(), joint.skewness(0)),
                       evidence.measure_unit());
}

Estimated compare_mse(const CurveEvidence& evidence, const JointStats& joint, std::size_t size) {
  if (auto none = no_comparison_of_spreads(evidence, joint, size, false)) return *std::move(none);
  return with_gradient(evidence, joint, joint.mean(0), {1, 0});
}

Estimated compare_rmse(const CurveEvidence& evidence, const JointStats& joint, std::size_t size) {
  if (auto none = no_comparison_of_spreads(evidence, joint, size, false)) return *std::move(none);
  const double difference = joint.mean(0), square_r = joint.mean(1), square_s = square_r + difference;
  const double rs = std::sqrt(std::fmax(0, square_s)), rr = std::sqrt(square_r);
  const double value = difference / (rs + rr);
  return with_gradient(evidence, joint, value, {1 / (2 * rs), -value / (2 * rs * rr)});
}

Prediction predict_mse(const SeriesPrediction& p, double) {
  return {p.rmse.value * p.rmse.value, p.rmse.kind, p.rmse.source};
}
Prediction predict_rmse(const SeriesPrediction& p, double) { return p.rmse; }

}  // namespace

const Measure mse_measure = {.name = "mse",
                             .long_name = "mean squared error",
                             .scaling = Scaling::square,
                             .needs_truth = true,
                             .asks = {.errors = true},
                             .compute = mse,
                             .estimate = limits_of_mse,
                             .curve = {.quantities = square_alone, .point = point_of_mean},
                             .comparison = {.quantities = mse_pairs, .difference = compare_mse},
                             .predict = predict_mse,
                             .with_infinite = of_infinite_square,
                             .low = 0,
                             .of_squares = true};

const Measure rmse_measure = {.name = "rmse",
                              .long_name = "root mean squared error",
                              .needs_truth = true,
                              .asks = {.errors = true},
                              .compute = rmse,
                              .estimate = limits_of_rmse,
                              .curve = {.quantities = square_alone, .point = root_on_curve},
                              .comparison = {.quantities = mse_pairs, .difference = compare_rmse},
                              .predict = predict_rmse,
                              .theory_in_files = true,
                              .with_infinite = of_infinite_square,
                              .low = 0,
                              .of_squares = true,
                              .column = Column::error};

}  // namespace plim
