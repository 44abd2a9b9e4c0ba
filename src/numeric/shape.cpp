#include "plim/numeric/shape.hpp"

#include <array>
#include <cmath>

namespace plim {
namespace {

constexpr double binomials[7][7] = {
    {1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1}, {1, 5, 10, 10, 5, 1}, {1, 6, 15, 20, 15, 6, 1}};

/// From central moments of orders 0 to 6.
Shape shape_of_central(const std::array<double, 7>& m) {
  const double sd = std::sqrt(m[2]);
  if (!(sd > 0) || !std::isfinite(sd)) return {};
  const double m3 = m[3] / (sd * m[2]), m4 = m[4] / (m[2] * m[2]), m5 = m[5] / (sd * m[2] * m[2]),
               m6 = m[6] / (m[2] * m[2] * m[2]);
  // Where a lower moment does not exist neither does a higher one, whatever infinity - infinity says.
  const auto exists = [](double x) { return std::isfinite(x) ? x : std::numeric_limits<double>::infinity(); };
  return {exists(m3), exists(m4 - 3), exists(m5 - 10 * m3), exists(m6 - 15 * m4 - 10 * m3 * m3 + 30)};
}

}  // namespace

Shape shape_of_mean(const Shape& one, double n) {
  return {one.skewness / std::sqrt(n), one.excess / n, one.fifth / (n * std::sqrt(n)), one.sixth / (n * n)};
}

Shape shape_of_law(std::span<const double> p, std::span<const double> x) {
  double mean = 0;
  for (std::size_t k = 0; k < p.size(); ++k) mean += p[k] > 0 ? p[k] * x[k] : 0;
  std::array<double, 7> central{};
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (!(p[k] > 0)) continue;
    double power = p[k];
    for (double& c : central) {
      c += power;
      power *= x[k] - mean;
    }
  }
  return shape_of_central(central);
}

Shape shape_of_indicator(double p) {
  const double law[] = {1 - p, p}, x[] = {0, 1};
  return shape_of_law(law, x);
}

Shape shape_of_moments(std::span<const double> raw) {
  std::array<double, 7> central{};
  for (std::size_t r = 0; r < central.size(); ++r) {
    double power = 1;  // (-mean)^(r - j), from j = r down
    for (std::size_t j = r + 1; j-- > 0; power *= -raw[1]) central[r] += binomials[r][j] * raw[j] * power;
  }
  return shape_of_central(central);
}

/// With d of mean 0 and sd 1: (d + b)^2 less its mean is (d^2 - 1) + 2 b d.
SquareShape shape_of_square(const Shape& x, double b) {
  const double m3 = x.skewness, m4 = x.excess + 3, m5 = x.fifth + 10 * m3,
               m6 = x.sixth + 15 * x.excess + 10 * m3 * m3 + 15;
  const double bias = b == 0 ? 0 : 1;  // b = 0: unknown odd moments do not matter
  const double odd3 = bias == 0 ? 0 : 4 * b * m3,
               odd5 = bias == 0 ? 0 : 6 * b * (m5 - 2 * m3) + 8 * b * b * b * m3;
  const double variance = m4 - 1 + odd3 + 4 * b * b;
  const double third = m6 - 3 * m4 + 2 + odd5 + 12 * b * b * (m4 - 1);
  return {std::sqrt(variance) / (1 + b * b), third / (variance * std::sqrt(variance))};
}

}  // namespace plim
