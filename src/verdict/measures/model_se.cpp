#include <cmath>

#include "errors.hpp"
#include "measures.hpp"
#include "spreads.hpp"

namespace plim {
namespace {

/// Squares of the standard errors that the estimator gives, by themselves and with the errors.
struct StandardErrors {
  Moments squares;
  JointStats joint = JointStats(3);  // error, its square, the square of the standard error

  void add(const Observation& o) {
    if (!is_success(o.outcome()) || std::isnan(o.cell.se)) return;
    const double error = std::isnan(o.truth) ? o.cell.value : o.cell.value - o.truth;
    const double square = o.cell.se * o.cell.se;
    squares.add(square);
    joint.add(std::array{error, error * error, square});
  }
  StandardErrors& operator+=(const StandardErrors& other) {
    squares += other.squares;
    joint += other.joint;
    return *this;
  }
  bool operator==(const StandardErrors&) const = default;
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.squares);
    visitor(self.joint);
  }
};

AnyAccumulator no_standard_errors(double) { return AnyAccumulator(StandardErrors{}); }

constexpr const char* none_given = "the estimates have no standard errors";

Measured model_se(const AnyAccumulator& own, const Measure&, double) {
  const Moments& squares = own.as<StandardErrors>()->squares;
  const Measured square = mean_of(squares);
  const double root = std::sqrt(square.value);
  return {root, root > 0 ? square.mcse / (2 * root) : 0 * square.mcse, square.count};
}

/// Limits of the mean square, and the roots of them.
Estimated of_model_se(const CurveEvidence& evidence, std::size_t size) {
  const AnyAccumulator& own = evidence.own(size);
  Terms t = terms_of_moments(own.as<StandardErrors>()->squares);
  if (t.count == 0) return undecidable(0, none_given);
  t.low = 0;
  t.scale = t.mean;
  Estimated e = estimate_mean(t, 1);
  const Measured m = model_se(own, *evidence.measure(), not_given);
  const double unit = evidence.unit();
  e.value = m.value * unit;
  e.se = m.mcse * unit;
  e.limits = [of_square = e.limits, unit](double tail) {
    const Limits l = of_square(tail);
    return Limits{std::sqrt(l.lower < 0 ? 0 : l.lower) * unit, std::sqrt(l.upper) * unit};
  };
  return e;
}

/// With T = se^2, B = (error - mean)^2 and R = sum T / sum B: its square is nearly a mean of T - R B, which
/// is se^2 - R e^2 + 2 R m e up to a constant.
Measured model_se_error(const AnyAccumulator& own, const Measure&, double) {
  const JointStats& joint = own.as<StandardErrors>()->joint;
  const double n = static_cast<double>(joint.count()), sum = joint.co_moment(0, 0);
  if (joint.count() < 2 || !(sum > 0)) return {not_given, not_given, joint.count()};
  const double R = n * joint.mean(2) / sum, ratio = std::sqrt(R * (n - 1) / n);
  const std::array<double, 3> g = {2 * R * joint.mean(0), -R, 1};
  return {100 * (ratio - 1), 100 * std::sqrt(joint.quadratic_form(g)) / sum / (2 * ratio), joint.count()};
}

Estimated of_model_se_error(const CurveEvidence& evidence, std::size_t size) {
  const AnyAccumulator& own = evidence.own(size);
  const JointStats& joint = own.as<StandardErrors>()->joint;
  if (joint.count() == 0) return undecidable(0, none_given);
  if (!evidence.may_have_fourth_moment(size)) return undecidable(joint.count(), no_fourth_moment);
  if (joint.count() < fewest_for_spreads) {
    Estimated few = undecidable(joint.count(), "too few replicates for limits of a spread");
    few.least = [](double) { return static_cast<double>(fewest_for_spreads); };
    return few;
  }
  const Measured m = model_se_error(own, *evidence.measure(), not_given);
  return estimate_mean(terms_of(m.value, m.mcse, m.count, most_skewed(joint, 1, 2)), 1);
}

constexpr OwnAccumulator gathered = {"standard errors", no_standard_errors};

}  // namespace

const Measure model_se_measure = {.name = "model_se",
                                  .long_name = "root mean square of the standard errors that estimates have",
                                  .own = gathered,
                                  .compute_own = model_se,
                                  .estimate = of_model_se,
                                  .low = 0,
                                  .of_standard_errors = true};

const Measure model_se_error_measure = {.name = "model_se_error",
                                        .long_name = "100 (model_se / empirical_se - 1), percent",
                                        .scaling = Scaling::none,
                                        .own = gathered,
                                        .compute_own = model_se_error,
                                        .estimate = of_model_se_error,
                                        .with_infinite = not_finite,
                                        .low = -100,
                                        .of_standard_errors = true,
                                        .of_squares = true};

}  // namespace plim
