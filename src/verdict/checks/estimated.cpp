#include <cmath>

#include <fmt/format.h>

#include "plim/core/real.hpp"
#include "plim/numeric/special.hpp"
#include "plim/verdict/evidence.hpp"

namespace plim {
namespace {

std::string remark_on_mean(const Terms& t, double tail) {
  switch (method_of_mean(t, tail)) {
    case MeanMethod::constant:
    case MeanMethod::moments:
    case MeanMethod::student: return "";
    case MeanMethod::range: return "limits by the known range of the terms";
    case MeanMethod::inequality:
      return fmt::format("limits by Cantelli's inequality and the {} standard deviation (skewness {:.2g})",
                         t.expected_sd > 0 ? "known" : "sample's", t.skewness);
    case MeanMethod::none: break;
  }
  if (t.count < 2) return "too few replicates";
  return varies(t) ? "too few replicates for terms of which nothing is known"
                   : "all replicates gave the same value, which says nothing of what else could come";
}

/// With fewer, limits are wider than by Student's t; they never are if nothing varied and nothing is known.
double least_of_mean(const Terms& t, double tail) {
  const bool known = !std::isnan(t.shape.skewness);
  if (!known && !varies(t)) return method_of_mean(t, tail) == MeanMethod::constant ? 0 : infinity;
  return std::fmax(30, least_count(t, tail));
}

std::string remark_on_squares(const Squares& s) {
  switch (method_of_squares(s)) {
    case SquareMethod::known:
    case SquareMethod::sample: return "";
    case SquareMethod::range: return "limits by the known range of the estimates";
    case SquareMethod::none: break;
  }
  if (s.count < 2) return "too few replicates";
  if (s.known.variation == infinity) return no_fourth_moment;
  if (!(s.mean > 0) || std::isnan(s.spread_variation))
    return "all replicates gave the same value, which says nothing of what else could come";
  if (s.tail_unseen)
    return "the sample shows less than half of the spread that theory has: its tail was not seen";
  if (!s.has_moments)
    return "the moments of the estimates are not known to exist up to the eighth (a larger n may have them)";
  return fmt::format("too few replicates for so skewed squares: relative error {:.2g}",
                     std::fmax(s.spread_variation, variation_of(s)));
}

double least_of_squares(const Squares& s) {
  const SquareMethod method = method_of_squares(s);
  if (method == SquareMethod::known) return 0;
  if (s.known.variation == infinity || std::isnan(s.spread_variation) || !s.has_moments || s.tail_unseen)
    return infinity;
  constexpr double fewest = fewest_for_spreads, most_variation = 0.15;
  return std::fmax(
      fewest, real(s.count) * std::pow(std::fmax(s.spread_variation, variation_of(s)) / most_variation, 2));
}

}  // namespace

Estimated with_limits(Estimated e, double se, std::function<Limits(double tail)> limits) {
  e.se = se;
  e.limits = std::move(limits);
  e.remark = [](double) { return std::string(); };
  e.least = [](double) { return 0.0; };
  return e;
}

Estimated undecidable(std::int64_t count, std::string why) {
  Estimated e;
  e.count = count;
  e.note = std::move(why);
  e.least = [](double) { return infinity; };
  return e;
}

Estimated estimate_mean(const Terms& t, double unit, double shift) {
  Estimated e;
  e.value = (t.mean + shift) * unit;
  e.count = t.count;
  const double sd = t.sd > 0 ? t.sd : t.expected_sd;
  const bool known = sd > 0;
  e.se = (known ? std::fmax(sd / std::sqrt(real(t.count)), std::isnan(t.se) ? 0 : t.se) : t.se) * unit;
  e.limits = [t, unit, shift](double tail) {
    const Limits l = limits_of_mean(t, tail);
    return Limits{(l.lower + shift) * unit, (l.upper + shift) * unit};
  };
  e.remark = [t](double tail) { return remark_on_mean(t, tail); };
  e.least = [t](double tail) { return least_of_mean(t, tail); };
  return e;
}

Terms terms_of(double value, double se, std::int64_t count, double skewness) {
  Terms t;
  t.count = count;
  t.mean = value;
  t.se = se;
  t.skewness = skewness;
  return t;
}

Estimated estimate_squares(const Squares& s, bool root, double unit) {
  const auto scaled = [root, unit](double square) {
    return root ? std::sqrt(square) * unit : square * unit * unit;
  };
  Estimated e;
  e.value = scaled(s.mean);
  e.count = s.count;
  const double variation =
      method_of_squares(s) == SquareMethod::known || s.mean > 0 ? variation_of(s) : not_given;
  e.se = e.value * variation * (root ? 0.5 : 1);
  // Limits by Cantelli's inequality are so much wider than those that planning takes from a standard error.
  constexpr double wider = 5.5;
  if (std::isfinite(s.known.variation) && !std::isfinite(s.known.skewness)) e.se *= wider;
  e.limits = [s, scaled](double tail) {
    const Limits l = limits_of_squares(s, tail);
    return Limits{scaled(l.lower), scaled(l.upper)};
  };
  e.remark = [s](double) { return remark_on_squares(s); };
  e.least = [s](double) { return least_of_squares(s); };
  return e;
}

Estimated estimate_proportion(std::int64_t hits, std::int64_t count) {
  Estimated e;
  e.count = count;
  if (count < 1) return e;
  const double n = real(count), h = real(hits);
  e.value = h / n;
  // Its error for planning is never taken as 0.
  const double p = (h + 2) / (n + 4);
  e.se = std::sqrt(p * (1 - p) / n);
  e.limits = [hits, count](double tail) { return proportion_limits(hits, count, tail); };
  return e;
}

double most_skewed(const JointStats& joint, std::size_t i, std::size_t j) {
  const double a = joint.skewness(i), b = joint.skewness(j);
  return std::fabs(a) > std::fabs(b) ? a : b;
}

void set_range_of_difference(Terms& t, const Range& first, const Range& second) {
  t.low = first.low - second.high;
  t.high = first.high - second.low;
}

bool differ(const JointStats& pair, double size) {
  constexpr double resolution = 1e-12;
  const double n = real(pair.count());
  return std::sqrt(pair.co_moment(0, 0) / n) >
         resolution * (std::fabs(size) + std::sqrt(pair.co_moment(1, 1) / n));
}

namespace {

/// What a measure of all estimates is where some are infinite: with one sign among them that is known.
Estimated estimate_infinite(const CurveEvidence& evidence, std::size_t size) {
  const SeriesStats& s = evidence.stats(size);
  const double value = s.infinite() > 0 ? evidence.measure()->with_infinite(s.infinite_sum) : not_given;
  if (std::isnan(value)) return undecidable(s.successes(), no_finite_mean);
  Estimated e;
  e.value = value;
  e.count = s.replicates();
  e.note = fmt::format("{} of {} estimates are infinite", s.infinite(), s.replicates());
  return with_limits(std::move(e), 0, [value](double) { return Limits{value, value}; });
}

}  // namespace

Estimated estimate_measure(const CurveEvidence& evidence, std::size_t size) {
  const Measure& measure = *evidence.measure();
  if (measure.with_infinite != nullptr && evidence.has_infinite(size))
    return estimate_infinite(evidence, size);
  if (measure.scaling != Scaling::none && !measure.of_ranks && !evidence.may_have_variance(size))
    return undecidable(evidence.stats(size).successes(), no_variance);
  return measure.estimate(evidence, size);
}

}  // namespace plim
