#pragma once
#include <string>

#include "plim/catalogue/measure.hpp"
#include "plim/plan/question.hpp"
#include "plim/verdict/finding.hpp"

namespace plim {

/// What is known of one curve of a check, in the unit of its estimate.
class CurveEvidence {
 public:
  CurveEvidence(const Plan& plan, const CheckPlan& check, const CheckCurve& curve, const Record& total,
                const std::vector<SeriesPrediction>& predictions)
      : plan_(plan), check_(check), curve_(curve), total_(total), predictions_(predictions) {}

  const CheckSpec& spec() const noexcept { return check_.spec; }
  /// Null: the check is of the sample itself.
  const Measure* measure() const noexcept { return check_.measure.get(); }
  const CheckCurve& curve() const noexcept { return curve_; }
  const GroupPlan& group() const { return plan_.groups[curve_.group]; }
  std::size_t scenario_index() const { return group().points[curve_.point].scenario; }
  /// True if a sample is held against a law that did not draw it.
  bool claims_another() const noexcept { return check_.claimed != nullptr; }
  const ScenarioPlan& scenario() const { return plan_.scenarios[scenario_index()]; }
  double n(std::size_t size) const { return static_cast<double>(scenario().sizes[size]); }

  const SeriesPlan& series() const { return scenario().series[series_index(curve_.series)]; }
  const SeriesStats& stats(std::size_t size) const { return total_[cell(size)]; }
  const SeriesPrediction& prediction(std::size_t size) const { return predictions_[cell(size)]; }
  const JointStats& joint(std::size_t i) const { return total_.joints[curve_.joints[i]]; }
  /// With the reference of the estimate (`against`).
  const JointStats& pair(std::size_t size) const { return total_.joints[pair_index(size)]; }
  /// The share of the replicates that do not stand behind a number made of `count` of them.
  double failed(std::int64_t count, std::size_t size) const {
    return 1 - static_cast<double>(count) / static_cast<double>(stats(size).replicates());
  }
  /// What those others did not give.
  const char* lacking(std::int64_t count, std::size_t size) const;
  /// True if all replicates gave an estimate.
  bool is_complete(std::size_t size) const { return stats(size).successes() == stats(size).replicates(); }
  bool is_complete(const JointStats& joint) const {
    return joint.count() == stats(curve_.sizes.front()).replicates();
  }
  const LargestDifference& largest(std::size_t i) const { return total_.largest[curve_.identities[i]]; }
  /// What the measure gathered itself.
  const AnyAccumulator& own(std::size_t size) const;
  const PooledCounts& pooled(std::size_t i) const { return total_.pooled[curve_.pooled[i]]; }
  const PoolPlan& pool(std::size_t i) const { return scenario().pooled[curve_.pooled[i]]; }
  /// The law that a sample is held against.
  const Population& claimed_law() const { return check_.claimed ? *check_.claimed : *scenario().population; }
  std::span<const double> pooled_law(std::size_t i) const {
    if (!curve_.claimed.empty()) return curve_.claimed;
    return law_of(pool(i), scenario());
  }

  /// One nat (or one unit of the estimand) in the unit of the estimate, to the power that the measure has.
  double unit() const { return group().unit_factor; }
  double measure_unit() const;
  /// The truth, and what theory says of the measure; NaN: nothing.
  double truth() const { return series().truth ? *series().truth * unit() : not_given; }
  double predicted(std::size_t size) const;
  /// True if the bias is measured less a control variate: there is one, and no replicate failed, over which
  /// alone its mean is 0.
  bool controlled(std::size_t size) const;
  /// Where every estimate of the series lies, in the unit of the estimand (nats).
  Range range(std::size_t size) const { return range_of(series_index(curve_.series), size); }
  /// Of the series it is compared with: by the check, or by its estimate (`against`).
  Range reference_range(std::size_t size) const { return range_of(series_index(*curve_.reference), size); }
  Range paired_range(std::size_t size) const {
    return range_of(scenario().joints[pair_index(size)].variables.front().other, size);
  }
  /// True if the moments of the estimates are known to exist up to that order.
  bool has_moments(std::size_t size, double order) const;
  /// |truth| and root mean square error (of estimates without a truth, the root mean square): against which a
  /// difference may be rounding alone.
  double size_of_estimates(std::size_t size) const;
  /// True if estimates are infinite, or aim at a truth that is: then they have no finite mean. Of the series;
  /// of that or the one it is compared with by the check.
  bool has_infinite(std::size_t size) const { return has_infinite(size, series_index(curve_.series)); }
  bool pair_has_infinite(std::size_t size) const {
    return has_infinite(size) || has_infinite(size, series_index(*curve_.reference));
  }
  /// False if the variance of the estimates is known not to exist, or not even their mean: then no limits of
  /// a mean hold.
  bool may_have_variance(std::size_t size) const;
  /// False if the fourth moment is known not to exist: no limits of a spread then keep a level (Bahadur and
  /// Savage 1956).
  bool may_have_fourth_moment(std::size_t size) const;
  /// Standard deviation of the error of one estimate, or of that less its control: predicted, else measured.
  double sd_of_error(std::size_t size, bool less_control) const;
  /// "x from letters, ml, n = 100"; of the sample itself without a series.
  std::string where(const std::string& at) const;
  std::string where(std::size_t size) const;

 private:
  Range range_of(std::size_t series, std::size_t size) const;
  bool has_infinite(std::size_t size, std::size_t series) const {
    return scenario().series[series].infinite_truth ||
           total_[size * scenario().series.size() + series].infinite() > 0;
  }
  /// The order below which moments of the estimates exist; NaN: not known.
  double moments(std::size_t size) const;
  std::size_t pair_index(std::size_t size) const {
    return group().points[curve_.point].first_pair + size * group().series + curve_.series;
  }
  std::size_t series_index(std::size_t within) const {
    return group().points[curve_.point].first_series + within;
  }
  std::size_t cell(std::size_t size) const {
    return size * scenario().series.size() + series_index(curve_.series);
  }

  const Plan& plan_;
  const CheckPlan& check_;
  const CheckCurve& curve_;
  const Record& total_;
  const std::vector<SeriesPrediction>& predictions_;
};

/// The measure of the check at one size with its limits.
Estimated estimate_measure(const CurveEvidence& evidence, std::size_t size);

/// What the check claims of one size, with what was measured there.
Finding finding_at(const CurveEvidence& evidence, std::size_t size, Estimated estimated, Claim claim);

/// At most (`upper`) or at least the number of the check, widened by the margin if one is given.
Claim one_sided(const CurveEvidence& evidence, std::size_t size, bool upper, double bound);
/// The target up to the margin.
Claim two_sided(const CurveEvidence& evidence, std::size_t size, double target);

/// Half the width of the margin around a target at one size: the largest of what the check gives, or of what
/// is usual for the measure if it gives none.
double half_margin(const CurveEvidence& evidence, double target, std::size_t size);
/// Ask for accumulators, made if the scenario has none like them: a joint one; at every size the difference
/// of the curve and its reference; pooled counts.
void need_joint(const Question& question, const JointPlan& wanted);
void need_identities(const Question& question);
void need_pooled(const Question& question, const PoolPlan& wanted);

}  // namespace plim
