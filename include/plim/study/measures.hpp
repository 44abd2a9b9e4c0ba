#pragma once
#include <cstdint>
#include <span>

#include "plim/accumulate/joint_stats.hpp"
#include "plim/accumulate/series_stats.hpp"

namespace plim {

/// A measure of one series at one n: its value, Monte Carlo standard error and denominator.
struct Measured {
  double value = not_given;
  double mcse = not_given;
  std::int64_t count = 0;
};

/// How a measure scales with the unit of the estimates.
enum class Scaling { linear, square, none };

/// A performance measure (Morris, White and Crowther 2019, table 6; MCSE of the empirical SE: robust form).
struct Measure {
  const char* name;
  const char* long_name;
  Scaling scaling;
  bool needs_truth, needs_control, needs_interval;
  Measured (*compute)(const SeriesStats& s, double truth);
  /// Instead of `compute`: of the joint moments of (difference, error, square difference, square) with the
  /// reference of the series, over common successes.
  Measured (*paired)(const JointStats& pair) = nullptr;
};

/// 100 ((S_ref / S)^2 - 1) with its robust MCSE.
Measured relative_precision_of(const JointStats& pair);

/// All measures, in the order of tables and files. Adding one is one entry here.
std::span<const Measure> measures();

/// `measured` in a unit of which one nat (or one unit of the estimand) is `factor`.
Measured in_unit(const Measured& measured, Scaling scaling, double factor) noexcept;

}  // namespace plim
