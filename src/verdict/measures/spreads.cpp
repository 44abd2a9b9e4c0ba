#include "spreads.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "plim/core/real.hpp"

namespace plim {
namespace {

/// Sum over replicates of (T_i - mean T)^2, T_i = (t_i - mean t)^2.
double spread_of_squares(const Moments& m) { return std::fmax(0, m.m4 - m.m2 * m.m2 / real(m.count)); }

}  // namespace

Measured standard_deviation_of(const Moments& m) {
  if (m.count < 2) return {not_given, not_given, m.count};
  const double n = real(m.count);
  const double sd = std::sqrt(variance_of(m));
  const double k = n / (n - 1);
  const double mcse = sd > 0 ? k * std::sqrt(k) * std::sqrt(spread_of_squares(m)) / (2 * n * sd) : 0;
  return {sd, mcse, m.count};
}

/// Written around the mean error b, e_i = b + d_i, so that a bias far above the spread does not cancel:
/// sum (e_i^2 - MSE)^2 = sum (d_i^2 - m2/n)^2 + 4 b m3 + 4 b^2 m2.
Measured mse_of(const Moments& m) {
  if (m.count == 0) return {};
  const double n = real(m.count);
  const double b = m.mean;
  const double spread = std::fmax(0, spread_of_squares(m) + 4 * b * m.m3 + 4 * b * b * m.m2);
  return {m.m2 / n + b * b, m.count > 1 ? std::sqrt(spread / (n * (n - 1))) : not_given, m.count};
}

namespace {

Squares squares_of(const CurveEvidence& evidence, std::size_t size, bool centred) {
  const Moments& m = evidence.stats(size).error;
  const SeriesPrediction& p = evidence.prediction(size);
  Squares s;
  s.count = m.count;
  s.centred = centred;
  if (m.count < 2) return s;
  const Measured mse = mse_of(m);
  const Measured se = standard_deviation_of(m);
  s.mean = centred ? se.value * se.value : mse.value;
  if (varies(errors(evidence, size))) s.spread_variation = 2 * se.mcse / se.value;
  s.variation = centred ? s.spread_variation : mse.mcse / mse.value;
  s.about = mse.value;
  s.has_moments = evidence.has_moments(size, 8);
  const double truth = evidence.series().truth.value_or(0);
  const Range range = evidence.range(size);
  if (!evidence.series().drawn_truth)
    s.most = std::pow(centred ? range.high - range.low : std::fmax(range.high - truth, truth - range.low), 2);
  if (!evidence.is_complete(size)) return s;
  const SquareShape shape = shape_of_square(p.shape, centred ? 0 : p.bias.value / p.empirical_se.value);
  (has_exact_shape(evidence, size) ? s.known : s.leading) = shape;
  // An exact spread of which the sample shows less than half: its tail was not seen.
  s.tail_unseen = is_exact(evidence, size) && 2 * se.value < p.empirical_se.value;
  return s;
}

}  // namespace

/// Estimates that cannot vary have a spread that is exactly what it is.
Estimated spread(const CurveEvidence& evidence, std::size_t size, bool centred, bool root) {
  const Squares s = squares_of(evidence, size, centred);
  const Terms t = errors(evidence, size);
  Estimated e = estimate_squares(s, root, evidence.unit());
  constexpr double any_tail = 0.01;
  if (s.count < 2 || method_of_mean(t, any_tail) != MeanMethod::constant) return e;
  return with_limits(e, 0, [value = e.value](double) { return Limits{value, value}; });
}

std::optional<Estimated> no_comparison_of_spreads(const CurveEvidence& evidence, const JointStats& joint,
                                                  std::size_t size, bool centred) {
  const bool few = joint.count() < fewest_for_spreads;
  std::string why;
  if (!evidence.may_have_fourth_moment(size)) {
    why = no_fourth_moment;
  } else if (centred && !differ(joint, evidence.size_of_estimates(size))) {
    why = "the two differ by the same in all replicates";
  } else if (few) {
    why = "too few replicates for limits of a spread";
  } else {
    return std::nullopt;
  }
  Estimated none = undecidable(joint.count(), why);
  if (few) none.least = [](double) { return static_cast<double>(fewest_for_spreads); };
  return none;
}

/// With d = t - t_ref and e = t - truth: S_ref^2 / S^2 - 1 = (C_dd - 2 C_de) / C_ee, and for the error, with
/// A = (e_ref - mean)^2, B = (e - mean)^2 and R = S_ref^2 / S^2, A - R B is (1 - R) e^2 - (e^2 - e_ref^2) +
/// 2 m_ref d + 2 (R m - m_ref) e up to a constant. In these variables nothing cancels where both nearly
/// agree.
Measured precision_gain(const JointStats& pair) {
  const double ee = pair.dimension() == 4 ? pair.co_moment(1, 1) : 0;
  if (pair.count() < 2 || !(ee > 0)) return {not_given, not_given, pair.count()};
  const double gain = (pair.co_moment(0, 0) - 2 * pair.co_moment(0, 1)) / ee;
  const double m = pair.mean(1), m_ref = m - pair.mean(0);
  const std::array<double, 4> g = {2 * m_ref, 2 * ((1 + gain) * m - m_ref), -1, -gain};
  return {100 * gain, 100 * std::sqrt(pair.quadratic_form(g)) / ee, pair.count()};
}

}  // namespace plim
