#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plim/accumulate/any_accumulator.hpp"
#include "plim/accumulate/joint_stats.hpp"
#include "plim/accumulate/quantity.hpp"
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

/// In what two series are to agree, replicate by replicate; `none`: the measure is one of a single series.
enum class Agreement { none, identical, largest_difference };

/// The number that a measure is of, as the order of a quantile; a study gives it as { quantile = 0.9 }.
struct MeasureArgument {
  const char* name = nullptr;                               // null: the measure is of no number
  double above = -std::numeric_limits<double>::infinity();  // it lies between these
  double below = std::numeric_limits<double>::infinity();
  bool in_unit = false;  // of the estimate
};

/// The accumulators of a series (SeriesStats) that a measure reads; statuses are counted in any case.
struct Accumulators {
  bool errors = false, controlled = false, values = false, widths = false, covered = false;
};

/// An accumulator that measures bring themselves, gathered where a check or `output.measures` asks: those of
/// one name share one, an own one for each series and size.
struct OwnAccumulator {
  const char* name = "";
  /// Empty, of the argument of the measure (not in its unit, but in nats; NaN: it has none).
  AnyAccumulator (*make)(double argument) = nullptr;
  double each = 0;           // bytes by which it grows with every replicate, for the memory that a run takes
  bool of_argument = false;  // measures of different arguments need different ones
};

/// Where a measure stands in the table that a run prints; `none`: in files and JSON alone.
enum class Column { none, bias, mean, finite_mean, error, coverage, coverage_of_all, infinite };

class CurveEvidence;
struct CurvePoint;
struct Estimated;

/// How a measure follows from the joint means of quantities at the sizes of a curve.
struct CurveForm {
  /// At one size. Of a measure that takes a control variate the controlled error follows them, if there is
  /// one.
  std::span<const Quantity> quantities = {};
  /// The measure at one size, whose quantities begin at `at`; null: it has no curve.
  CurvePoint (*point)(const CurveEvidence& evidence, const JointStats& joint, std::size_t at) = nullptr;
  bool has_rate = true;  // its logarithm may fall along ln n
};

/// A quantity of the series of a check, or of the one that it is compared with.
struct PairedQuantity {
  Quantity quantity;
  bool of_reference = false;
};

/// How a measure of two series is compared, by the joint means of paired quantities at one size.
struct PairForm {
  std::span<const PairedQuantity> quantities = {};
  std::span<const PairedQuantity> if_controlled = {};  // after these, if both have a control variate
  /// The measure of the series less that of its reference; null: two cannot be compared.
  Estimated (*difference)(const CurveEvidence& evidence, const JointStats& joint, std::size_t size) = nullptr;
};

/// A performance measure (Morris, White and Crowther 2019, table 6): an object of the catalogue with all that
/// files, tables and verbs ask of it. A part that is absent makes what needs it refuse the measure by name.
struct Measure {
  const char* name;
  const char* long_name;
  Scaling scaling = Scaling::linear;
  bool needs_truth = false, needs_control = false, needs_interval = false;
  MeasureArgument argument = {};
  double given = not_given;  // that argument, where it is known
  Accumulators asks = {};
  Measured (*compute)(const SeriesStats& s, double truth) = nullptr;
  /// Instead of `compute`: of what it gathers itself, where that is done.
  OwnAccumulator own = {};
  Measured (*compute_own)(const AnyAccumulator& own, const Measure& measure, double truth) = nullptr;
  /// Instead of `compute`: of the joint moments of (difference, error, square difference, square) with the
  /// reference of the series, over common successes.
  Measured (*paired)(const JointStats& pair) = nullptr;
  /// The measure at one size with its limits, for checks; null: no check can be about it.
  Estimated (*estimate)(const CurveEvidence& evidence, std::size_t size) = nullptr;
  CurveForm curve = {};
  PairForm comparison = {};
  /// What theory says of it (nats), kind none where it is silent; null: theory never speaks of it.
  Prediction (*predict)(const SeriesPrediction& prediction, double truth) = nullptr;
  bool theory_in_files = false;  // the prediction stands beside the measure
  UsualMargin margin = UsualMargin::relative;
  /// Its value where some estimates are infinite, of their sum; null: it does not speak of these.
  double (*with_infinite)(double sum) = nullptr;
  double low = -std::numeric_limits<double>::infinity();  // no value of the measure is outside
  double high = std::numeric_limits<double>::infinity();
  bool where_infinite = false;  // files and tables have it only where an estimate was infinite
  bool aims_at_truth = false;   // what it is to be is the truth itself, which must be one number
  bool takes_control = false;   // a mean of the errors: a control variate of mean 0 may be taken from each
  /// The measure of which it is a limit: that one's denominator is its own, and it has no error; null: none.
  const char* bound_of = nullptr;
  bool of_standard_errors = false;  // of those that estimates have: a replicate may lack its own
  bool of_squares = false;          // a mean of squared errors, or its root: limits need their fourth moment
  bool of_ranks = false;            // its limits are order statistics, which need no moment of the estimates
  Agreement agreement = Agreement::none;
  Column column = Column::none;
  const char* heading = nullptr;  // of a column of its own in that table

  /// False of what checks alone ask.
  bool in_files() const noexcept { return compute != nullptr || compute_own != nullptr || paired != nullptr; }
};

using Measures = std::vector<std::shared_ptr<const Measure>>;

/// The measure of that argument, called as in files: quantile_0.9.
std::shared_ptr<const Measure> given(const Measure& measure, double argument);
/// The measure of that name, also where the name has an argument; null: there is none.
std::shared_ptr<const Measure> find_measure(const Measures& measures, std::string_view name);

/// The unit of a measure of estimates in that unit: "bit2" of a square of bits, "1" of a share.
std::string unit_of(Scaling scaling, const std::string& unit);

/// `measured` in a unit of which one nat (or one unit of the estimand) is `factor`.
Measured in_unit(const Measured& measured, Scaling scaling, double factor) noexcept;

}  // namespace plim
