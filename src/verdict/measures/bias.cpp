#include <cmath>
#include <optional>

#include "errors.hpp"
#include "measures.hpp"
#include "plim/verdict/curve.hpp"

namespace plim {
namespace {

Measured bias(const SeriesStats& s, double) { return mean_of(s.error); }

/// The control variate has mean 0 over all replicates, not over those that gave an estimate.
Measured bias_controlled(const SeriesStats& s, double) {
  return s.controlled.count == s.replicates() ? mean_of(s.controlled)
                                              : Measured{not_given, not_given, s.controlled.count};
}

/// The mean of terms of one sign that are nearly chi-square: its law is E B times a gamma variable with the
/// predicted variation sd / mean, at least as skewed as that or as the sample. Nothing where that is too
/// skewed to be nearly chi-square in the mean: rare classes, few replicates.
std::optional<Estimated> by_chi_square(const CurveEvidence& evidence, std::size_t size, const Terms& t) {
  constexpr double most_variation = 0.25;
  const SeriesPrediction& p = evidence.prediction(size);
  if (!p.chi_square || !evidence.is_complete(size) || !(p.controlled_se > 0)) return std::nullopt;
  const double root = std::sqrt(static_cast<double>(t.count)),
               variation = p.controlled_se / std::fabs(p.bias.value) / root;
  if (!(t.mean * p.bias.value > 0) || !(variation <= most_variation)) return std::nullopt;
  const double skewness = std::fmax(2 * variation, std::fabs(t.skewness) / root), unit = evidence.unit();
  const auto limits = [=, mean = t.mean](double tail) {
    const Limits size_of = scale_limits(std::fabs(mean), variation, 2 * variation, skewness, tail);
    return mean < 0 ? Limits{-size_of.upper * unit, -size_of.lower * unit}
                    : Limits{size_of.lower * unit, size_of.upper * unit};
  };
  return with_limits(estimate_mean(t, unit), std::fabs(t.mean * unit) * variation, limits);
}

/// By the control variate where there is one and no replicate failed.
Estimated of_bias(const CurveEvidence& evidence, std::size_t size) {
  const SeriesPrediction& p = evidence.prediction(size);
  const bool controlled = evidence.controlled(size);
  if (controlled || p.controlled_se == p.empirical_se.value) {
    const Terms whole = controlled ? controlled_errors(evidence, size) : errors(evidence, size);
    if (std::optional<Estimated> e = by_chi_square(evidence, size, whole)) {
      e->controlled = controlled;
      return *std::move(e);
    }
  }
  return estimate_errors(evidence, size);
}

Estimated of_bias_controlled(const CurveEvidence& evidence, std::size_t size) {
  if (evidence.controlled(size)) return of_bias(evidence, size);
  return undecidable(
      evidence.stats(size).controlled.count,
      "the control variate has mean 0 over all replicates, not over those that gave an estimate");
}

constexpr PairedQuantity plain_pairs[] = {
    {Quantity::error, false}, {Quantity::error, true}, {Quantity::difference, false}};
// Of mean 0 over all replicates alone; where some fail the errors themselves serve.
constexpr PairedQuantity controlled_ones[] = {{Quantity::controlled, false}, {Quantity::controlled, true}};

/// |b_s| - |b_r|; where a bias is near 0 its sign is not known, so that the larger of both errors is taken.
Estimated compare_bias(const CurveEvidence& evidence, const JointStats& joint, std::size_t size) {
  const std::size_t s = joint.dimension() > 3 && evidence.is_complete(joint) ? 3 : 0, r = s + 1;
  const double a = joint.mean(s), b = joint.mean(r);
  std::vector<double> same(joint.dimension()), opposite(joint.dimension());
  same[s] = opposite[s] = opposite[r] = 1;
  same[r] = -1;
  const double se = std::fmax(joint.standard_error(same), joint.standard_error(opposite));
  // Biases of one sign: the mean of the differences of the estimates.
  const double skewness = a * b > 0 ? joint.skewness(2) : most_skewed(joint, s, r);
  Terms t = terms_of(std::fabs(a) - std::fabs(b), se, joint.count(), skewness);
  t.scale = evidence.size_of_estimates(size);
  Estimated e = estimate_mean(t, evidence.measure_unit());
  e.controlled = s > 0;
  return e;
}

constexpr PairForm comparison = {plain_pairs, controlled_ones, compare_bias};

Prediction predict_bias(const SeriesPrediction& p, double) { return p.bias; }

/// (estimate - truth) / truth over replicates, where each may have a truth of its own.
struct RelativeErrors {
  Moments errors;

