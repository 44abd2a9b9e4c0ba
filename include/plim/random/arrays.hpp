#pragma once
#include <span>

/// plim::elementary over arrays, in place, by the kernels of the active instruction set: the same bytes as
/// one by one.
namespace plim::arrays {

void log(std::span<double> x);
void log1p(std::span<double> x);
void exp(std::span<double> x);
void expm1(std::span<double> x);
/// Sines in place of the turns; their cosines into another array of at least that size.
void sincos_turns(std::span<double> x, std::span<double> cosines);
/// x / by.
void divide(std::span<double> x, double by);

}  // namespace plim::arrays
