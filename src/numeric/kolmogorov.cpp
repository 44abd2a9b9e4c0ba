#include "plim/numeric/kolmogorov.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "plim/numeric/binomial_mass.hpp"
#include "plim/numeric/log_factorial.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

using std::numbers::pi;

/// P(D+ > d), all of whose terms are positive (Smirnov 1944).
double one_sided_complement(double n, double d) {
  CompensatedSum sum;
  for (double j = 0; j < n; ++j) {
    const double p = d + j / n;
    if (p >= 1) break;
    sum.add(std::exp(binomial_log_mass(j, n, p, 1 - p, -n * d)) / p);
  }
  return std::fmin(1, d * sum.value());
}

/// A square matrix times a power of ten, which keeps its powers within range.
struct Scaled {
  std::size_t m;
  std::vector<double> cells;  // [m][m]
  int exponent = 0;
};

Scaled product(const Scaled& a, const Scaled& b) {
  Scaled c{a.m, std::vector<double>(a.m * a.m), a.exponent + b.exponent};
  for (std::size_t i = 0; i < a.m; ++i) {
    double* row = &c.cells[i * a.m];
    for (std::size_t k = 0; k < a.m; ++k) {
      const double factor = a.cells[i * a.m + k];
      for (std::size_t j = 0; j < a.m; ++j) row[j] += factor * b.cells[k * a.m + j];
    }
  }
  if (c.cells[(a.m / 2) * a.m + a.m / 2] > 1e140) {
    for (double& x : c.cells) x *= 1e-140;
    c.exponent += 140;
  }
  return c;
}

Scaled power(const Scaled& base, std::int64_t n) {
  if (n == 1) return base;
  const Scaled half = power(base, n / 2);
  const Scaled square = product(half, half);
  return n % 2 == 0 ? square : product(base, square);
}

/// P(D < d) as n!/n^n times an element of a matrix to the n-th (Durbin 1973; Marsaglia, Tsang and Wang 2003).
double cdf_by_matrix(std::int64_t n, double d) {
  const double size = static_cast<double>(n), ceiling = std::floor(size * d) + 1, h = ceiling - size * d;
  const auto k = static_cast<std::size_t>(ceiling), m = 2 * k - 1;
  Scaled matrix{m, std::vector<double>(m * m)};
  const auto cell = [&](std::size_t i, std::size_t j) -> double& { return matrix.cells[i * m + j]; };
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < std::min(m, i + 2); ++j) cell(i, j) = 1;
  }
  for (std::size_t i = 0; i < m; ++i) {
    cell(i, 0) -= std::pow(h, static_cast<double>(i + 1));
    cell(m - 1, i) -= std::pow(h, static_cast<double>(m - i));
  }
  if (h > 0.5) cell(m - 1, 0) += std::pow(2 * h - 1, static_cast<double>(m));
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j <= i; ++j)
      cell(i, j) *= std::exp(-log_factorial(static_cast<double>(i - j + 1)));
  }
  const Scaled all = power(matrix, n);
  const double element = all.cells[(k - 1) * m + k - 1];
  return element * std::exp(log_factorial(size) - size * std::log(size) + all.exponent * std::log(10.0));
}

/// P(D < z / sqrt n) by the limit and the first three corrections to it (Pelz and Good 1976, as in Simard and
/// L'Ecuyer 2011).
double cdf_by_expansion(double n, double z) {
  const double pi2 = pi * pi, z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
  double limit = 0, first = 0, second = 0, third = 0;
  for (double k = 0; k < 20; ++k) {  // both halves of sums over all integers
    const double a = pi2 * (k + 0.5) * (k + 0.5), b = pi2 * k * k;
    const double ea = 2 * std::exp(-a / (2 * z2)), eb = 2 * std::exp(-b / (2 * z2));
    limit += ea;
    first += (a - z2) * ea;
    second += ((6 * z6 + 2 * z4) + (2 * z4 - 5 * z2) * a + (1 - 2 * z2) * a * a) * ea / (72 * z6 * z) -
              b * eb / (36 * z2 * z);
    third += ((5 - 30 * z2) * a * a * a + (212 * z4 - 60 * z2) * a * a + (135 * z4 - 96 * z6) * a -
              (30 * z6 + 90 * z6 * z2)) *
                 ea / (6480 * z6 * z4) +
             (3 * b * z2 - b * b) * eb / (216 * z6);
  }
  const double root = std::sqrt(n);
  return std::sqrt(pi / 2) * (limit / z + first / (6 * z4 * root) + second / n + third / (n * root));
}

}  // namespace

double kolmogorov_distance(std::span<const double> cdf, std::span<const std::int64_t> counts) {
  double n = 0, below = 0, distance = 0;
  for (const std::int64_t count : counts) n += static_cast<double>(count);
  for (std::size_t k = 0; k < cdf.size(); ++k) {
    const double upto = below + static_cast<double>(counts[k]);
    distance = std::fmax(distance, std::fmax(cdf[k] - below / n, upto / n - cdf[k]));
    below = upto;
  }
  return distance;
}

double kolmogorov_complement(std::int64_t n, double d) {
  constexpr std::int64_t most_by_matrix = 5000;
  constexpr double far = 3, nothing = 0.03;  // of n d^2; P(D < d) is below 1e-16 there
  const double size = static_cast<double>(n), square = size * d * d;
  if (size * d <= 0.5 || (n > most_by_matrix && square <= nothing)) return 1;
  if (d >= 1) return 0;
  if (square >= far) return 2 * one_sided_complement(size, d);
  const double cdf = n <= most_by_matrix ? cdf_by_matrix(n, d) : cdf_by_expansion(size, std::sqrt(square));
  return std::clamp(1 - cdf, 0.0, 1.0);
}

}  // namespace plim
