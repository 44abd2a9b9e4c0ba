#pragma once
#include "plim/catalogue/measure.hpp"

namespace plim {

// The measures that plim comes with, one file each or for some that are closely related.
extern const Measure mean_measure, mean_finite_measure, bias_measure, bias_controlled_measure,
    empirical_se_measure, mse_measure, rmse_measure, coverage_measure, coverage_lower_measure,
    coverage_upper_measure, coverage_with_failures_measure, width_measure, difference_measure,
    relative_precision_measure, failure_rate_measure, share_infinite_measure, identity_measure,
    max_abs_difference_measure;

}  // namespace plim
