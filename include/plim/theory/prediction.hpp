#pragma once
#include <cstdint>

#include "plim/core/cell.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// How far a prediction may be trusted at the n it is given for.
enum class PredictionKind : std::uint8_t { none = 0, exact = 1, leading = 2 };

/// What theory says of one measure at one n, and who says it.
struct Prediction {
  double value = not_given;
  PredictionKind kind = PredictionKind::none;
  const char* source = "";
};

/// NaN where theory says nothing.
inline double value_of(const Prediction& p) { return p.kind == PredictionKind::none ? not_given : p.value; }

/// The predictions of one series at one n (nats, or the unit of the parameter).
struct SeriesPrediction {
  Prediction bias, empirical_se, rmse;
  double controlled_se = not_given;  // sd of estimate - truth - control
  /// The controlled error (the error itself if there is no control) has one sign and is near a multiple of
  /// chi-square, as a divergence of frequencies from their law is.
  bool chi_square = false;
  /// Of the error, to the order of the kind of `empirical_se` unless it is `leading_shape`.
  Shape shape = {};
  bool leading_shape = false;
  /// True if this is said of the replicates that give an estimate; else of all, as if none could fail.
  bool given_success = false;
};

}  // namespace plim
