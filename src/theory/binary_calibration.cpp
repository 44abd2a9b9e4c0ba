#include "plim/theory/binary_calibration.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/quadrature.hpp"

namespace plim {
namespace {

double surer_class(double size_of_score) noexcept { return 1 / (1 + std::exp(-size_of_score)); }

/// c (1 - c) of the confidence c.
double spread_of_label(double size_of_score) noexcept {
  const double less = std::exp(-size_of_score);
  return less / ((1 + less) * (1 + less));
}

/// The size of a score of that confidence, from 1/2 up.
double size_of(double confidence) noexcept {
  if (!(confidence > 0.5)) return 0;
  return confidence < 1 ? std::log(confidence / (1 - confidence)) : infinity;
}

}  // namespace

BinaryCalibration::BinaryCalibration(const std::vector<double>& weights, const std::vector<double>& mean,
                                     const std::vector<double>& sd)
    : mean_(weights[0]) {
  double variance = 0;
  for (std::size_t j = 0; j < mean.size(); ++j) {
    mean_ += weights[j + 1] * mean[j];
    variance += weights[j + 1] * sd[j] * weights[j + 1] * sd[j];
  }
  sd_ = std::sqrt(variance);
}

double BinaryCalibration::confidence() const noexcept { return surer_class(std::fabs(mean_)); }

/// E[f(|s|); low < |s| <= high].
double BinaryCalibration::mean_over(const std::function<double(double)>& f, double low, double high) const {
  const double centre = std::fabs(mean_);
  if (sd_ == 0) return (low < centre || low == 0) && centre <= high ? f(centre) : 0;
  constexpr double reach = 12;  // beyond lies nothing that a double shows
  const auto density = [&](double t) {
    const double a = (t - centre) / sd_, b = (t + centre) / sd_;
    return f(t) * (std::exp(-0.5 * a * a) + std::exp(-0.5 * b * b)) * std::exp(-half_log_two_pi) / sd_;
  };
  const double from = std::fmax(low, centre - reach * sd_), to = std::fmin(high, centre + reach * sd_);
  if (!(from < to)) return 0;
  const double middle = std::fmin(std::fmax(centre, from), to);
  double sum = 0;
  if (from < middle) sum += integral_between(density, from, middle).value;
  if (middle < to) sum += integral_between(density, middle, to).value;
  return sum;
}

double BinaryCalibration::error(double sharpness, bool squared) const {
  return mean_over(
      [&](double t) {
        const double distance = std::fabs(surer_class(sharpness * t) - surer_class(t));
        return squared ? distance * distance : distance;
      },
      0, infinity);
}

BinaryCalibration::Bin BinaryCalibration::bin(double low, double high) const {
  const double from = size_of(low), to = size_of(high);
  return {mean_over([](double) { return 1.0; }, from, to), mean_over(spread_of_label, from, to)};
}

double BinaryCalibration::information() const {
  return mean_over([](double t) { return t * t * spread_of_label(t); }, 0, infinity);
}

}  // namespace plim
