#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plim/estimators/evaluation/ratio_mean.hpp"

namespace plim::evaluation {

/// The smallest true gap that a two-sided test at `alpha` detects with that power, 0 < alpha < power < 1: the
/// gap d with P(T > q - d/se) + P(T < -q - d/se) = power, q Student's quantile of 1 - alpha/2. Without the
/// second tail it is (t_{1-alpha/2} + t_{power}) se (Bloom 1995).
double detectable_gap(const RatioMean& mean, double alpha, double power);

/// The fewest groups, from 2 on, with which a gap of that size would be detected, if se falls as 1/sqrt of
/// their number and df + 1 grows as it. Nothing of a gap 0, of no error, or beyond 2^53.
std::optional<std::int64_t> groups_needed(const RatioMean& mean, double alpha, double power);

/// p values adjusted for the false discovery rate over all of them (Benjamini and Hochberg 1995): of the k-th
/// smallest of m the least of m p_(j) / j, j >= k. NaN is no test and stays.
std::vector<double> false_discovery(std::span<const double> p);

}  // namespace plim::evaluation
