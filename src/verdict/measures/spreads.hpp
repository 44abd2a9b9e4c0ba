#pragma once
#include <optional>

#include "errors.hpp"

namespace plim {

/// Standard deviation with its robust standard error; mean square and root mean square of errors.
Measured standard_deviation_of(const Moments& errors);
Measured mse_of(const Moments& errors);

/// A spread with its limits: about the mean (`centred`) or about 0, the root of it or the square.
Estimated spread(const CurveEvidence& evidence, std::size_t size, bool centred, bool root);

/// Why two spreads cannot be compared, as an estimate that says so.
std::optional<Estimated> no_comparison_of_spreads(const CurveEvidence& evidence, const JointStats& joint,
                                                  std::size_t size, bool centred);

/// Of the joint moments of (difference, error, square difference, square): 100 ((S_ref / S)^2 - 1) with its
/// robust standard error.
Measured precision_gain(const JointStats& pair);

}  // namespace plim
