#pragma once
#include "plim/catalogue/measure.hpp"

/// The measures that plim comes with, in the order of tables and files: NAME stands for NAME_measure, which a
/// file of this folder defines.
#define PLIM_MEASURES(X)      \
  X(mean)                     \
  X(mean_finite)              \
  X(bias)                     \
  X(bias_controlled)          \
  X(relative_bias)            \
  X(median)                   \
  X(quantile)                 \
  X(empirical_se)             \
  X(mse)                      \
  X(rmse)                     \
  X(median_absolute_error)    \
  X(model_se)                 \
  X(model_se_error)           \
  X(coverage)                 \
  X(coverage_lower)           \
  X(coverage_upper)           \
  X(coverage_with_failures)   \
  X(bias_eliminated_coverage) \
  X(rejection_rate)           \
  X(width)                    \
  X(difference)               \
  X(relative_precision)       \
  X(failure_rate)             \
  X(share_infinite)           \
  X(identity)                 \
  X(max_abs_difference)

namespace plim {

#define PLIM_DECLARE(name) extern const Measure name##_measure;
PLIM_MEASURES(PLIM_DECLARE)
#undef PLIM_DECLARE

}  // namespace plim
