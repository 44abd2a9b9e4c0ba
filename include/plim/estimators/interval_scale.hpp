#pragma once
#include <string_view>

#include "plim/core/cell.hpp"
#include "plim/estimators/any_estimator.hpp"

namespace plim {

/// The scale on which an estimate is taken for normal: the one on which its parameter has no end.
enum class IntervalScale { line, log, logit };

/// Of a parameter that can be in that space: the line where it has no lower end, logarithms above one, logits
/// between two.
IntervalScale scale_of(const Range& space) noexcept;

/// The interval method of that scale: wald, log or logit.
std::string_view method_of(IntervalScale scale) noexcept;

/// Limits of the cell's value by `half` of its standard errors (delta method) on that scale, whose ends are
/// those of the space; on the line cut to the space. None of a value on an end of its scale.
void write_limits(Cell& cell, double half, const Range& space, IntervalScale scale) noexcept;

}  // namespace plim
