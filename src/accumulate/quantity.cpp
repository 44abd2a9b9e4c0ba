#include "plim/accumulate/quantity.hpp"

#include <cmath>

namespace plim {
namespace {

double error_of(const Observation& o) noexcept {
  if (!is_success(o.outcome())) return not_given;
  return std::isnan(o.truth) ? o.cell.value : o.cell.value - o.truth;
}

double width_of(const Observation& o) noexcept {
  return is_success(o.outcome()) ? o.cell.hi - o.cell.lo : not_given;
}

double covered(const Observation& o) noexcept {
  if (std::isnan(width_of(o)) || std::isnan(o.truth)) return not_given;
  return o.cell.lo <= o.truth && o.truth <= o.cell.hi ? 1 : 0;
}

}  // namespace

double quantity_of(Quantity quantity, const Observation& o, const Observation& other) noexcept {
  const double e = error_of(o);
  switch (quantity) {
    case Quantity::error: return e;
    case Quantity::controlled: return e - o.control;
    case Quantity::square: return e * e;
    case Quantity::width: return width_of(o);
    case Quantity::covered: return covered(o);
    case Quantity::difference:
      return is_success(o.outcome()) && is_success(other.outcome()) ? o.cell.value - other.cell.value
                                                                    : not_given;
    case Quantity::square_difference: {
      const double f = error_of(other);
      return (e - f) * (e + f);
    }
  }
  return not_given;
}

}  // namespace plim
