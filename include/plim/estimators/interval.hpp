#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// The interval that an estimator was bound to; level 0: none is wanted.
struct BoundInterval {
  std::string method;
  double level = 0;
};

/// The wanted interval if its method is one of `methods`, the first of which is the estimator's own; else why
/// not.
Outcome<BoundInterval> bind_interval(const Knowns& knowns, std::string_view estimator,
                                     const std::vector<std::string_view>& methods);

}  // namespace plim
