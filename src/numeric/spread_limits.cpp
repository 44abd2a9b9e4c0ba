#include "plim/numeric/spread_limits.hpp"

#include <cmath>

#include "plim/core/real.hpp"

namespace plim {
namespace {

constexpr double most_variation = 0.15, wider = 1.5;

/// The relative standard error of a mean of `count` squares of that variation each; of a variance with its
/// part from the mean.
double of_mean(double each, const Squares& s) {
  const double n = static_cast<double>(s.count);
  return std::sqrt(each * each / n + (s.centred && s.count > 1 ? 2 / (n * (n - 1)) : 0));
}

bool is_known(const Squares& s) { return !std::isnan(s.known.variation); }

/// The sample's; at least that of normal terms, since two-valued terms seem to know their spread, and at
/// least what theory expects to leading order.
double sample_variation(const Squares& s, double of_sample) {
  const double least = of_mean(std::sqrt(2.0), s);
  const double expected = std::isnan(s.leading.variation) ? 0 : of_mean(s.leading.variation, s);
  return std::fmax(of_sample, std::fmax(least, expected));
}

Limits by_scale(const Squares& s, double variation, double least_skewness, double most_skewness,
                double tail) {
  const double own = 6 / (static_cast<double>(s.count) * variation);
  return scale_limits(s.mean, variation, least_skewness - (s.centred ? own : 0), most_skewness, tail / 2);
}

Limits by_known(const Squares& s, double tail) {
  const double variation = variation_of(s), gamma = 2 * variation;
  const double each = s.known.skewness / std::sqrt(static_cast<double>(s.count));
  if (!std::isfinite(each)) return by_scale(s, variation, 0, infinity, tail);
  // Squares so much more skewed than those of a gamma law have a longer tail than three moments say.
  const bool long_tail = each > 2 * gamma;
  return by_scale(s, variation, std::fmin(each, gamma), long_tail ? wider * each : std::fmax(each, gamma),
                  tail);
}

Limits by_sample(const Squares& s, double tail) {
  const double variation = variation_of(s), gamma = 2 * variation, most = wider * gamma;
  const double each = s.leading.skewness / std::sqrt(static_cast<double>(s.count));
  // Where the sample lacks its tail both its mean and its variation are small: their ratio is left-skewed.
  return by_scale(s, variation, -gamma, std::isnan(each) ? most : std::fmax(each, most), tail);
}

/// A variance is at most the mean square about any point. If all terms are equal, the first of them is one
/// that the others, whatever it is, can be held against.
Limits by_range(const Squares& s, double tail) {
  if (s.count < 2) return {};
  if (!s.centred) return range_limits(s.count, s.mean, 0, s.most, tail);
  const bool equal = !(s.mean > 0);
  if (equal) return {0, range_limits(s.count - 1, 0, 0, s.most, tail).upper};
  return {0,
          std::fmin(s.most / 4,
                    std::isnan(s.about) ? infinity : range_limits(s.count, s.about, 0, s.most, tail).upper)};
}

}  // namespace

SquareMethod method_of_squares(const Squares& s) {
  if (s.count < 2) return SquareMethod::none;
  if (is_known(s)) return std::isfinite(s.known.variation) ? SquareMethod::known : SquareMethod::none;
  const bool steady = s.count >= fewest_for_spreads && s.mean > 0 && s.spread_variation > 0 &&
                      !std::isnan(s.variation) && sample_variation(s, s.spread_variation) <= most_variation &&
                      sample_variation(s, s.variation) <= most_variation;
  if (steady && s.has_moments && !s.tail_unseen) return SquareMethod::sample;
  return std::isfinite(s.most) ? SquareMethod::range : SquareMethod::none;
}

double variation_of(const Squares& s) {
  return is_known(s) ? of_mean(s.known.variation, s) : sample_variation(s, s.variation);
}

Limits limits_of_squares(const Squares& s, double tail) {
  switch (method_of_squares(s)) {
    case SquareMethod::none: break;
    case SquareMethod::known: return by_known(s, tail);
    case SquareMethod::sample: return by_sample(s, tail);
    case SquareMethod::range: return by_range(s, tail);
  }
  return {};
}

}  // namespace plim
