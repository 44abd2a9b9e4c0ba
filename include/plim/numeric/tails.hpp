#pragma once
#include "plim/numeric/elementary.hpp"

namespace plim {

/// Below it a tail has lost digits or is 0, and its logarithm has to be made in another way.
inline constexpr double smallest_tail = 1e-290;

/// A tail from functions of itself and of the other one: what the other leaves of 1 where that is the smaller
/// of the two, so that it does not fall by rounding where it should rise by less.
template <class Own, class Other>
double tail_of(Own own, Other other) {
  const double rest = other();
  return rest < 0.5 ? 1 - rest : own();
}

/// The log of a tail from itself and the other one, with all digits also where it is nearly 1.
inline double log_tail(double own, double other) {
  return other < 0.5 ? elementary::log1p(-other) : elementary::log(own);
}

}  // namespace plim
