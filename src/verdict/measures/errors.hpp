#pragma once
#include "plim/verdict/evidence.hpp"

namespace plim {

/// Mean of a set and its standard error.
Measured mean_of(const Moments& m);
double variance_of(const Moments& m);
Terms terms_of_moments(const Moments& m);

/// Hits among n, with the binomial standard error.
Measured proportion(std::int64_t hits, std::int64_t n);

/// True if theory has the spread exactly, of the replicates that count; if it has the higher moments too.
bool is_exact(const CurveEvidence& evidence, std::size_t size);
bool has_exact_shape(const CurveEvidence& evidence, std::size_t size);

/// The errors of one series, whose truth is one number; the same less the control variate.
Terms errors(const CurveEvidence& evidence, std::size_t size);
Terms controlled_errors(const CurveEvidence& evidence, std::size_t size);
/// The mean of those two of which more is known, `shift` added, in the unit of the estimate.
Estimated estimate_errors(const CurveEvidence& evidence, std::size_t size, double shift = 0);

// What a measure is where some estimates are infinite, of their sum.
double of_infinite(double sum);
double of_infinite_square(double sum);
double not_finite(double sum);

/// The quantity of a curve that is the mean of the errors; the point of such a curve.
inline constexpr Quantity error_alone[] = {Quantity::error};
CurvePoint point_of_mean(const CurveEvidence& evidence, const JointStats& joint, std::size_t at);

}  // namespace plim
