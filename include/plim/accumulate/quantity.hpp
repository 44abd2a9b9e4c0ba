#pragma once
#include "plim/accumulate/series_stats.hpp"

namespace plim {

/// What one replicate gives to a joint accumulator.
enum class Quantity {
  error,             // value - truth, or the value itself where there is no truth
  controlled,        // error - control
  square,            // error^2
  width,             // of the interval
  covered,           // 1 or 0
  difference,        // value - the other's value
  square_difference  // error^2 - the other's error^2, as a product that does not cancel
};

/// The quantity of one replicate; NaN where the series (or the other) gave no estimate. `other` is looked at
/// by differences alone.
double quantity_of(Quantity quantity, const Observation& o, const Observation& other) noexcept;

}  // namespace plim
