#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "plim/accumulate/joint_stats.hpp"
#include "plim/accumulate/series_stats.hpp"
#include "plim/theory/prediction.hpp"

namespace plim {

/// A measure of one series at one n: its value, Monte Carlo standard error and denominator.
struct Measured {
  double value = not_given;
  double mcse = not_given;
  std::int64_t count = 0;
};

/// How a measure scales with the unit of the estimates.
enum class Scaling { linear, square, none };

/// What `equals` allows a measure if the study gives no margin.
enum class UsualMargin {
  relative,  // a tenth of the target
  sd,        // a tenth of the standard deviation of one estimate, less its control variate if it has one
  relative_and_sd  // the larger of the two
};

class CurveEvidence;
struct Estimated;

/// A performance measure (Morris, White and Crowther 2019, table 6; MCSE of the empirical SE: robust form).
struct Measure {
  const char* name;
  const char* long_name;
  Scaling scaling = Scaling::linear;
  bool needs_truth = false, needs_control = false, needs_interval = false;
  Measured (*compute)(const SeriesStats& s, double truth) = nullptr;
  /// Instead of `compute`: of the joint moments of (difference, error, square difference, square) with the
  /// reference of the series, over common successes.
  Measured (*paired)(const JointStats& pair) = nullptr;
  /// The measure at one size with its limits, for checks; null: no check can be about it.
  Estimated (*estimate)(const CurveEvidence& evidence, std::size_t size) = nullptr;
  /// What theory says of it (nats), NaN where it is silent; null: theory never speaks of it.
  double (*predict)(const SeriesPrediction& prediction, double truth) = nullptr;
  UsualMargin margin = UsualMargin::relative;
  /// Its value where some estimates are infinite, of their sum; null: it does not speak of these.
  double (*with_infinite)(double sum) = nullptr;
  double low = -std::numeric_limits<double>::infinity();  // no value of the measure is outside
  double high = std::numeric_limits<double>::infinity();
  bool where_infinite = false;  // files and tables have it only where an estimate was infinite
};

/// The measure of that name, or null.
const Measure* find_measure(std::string_view name);

/// 100 ((S_ref / S)^2 - 1) with its robust MCSE.
Measured relative_precision_of(const JointStats& pair);

/// All measures, in the order of tables and files. Adding one is one entry here.
std::span<const Measure> measures();

/// `measured` in a unit of which one nat (or one unit of the estimand) is `factor`.
Measured in_unit(const Measured& measured, Scaling scaling, double factor) noexcept;

}  // namespace plim
