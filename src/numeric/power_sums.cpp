#include "plim/numeric/power_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <boost/math/quadrature/gauss.hpp>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double negligible = 1e-19;

/// (x / unit)^-a P(ln x) / unit^order, P of degree 2: the shape that all derivatives of the summand keep.
struct LogPower {
  double a;
  std::array<double, 3> p;
  double log_unit, scale = 1;  // unit^-order

  double operator()(double x) const {
    if (std::isinf(x)) return 0;  // sums without an end have a > 1
    const double l = elementary::log(x);
    return scale * elementary::exp(-a * (l - log_unit)) * (p[0] + l * (p[1] + l * p[2]));
  }
  LogPower derivative() const {
    return {a + 1, {p[1] - a * p[0], 2 * p[2] - a * p[1], -a * p[2]}, log_unit, scale * std::exp(-log_unit)};
  }
};

/// The integral over [from, inf), a > 1: by parts.
double integral_to_infinity(const LogPower& f, double from) {
  const double l = elementary::log(from), fall = f.a - 1, r = 1 / fall;
  const double power = elementary::exp(-fall * (l - f.log_unit) + f.log_unit);
  return power * r * (f.p[0] + f.p[1] * (l + r) + f.p[2] * (l * l + 2 * r * (l + r)));
}

/// The integral over [from, to], in u = ln x, on panels in which e^((1 - a) u) changes by a factor e^2 at
/// most; panels are counted from ln from, so that a short way at a large x keeps its digits.
double integral(const LogPower& f, double from, double to) {
  if (std::isinf(to)) return integral_to_infinity(f, from);
  const double rate = 1 - f.a, begin = std::log(from), length = std::log1p((to - from) / from);
  const double reach = rate < 0 ? std::min(length, 60 / -rate) : length;  // beyond it e^(rate u) is nothing
  const double panels = std::ceil(1 + std::fabs(rate) * reach / 2);
  CompensatedSum sum;
  for (double i = 0; i < panels; ++i) {
    sum.add(boost::math::quadrature::gauss<double, 20>::integrate(
        [&](double v) {
          const double u = begin + v;
          return std::exp(rate * ((begin - f.log_unit) + v) + f.log_unit) *
                 (f.p[0] + u * (f.p[1] + u * f.p[2]));
        },
        i / panels * reach, (i + 1) / panels * reach));
  }
  return sum.value();
}

/// The corrections of Euler and Maclaurin to the integral plus half the ends: B_2m / (2m)! times the jump of
/// the derivative of order 2m - 1.
double corrections(const LogPower& f, double from, double to) {
  constexpr std::array<double, 8> factors = {1.0 / 12,          -1.0 / 720,
                                             1.0 / 30240,       -1.0 / 1209600,
                                             1.0 / 47900160,    -691.0 / 1307674368000,
                                             1.0 / 74724249600, -3617.0 / 10670622842880000};
  double sum = 0;
  LogPower derivative = f.derivative();
  for (const double factor : factors) {
    sum += factor * (derivative(to) - derivative(from));
    derivative = derivative.derivative().derivative();
  }
  return sum;
}

double sum_of(const LogPower& f, double from, double to) {
  const double a = f.a;
  // The formula is used from where its terms fall by a factor of hundreds each.
  const double smooth = std::max(96.0, 2 * std::fabs(a));
  CompensatedSum sum;
  double k = from;
  for (; k <= to && k < smooth; ++k) {
    const double term = f(k);
    sum.add(term);
    if (a > 1.5 && k >= 8 && term * k / (a - 1.5) <= negligible * sum.value()) return sum.value();
  }
  if (k > to) return sum.value();
  sum.add(integral(f, k, to));
  sum.add(0.5 * (f(k) + f(to)));
  sum.add(corrections(f, k, to));
  return sum.value();
}

}  // namespace

double power_sum(double from, double to, double a, int j) {
  if (a == 0 && j == 0) return std::max(0.0, to - from + 1);
  return sum_of({a, {j == 0 ? 1.0 : 0.0, j == 1 ? 1.0 : 0.0, j == 2 ? 1.0 : 0.0}, 0}, from, to);
}

double power_sum_over_first(double from, double to, double a) {
  return sum_of({a, {1, 0, 0}, elementary::log(from)}, from, to);
}

}  // namespace plim
