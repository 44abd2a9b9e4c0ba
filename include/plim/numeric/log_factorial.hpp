#pragma once

namespace plim {

/// ln k! for an integer k >= 0, by the project's own logarithm: a table to 255, Stirling's series beyond.
/// Relative error below 1e-15.
double log_factorial(double k);

}  // namespace plim
