#pragma once
#include "evidence.hpp"

/// How each measure is estimated with limits at one size.
namespace plim::limits {

Estimated of_failure_rate(const CurveEvidence& evidence, std::size_t size);
Estimated of_share_infinite(const CurveEvidence& evidence, std::size_t size);
Estimated of_mean(const CurveEvidence& evidence, std::size_t size);
/// Of the finite estimates; the infinite ones are left out by its name.
Estimated of_mean_finite(const CurveEvidence& evidence, std::size_t size);
/// By the control variate where there is one and no replicate failed.
Estimated of_bias(const CurveEvidence& evidence, std::size_t size);
Estimated of_bias_controlled(const CurveEvidence& evidence, std::size_t size);
Estimated of_empirical_se(const CurveEvidence& evidence, std::size_t size);
Estimated of_mse(const CurveEvidence& evidence, std::size_t size);
Estimated of_rmse(const CurveEvidence& evidence, std::size_t size);
Estimated of_coverage(const CurveEvidence& evidence, std::size_t size);
Estimated of_coverage_with_failures(const CurveEvidence& evidence, std::size_t size);
Estimated of_width(const CurveEvidence& evidence, std::size_t size);
Estimated of_difference(const CurveEvidence& evidence, std::size_t size);
Estimated of_relative_precision(const CurveEvidence& evidence, std::size_t size);

}  // namespace plim::limits
