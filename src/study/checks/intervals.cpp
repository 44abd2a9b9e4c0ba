#include <cmath>

#include "evidence.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

double real(std::int64_t n) { return static_cast<double>(n); }

void note_skewed(Estimated& e, double skewness) {
  if (std::fabs(skewness) > 0.1 * std::sqrt(real(e.count))) e.note = "skewed: intervals may cover too little";
}

/// Mean of a set, shifted; its skewness guards the limits.
Estimated mean_of(const Moments& m, double shift, double unit) {
  if (m.count == 0) return estimate_by_t(not_given, not_given, 0);
  const double n = real(m.count);
  const double se = m.count > 1 ? std::sqrt(m.m2 / (n * (n - 1))) : not_given;
  Estimated e = estimate_by_t((shift + m.mean) * unit, se * unit, m.count);
  guard(e, m.m2 > 0 ? std::sqrt(n) * m.m3 / std::pow(m.m2, 1.5) : 0);
  return e;
}

/// The mean of terms of one sign that are nearly chi-square: mean x nu / chi-square quantiles with
/// nu = 2 R (E B)^2 / Var B as predicted.
Estimated by_chi_square(const Moments& m, const SeriesPrediction& p, double unit) {
  Estimated e = mean_of(m, 0, unit);
  const double ratio = p.bias.value / p.controlled_se;
  const double nu = 2 * real(m.count) * ratio * ratio;
  const double mean = e.value;
  e.limits = [nu, mean](double tail) {
    const double far = nu * mean / special::chi_square_quantile(nu, tail);
    const double near = nu * mean / special::chi_square_quantile(nu, 1 - tail);
    return mean < 0 ? Limits{far, near} : Limits{near, far};
  };
  e.skewness = 0;
  e.note.clear();
  return e;
}

/// A positive measure, the mean of squares to the power 1 / `root`, whose logarithm is nearer to normal than
/// itself. Its skewness would need sixth moments; that squares vary much says that they are skewed.
Estimated by_log(const Measured& measured, double root) {
  Estimated e = estimate_by_t(measured.value, measured.mcse, measured.count);
  const double value = measured.value, relative = value > 0 ? measured.mcse / value : 0;
  const double df = real(measured.count) - 1;
  if (measured.count < 2 || std::isnan(relative)) return e;
  note_skewed(e, relative * root * std::sqrt(df + 1));
  e.limits = [value, relative, df](double tail) {
    const double factor = std::exp(-special::student_t_quantile(df, tail) * relative);
    return Limits{value / factor, value * factor};
  };
  return e;
}

/// A proportion by Clopper and Pearson (1934).
Estimated by_beta(const Measured& measured) {
  Estimated e = estimate_by_t(measured.value, measured.mcse, measured.count);
  const double n = real(measured.count), hits = std::rint(measured.value * n);
  if (measured.count < 1) return e;
  // Its error for planning is never taken as 0.
  const double p = (hits + 2) / (n + 4);
  e.se = std::sqrt(p * (1 - p) / n);
  e.limits = [n, hits](double tail) {
    return Limits{hits > 0 ? special::beta_quantile(hits, n - hits + 1, tail) : 0.0,
                  hits < n ? special::beta_quantile(hits + 1, n - hits, 1 - tail) : 1.0};
  };
  return e;
}

bool is_chi_square(const CurveEvidence& evidence, std::size_t size, const Moments& m) {
  const SeriesPrediction& p = evidence.prediction(size);
  const bool whole = evidence.controlled() || p.controlled_se == p.empirical_se.value;
  return p.chi_square && whole && p.controlled_se > 0 && m.mean * p.bias.value > 0;
}

}  // namespace

Estimated estimate_by_t(double value, double se, std::int64_t count) {
  const double df = real(count) - 1;
  const auto limits = [value, se, df](double tail) {
    if (!(df >= 1)) return Limits{};
    const double half = -special::student_t_quantile(df, tail) * se;
    return Limits{value - half, value + half};
  };
  return {value, se, count, limits, 0, "", 0};
}

void guard(Estimated& estimated, double skewness) {
  estimated.skewness = skewness;
  note_skewed(estimated, skewness);
}

Estimated estimate_measure(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  const SeriesPlan& series = evidence.series();
  const double unit = evidence.unit();
  const Moments& error = evidence.controlled() ? s.controlled : s.error;
  if (evidence.measures("bias") || evidence.measures("bias_controlled")) {
    if (is_chi_square(evidence, size, error)) return by_chi_square(error, evidence.prediction(size), unit);
    return mean_of(error, 0, unit);
  }
  if (evidence.measures("mean")) return mean_of(error, series.truth.value_or(0.0), unit);
  if (evidence.measures("width")) return mean_of(s.width, 0, unit);
  const Measure& measure = *evidence.measure();
  if (measure.paired != nullptr) {
    const JointStats& pair = evidence.pair(size);
    const Measured m = in_unit(measure.paired(pair), measure.scaling, unit);
    Estimated e = estimate_by_t(m.value, m.mcse, m.count);
    // difference is the mean of the first variable, relative_precision nearly a multiple of that of the
    // third.
    if (pair.dimension() == 4) guard(e, pair.skewness(evidence.measures("difference") ? 0 : 2));
    return e;
  }
  const Measured measured =
      in_unit(measure.compute(s, series.truth.value_or(not_given)), measure.scaling, unit);
  return evidence.measures("empirical_se") || evidence.measures("mse") || evidence.measures("rmse")
             ? by_log(measured, evidence.measures("mse") ? 1 : 2)
             : by_beta(measured);
}

double least_count(double skewness, double tail) {
  const double z = special::normal_quantile(tail);
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979323846);
  const double root = skewness * (2 * z * z + 1) * density / (3 * tail);
  return root * root;
}

}  // namespace plim
