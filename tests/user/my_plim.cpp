// What a user can add, in one file: a family (with it come likelihood, posterior and prior), an estimand, an
// estimator with an interval, a measure and a verb; and the whole command line for them.
#include <cmath>
#include <numbers>

#include "plim/cli/main.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/verdict/checks.hpp"
#include "plim/verdict/curve.hpp"

/// Heights of waves.
struct WaveHeight {
  using value_type = double;
  static constexpr std::string_view name = "wave_height";
  static std::vector<plim::Parameter> parameters() { return {{"scale", plim::Domain::positive, "scale"}}; }
  static plim::Outcome<WaveHeight> make(const plim::Arguments& a) { return WaveHeight{a.real("scale")}; }
  double sample(plim::Variate& v) const { return scale * std::sqrt(2 * v.exponential()); }
  double log_density(double x) const {
    return std::log(x) - 2 * std::log(scale) - x * x / (2 * scale * scale);
  }
  double mean() const { return scale * std::sqrt(std::numbers::pi / 2); }
  double scale;
  bool operator==(const WaveHeight&) const = default;
};

constexpr double one_in_100 = 3.0348542587702925;  // sqrt(2 ln 100)

/// The height that one wave in a hundred passes.
const plim::Estimand return_level = {.name = "return_level", .truth = [](const plim::TruthQuery& q) {
                                       const std::optional<double> scale = q.law.parameter("scale", 0);
                                       return scale ? std::optional(*scale * one_in_100) : scale;
                                     }};

/// It by the root mean square, with an interval by its standard error.
struct FromSquares {
  using view = plim::Reals;
  static constexpr std::string_view name = "from_squares", estimand = "return_level";
  static plim::Outcome<FromSquares> bind(const plim::Knowns& knowns, const plim::Arguments&) {
    const auto interval = plim::NormalInterval::bind(knowns, name, "wald");
    if (!interval) return plim::Refusal{interval.reason()};
    return FromSquares{*interval};
  }
  bool has_interval() const { return interval.wanted(); }
  void estimate(const plim::Reals::One& sample, plim::NoWorkspace&, const plim::Address&,
                const plim::EstimateRef& to) const {
    const double n = static_cast<double>(sample.x.size());
    double squares = 0;
    for (const double x : sample.x) squares += x * x;
    plim::Cell& cell = to.out[0];
    cell.value = one_in_100 * std::sqrt(squares / (2 * n));
    cell.se = cell.value / (2 * std::sqrt(n));
    interval.write(cell, cell.value, cell.se, {0, HUGE_VAL});
  }
  plim::NormalInterval interval;
};

/// Mean of estimate / truth.
plim::Measured mean_ratio(const plim::SeriesStats& s, double truth) {
  const double n = static_cast<double>(s.error.count);
  return {1 + s.error.mean / truth, std::sqrt(s.error.m2 / (n * (n - 1))) / std::fabs(truth), s.error.count};
}

const plim::Measure mean_ratio_measure = {.name = "mean_ratio",
                                          .long_name = "mean of estimate / truth",
                                          .scaling = plim::Scaling::none,
                                          .needs_truth = true,
                                          .asks = {.errors = true},
                                          .compute = mean_ratio,
                                          .heading = "mean ratio"};

std::string plan_halves(const plim::Question& question) {
  if (question.check.measure->curve.point == nullptr) return question.spec().measure + " has no curve";
  plim::need_curve(question);
  return "";
}

/// From each n to the next the size of a measure is at most half.
void judge_halves(const plim::CurveEvidence& evidence, std::vector<plim::Finding>& findings) {
  const plim::JointStats& joint = evidence.joint(0);
  const std::vector<plim::CurvePoint> points = plim::points_of_curve(evidence, joint);
  for (std::size_t l = 0; l + 1 < points.size(); ++l) {
    const plim::CurvePoint &here = points[l], &next = points[l + 1];
    std::vector<double> gradient = next.gradient;
    for (std::size_t i = 0; i < gradient.size(); ++i)
      gradient[i] = std::copysign(gradient[i], next.value) - std::copysign(here.gradient[i], here.value) / 2;
    const double excess = std::fabs(next.value) - std::fabs(here.value) / 2;
    const plim::Terms terms = plim::terms_of(excess, joint.standard_error(gradient), joint.count(), 0);
    plim::Finding finding{plim::estimate_mean(terms, 1), -HUGE_VAL, 0};
    finding.size = evidence.curve().sizes[l + 1];
    finding.where = evidence.where(finding.size);
    findings.push_back(std::move(finding));
  }
}

const plim::Verb halves = {.name = "halves",
                           .form = "\"with n\"",
                           .help = "the size of the measure is at most half of that at the n before",
                           .word = "with n",
                           .target = "with n",
                           .plan = plan_halves,
                           .judge = judge_halves};

int main(int argc, char** argv) {
  return plim::run_main(argc, argv, [] {
    return plim::standard_catalogue()
        .add_family<WaveHeight>()
        .add_estimand(return_level)
        .add_estimator<FromSquares>()
        .add_measure(mean_ratio_measure)
        .add_verb(halves);
  });
}
