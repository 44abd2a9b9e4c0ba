#pragma once
#include "plim/numeric/shape.hpp"

/// The law of (W^-shape - 1) / shape, W a standard exponential number, and of -ln W at shape 0: that of
/// extreme values, of any real shape.
namespace plim::extreme_moments {

/// Infinite from shape 1 on.
double mean(double shape);
/// Infinite from shape 1/2 on.
double variance(double shape);
/// Standardised cumulants; those that do not exist infinite, or unknown where the variance is infinite too.
Shape shape(double shape);

}  // namespace plim::extreme_moments
