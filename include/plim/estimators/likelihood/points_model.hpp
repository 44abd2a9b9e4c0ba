#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/any_estimator.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// The number K of coordinates of the points that a model of shares or counts of K classes is of, or why
/// there is no such model: less than 2, more than 32, no points, or a prior, which it does not take.
Outcome<std::size_t> classes_of_points(const Knowns& knowns, std::string_view model);

/// PARAMETER[0], PARAMETER[1], ..., one for each class.
std::vector<Output> outputs_of_classes(const std::string& parameter, std::size_t K);

}  // namespace plim
