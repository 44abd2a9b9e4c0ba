#pragma once
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

/// E f(-ln W) of a standard exponential number W, by the trapezoidal rule (Trefethen and Weideman 2014): to
/// rounding where f is analytic for |Im t| < pi/2, grows slower than e^(19 t / 20) upwards and at most like
/// e^-12t downwards.
template <class F>
double gumbel_mean(F f) {
  constexpr double step = 0.125, low = -6.5, high = 690;  // beyond them the density is below 1e-285
  CompensatedSum sum;
  for (double t = low; t < high; t += step) sum.add(elementary::exp(-t - elementary::exp(-t)) * f(t));
  return step * sum.value();
}

}  // namespace plim
