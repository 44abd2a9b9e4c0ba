#pragma once
#include <string_view>

#include "plim/core/cell.hpp"
#include "plim/core/outcome.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// The interval value -+ z se, cut to where the estimand can be; none where se is 0, which says nothing of
/// the error. Wanted if z > 0.
struct NormalInterval {
  double z = 0;

  bool wanted() const noexcept { return z > 0; }
  void write(Cell& cell, double value, double se, const Range& space) const noexcept;
  /// What the knowns ask for, under the name `method`; refuses any other method.
  static Outcome<NormalInterval> bind(const Knowns& knowns, std::string_view estimator,
                                      std::string_view method);
};

}  // namespace plim
