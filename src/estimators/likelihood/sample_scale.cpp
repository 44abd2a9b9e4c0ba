#include <algorithm>
#include <cmath>

#include "plim/estimators/likelihood/coordinate.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

double times_of(const Observations::One& s, std::size_t i) { return s.times.empty() ? 1.0 : s.times[i]; }

/// The root mean square deviation, in units of the largest where squares leave the doubles.
double deviation_about(double mean, const Observations::One& s, double unit) {
  CompensatedSum squares;
  for (std::size_t i = 0; i < s.x.size(); ++i) {
    const double gap = (s.x[i] - mean) / unit;
    squares.add(times_of(s, i) * gap * gap);
  }
  return unit * std::sqrt(squares.value() / static_cast<double>(s.n));
}

/// The values at ranks that halve and quarter the sample.
struct Quartiles {
  double lower = 0, median = 0, upper = 0;
};

Quartiles quartiles_of(const Observations::One& s) {
  std::vector<std::size_t> order(s.x.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&s](std::size_t a, std::size_t b) { return s.x[a] < s.x[b]; });
  Quartiles q{s.x[order.back()], s.x[order.back()], s.x[order.back()]};
  const double n = static_cast<double>(s.n);
  double before = 0;
  for (const std::size_t i : order) {
    const double reached = before + times_of(s, i);
    if (before < 0.25 * n && reached >= 0.25 * n) q.lower = s.x[i];
    if (before < 0.5 * n && reached >= 0.5 * n) q.median = s.x[i];
    if (before < 0.75 * n && reached >= 0.75 * n) q.upper = s.x[i];
    before = reached;
  }
  return q;
}

}  // namespace

SampleScale scale_of(const Observations::One& s) {
  const double n = static_cast<double>(s.n);
  SampleScale scale;
  scale.least = scale.most = s.x[0];
  CompensatedSum sum;
  for (std::size_t i = 0; i < s.x.size(); ++i) {
    if (!std::isfinite(s.x[i])) scale.finite = false;
    scale.least = std::fmin(scale.least, s.x[i]);
    scale.most = std::fmax(scale.most, s.x[i]);
    sum.add(times_of(s, i) * (s.x[i] / n));
  }
  if (!scale.finite) return scale;
  scale.constant = scale.least == scale.most;
  scale.mean = sum.value();
  scale.sd = deviation_about(scale.mean, s, 1);
  if (scale.constant) {
    scale.sd = scale.mean != 0 ? std::fabs(scale.mean) : 1;
  } else if (!std::isfinite(scale.sd) || scale.sd == 0) {
    scale.sd = deviation_about(scale.mean, s, std::fmax(scale.most - scale.mean, scale.mean - scale.least));
  }
  if (!std::isfinite(scale.sd)) scale.finite = false;
  return scale;
}

std::vector<SampleScale> other_scales(const Observations::One& s, const SampleScale& by_moments) {
  constexpr double normal_range = 1.349;  // between a normal law's quartiles, in its sd
  std::vector<SampleScale> scales;
  const Quartiles q = quartiles_of(s);
  SampleScale scale = by_moments;
  scale.mean = q.median;
  scale.sd = (q.upper - q.lower) / normal_range;
  if (scale.sd > 0 && std::isfinite(scale.sd)) scales.push_back(scale);
  const std::size_t of_values = scales.size();
  if (by_moments.least > 0) {
    std::vector<double> logarithms(s.x.size());
    std::transform(s.x.begin(), s.x.end(), logarithms.begin(), [](double x) { return elementary::log(x); });
    scales.push_back(scale_of({s.n, logarithms, s.times}));
  }
  if (by_moments.constant) return scales;
  for (SampleScale free : {by_moments, of_values > 0 ? scales.front() : by_moments}) {
    free.centre = free.mean;
    scales.push_back(free);
  }
  return scales;
}

}  // namespace plim
