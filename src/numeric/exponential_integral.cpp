#include "plim/numeric/exponential_integral.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr double euler_gamma = 0.57721566490153286;

/// e^z E1(z) = 1/(z + 1 - 1/(z + 3 - 4/(z + 5 - ...))) by the method of Lentz.
double by_continued_fraction(double z) noexcept {
  double b = z + 1, c = 1e300, d = 1 / b, h = d;
  for (double i = 1; i < 1000; ++i) {
    const double a = -i * i;
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const double factor = c * d;
    h *= factor;
    if (std::fabs(factor - 1) < 1e-16) break;
  }
  return h;
}

/// The m-th derivative of e^(-L j)/(n + j) at x = n + j, up to its sign (-1)^m and without e^(-L j): sum
/// m!/(m - i)! L^(m - i)/x^(i + 1), i = 0 .. m.
double derivative(int m, double L, double x) noexcept {
  double sum = 1, power = 1;
  for (int k = 1; k <= m; ++k) {
    power *= L;
    sum = power + k / x * sum;
  }
  return sum / x;
}

}  // namespace

double scaled_exponential_integral(double z) noexcept {
  if (z >= 1) return by_continued_fraction(z);
  double term = 1, sum = 0;
  for (double k = 1; k < 40; ++k) {
    term *= -z / k;
    sum -= term / k;
  }
  return elementary::exp(z) * (sum - euler_gamma - elementary::log(z));
}

double logarithmic_tail(double n, double A) noexcept {
  constexpr double smooth = 16;  // n + j from which Euler and Maclaurin's sum has converged
  const double y = 1 - A, L = -elementary::log1p(-A);
  double sum = 0, power = 1, j = 0;
  const bool steep = !(L < 0.5);
  for (; power > 0 && (steep ? power / (n + j) > 1e-17 * sum : n + j < smooth); ++j) {
    sum += power / (n + j);
    power *= y;
  }
  if (steep) return sum;
  // B_2m/(2m)!
  constexpr double bernoulli[] = {1.0 / 12,           -1.0 / 720,     1.0 / 30240,
                                  -1.0 / 1209600,     1.0 / 47900160, -691.0 / 1307674368000.0,
                                  1.0 / 74724249600.0};
  const double x = n + j;
  double rest = scaled_exponential_integral(L * x) + 0.5 / x;
  for (int m = 0; m < 7; ++m) rest += bernoulli[m] * derivative(2 * m + 1, L, x);
  return sum + power * rest;
}

}  // namespace plim