  void add(const Observation& o) {
    if (is_success(o.outcome()) && o.truth != 0) errors.add((o.cell.value - o.truth) / o.truth);
  }
  RelativeErrors& operator+=(const RelativeErrors& other) {
    errors += other.errors;
    return *this;
  }
  bool operator==(const RelativeErrors&) const = default;
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.errors);
  }
};

AnyAccumulator no_errors(double) { return AnyAccumulator(RelativeErrors{}); }

Measured relative_bias(const AnyAccumulator& own, const Measure&, double) {
  return mean_of(own.as<RelativeErrors>()->errors);
}

/// Of one truth what is known of the bias, over the truth; its sign may turn the limits.
Estimated of_relative_bias(const CurveEvidence& evidence, std::size_t size) {
  if (evidence.series().drawn_truth)
    return estimate_mean(terms_of_moments(evidence.own(size).as<RelativeErrors>()->errors), 1);
  const double truth = evidence.truth();
  if (truth == 0) return undecidable(evidence.stats(size).successes(), "the truth is 0");
  Estimated e = of_bias(evidence, size);
  e.value /= truth;
  e.se /= std::fabs(truth);
  e.limits = [of_bias = e.limits, truth](double tail) {
    const Limits l = of_bias(tail);
    return truth > 0 ? Limits{l.lower / truth, l.upper / truth} : Limits{l.upper / truth, l.lower / truth};
  };
  return e;
}

Prediction predict_relative(const SeriesPrediction& p, double truth) {
  if (std::isnan(truth) || truth == 0) return {};
  return {p.bias.value / truth, p.bias.kind, p.bias.source};
}

}  // namespace

const Measure bias_measure = {.name = "bias",
                              .long_name = "mean of estimate - truth",
                              .needs_truth = true,
                              .asks = {.errors = true},
                              .compute = bias,
                              .estimate = of_bias,
                              .curve = {.quantities = error_alone, .point = point_of_mean},
                              .comparison = comparison,
                              .predict = predict_bias,
                              .theory_in_files = true,
                              .margin = UsualMargin::relative_and_sd,
                              .with_infinite = of_infinite,
                              .takes_control = true,
                              .column = Column::bias};

const Measure bias_controlled_measure = {
    .name = "bias_controlled",
    .long_name = "bias by a control variate of mean 0, where no replicate failed",
    .needs_truth = true,
    .needs_control = true,
    .asks = {.controlled = true},
    .compute = bias_controlled,
    .estimate = of_bias_controlled,
    .curve = {.quantities = error_alone, .point = point_of_mean},
    .comparison = comparison,
    .predict = predict_bias,
    .margin = UsualMargin::relative_and_sd,
    .with_infinite = not_finite,
    .takes_control = true};

const Measure relative_bias_measure = {.name = "relative_bias",
                                       .long_name = "mean of (estimate - truth) / truth",
                                       .scaling = Scaling::none,
                                       .needs_truth = true,
                                       .own = {"relative errors", no_errors},
                                       .compute_own = relative_bias,
                                       .estimate = of_relative_bias,
                                       .predict = predict_relative,
                                       .with_infinite = not_finite,
                                       .takes_control = true};

}  // namespace plim
