#include "plim/numeric/extreme_moments.hpp"

#include <array>
#include <cmath>

#include <boost/math/special_functions/gamma.hpp>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gumbel_mean.hpp"
#include "plim/numeric/special.hpp"
#include "quiet.hpp"

namespace plim::extreme_moments {
namespace {

constexpr double euler = 0.57721566490153286061;

/// Gamma(1 + t) - 1 with all digits near 0.
double gamma_less_one(double t) { return boost::math::tgamma1pm1(t, special::Quiet()); }

double log_gamma_above_one(double t) {
  return t < 1 ? elementary::log1p(gamma_less_one(t)) : special::log_gamma(1 + t);
}

/// (ln Gamma(1 + 2t) - 2 ln Gamma(1 + t)) / t^2, t > -1/2: near 0 the sum of (-t)^(k - 2) zeta(k) (2^k - 2) /
/// k, the terms of which fall like 4^-k.
double gap_by_square(double t) {
  constexpr double small = 0.125;
  if (std::fabs(t) > small) return (log_gamma_above_one(2 * t) - 2 * log_gamma_above_one(t)) / t / t;
  double sum = 0, power = 1, two = 4;
  for (int k = 2; k < 30; ++k, power *= -t, two *= 2) sum += power * special::zeta(k) * (two - 2) / k;
  return sum;
}

/// E (W^t / E W^t - 1)^order from gamma functions.
double closed_moment(double t, int order) {
  constexpr double binomials[7][7] = {
      {1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1}, {1, 5, 10, 10, 5, 1}, {1, 6, 15, 20, 15, 6, 1}};
  const double log_mean = log_gamma_above_one(t);
  double sum = 0, sign = 1;
  for (int k = order; k > 1; --k, sign = -sign)
    sum += sign * binomials[order][k] * elementary::expm1(log_gamma_above_one(k * t) - k * log_mean);
  return sum;
}

}  // namespace

double mean(double shape) {
  if (shape >= 1) return infinity;
  return shape == 0 ? euler : gamma_less_one(-shape) / shape;
}

double variance(double shape) {
  if (shape >= 0.5) return infinity;
  const double by_square = gap_by_square(-shape), gap = by_square * shape * shape,
               root = 1 + gamma_less_one(-shape);
  return root * (root * (gap == 0 ? by_square : elementary::expm1(gap) / shape / shape));
}

Shape shape(double shape) {
  const double centre = mean(shape), far = 1;
  // Where gamma functions do not cancel, deviations are taken in units of the mean of W^-shape.
  const double unit = std::fabs(shape) > far ? std::copysign(1, shape) : (1 + gamma_less_one(-shape)) / shape;
  std::array<double, 7> central{1, 0};
  for (int r = 2; r < 7; ++r) {
    double& moment = central[static_cast<std::size_t>(r)];
    if (r * shape >= 1) {
      moment = infinity;
    } else if (r * shape > 0.9 || std::fabs(shape) > far) {
      moment = std::pow(unit, r) * closed_moment(-shape, r);
    } else {
      moment = gumbel_mean([&](double t) {
        const double power = shape * t;
        return std::pow((std::fabs(power) < 0x1p-54 ? t : elementary::expm1(power) / shape) - centre, r);
      });
    }
  }
  return shape_of_moments(central);
}

}  // namespace plim::extreme_moments
