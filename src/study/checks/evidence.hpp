#pragma once
#include <functional>
#include <string>

#include "plim/study/checks.hpp"
#include "plim/study/measures.hpp"

namespace plim {

struct Limits {
  double lower = not_given, upper = not_given;
};

/// A measured number that can be given limits at any level.
struct Estimated {
  double value = not_given, se = not_given;
  std::int64_t count = 0;
  /// Limits that the true value passes with probability `tail` on either side; NaN below two replicates.
  std::function<Limits(double tail)> limits;
  /// Of the terms whose mean it is; 0 where the limits allow for it or it is not known.
  double skewness = 0;
  std::string note = {};
  double least = 0;  // replicates below which nothing can be said, whatever the limits
};

/// The tails of the two intervals of a finding.
struct Tails {
  double confirm, refute;
};

/// One number to be held against a margin; what a verdict is made of. In the unit of the estimate.
struct Finding {
  Estimated estimated;
  double low, high;  // the claim: the true value lies between
  double prediction = not_given;
  /// The chance, if the claim holds exactly, of evidence as far from it on this side. Given where a claim
  /// is exact: then this alone refutes, and the limits between low and high alone confirm.
  double chance = not_given;
  /// Replicates with which it is decided with that chance; absent: by the standard error.
  std::function<double(const Tails& tails, double chance)> needed = {};
  bool exact = false;  // holds or not, without chance
  std::size_t size = 0;
  std::string where = {};
  std::size_t scenario = 0;
};

/// What is known of one curve of a check, in the unit of its estimate.
class CurveEvidence {
 public:
  CurveEvidence(const Plan& plan, const CheckPlan& check, const CheckCurve& curve, const Record& total,
                const std::vector<SeriesPrediction>& predictions)
      : plan_(plan), check_(check), curve_(curve), total_(total), predictions_(predictions) {}

  const CheckSpec& spec() const noexcept { return check_.spec; }
  const Measure* measure() const noexcept { return check_.measure; }
  bool measures(std::string_view name) const { return check_.spec.measure == name; }
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
  const JointStats& pair(std::size_t size) const {
    return total_.joints[group().points[curve_.point].first_pair + size * group().series + curve_.series];
  }
  const LargestDifference& largest(std::size_t i) const { return total_.largest[curve_.identities[i]]; }
  const PooledCounts& pooled(std::size_t i) const { return total_.pooled[curve_.pooled[i]]; }
  std::span<const double> pooled_law(std::size_t i) const {
    if (!curve_.claimed.empty()) return curve_.claimed;
    return law_of(scenario().pooled[curve_.pooled[i]], scenario());
  }

  /// One nat (or one unit of the estimand) in the unit of the estimate, to the power that the measure has.
  double unit() const { return group().unit_factor; }
  double measure_unit() const;
  /// The truth, and what theory says of the measure; NaN: nothing.
  double truth() const { return series().truth ? *series().truth * unit() : not_given; }
  double predicted(std::size_t size) const;
  /// True if the bias is measured less a control variate.
  bool controlled() const;
  /// Standard deviation of the error of one estimate, less its control: predicted, else measured.
  double sd_of_error(std::size_t size) const;
  /// "x from letters, ml, n = 100"; of the sample itself without a series.
  std::string where(const std::string& at) const;
  std::string where(std::size_t size) const;

 private:
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

/// The measure of the check at one size with its limits, by its control variate where there is one.
Estimated estimate_measure(const CurveEvidence& evidence, std::size_t size);

/// A mean of terms, limits by Student's t.
Estimated estimate_by_t(double value, double se, std::int64_t count);

/// Says how skewed the terms are whose mean something is: limits by the normal law then need replicates, and
/// cover too little where |skewness| > 0.1 sqrt(replicates), which is noted.
void guard(Estimated& estimated, double skewness);

/// What the check claims of one size, with what was measured there.
Finding finding_at(const CurveEvidence& evidence, std::size_t size, Estimated estimated, Limits claim);

/// At most (`upper`) or at least the number of the check, widened by the margin if one is given.
Limits one_sided(const CurveEvidence& evidence, std::size_t size, bool upper, double bound);

/// Half the width of the margin around a target at one size: the largest of what the check gives, or of what
/// is usual for the measure if it gives none.
double half_margin(const CurveEvidence& evidence, double target, std::size_t size);

/// Fewest replicates with which limits by the normal law keep the tail within half as much again, by the
/// first Cornish-Fisher term of a mean of terms with that skewness.
double least_count(double skewness, double tail);

/// Ask for accumulators, made if the scenario has none like them: a joint one; at every size the difference
/// of the curve and its reference; pooled counts.
void need_joint(const Question& question, const JointPlan& wanted);
void need_identities(const Question& question);
void need_pooled(const Question& question, const PoolPlan& wanted);

/// Of which quantity the measure is the mean at one size, or is made from: error (controlled where it can
/// be), square, width, covered.
Quantity quantity_of_measure(const std::string& measure, const SeriesPlan& series);

}  // namespace plim
