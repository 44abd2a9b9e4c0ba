#include <algorithm>
#include <bit>

#include "plim/numeric/special.hpp"
#include "plim/random/fill.hpp"
#include "support.hpp"

// What histograms do not see: ties, coarse grids, and low digits that know of the high ones (hazards U6, N1,
// N2).
namespace plim::lattice_test {
namespace {

const Address address{{0x6c617474}, 1, 0};

std::vector<double> filled(void (*fill)(const Address&, std::uint64_t, std::span<double>), std::size_t size) {
  std::vector<double> x(size);
  fill(address, 0, x);
  return x;
}

std::size_t ties(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  std::size_t count = 0;
  for (std::size_t i = 1; i < x.size(); ++i) count += x[i] == x[i - 1] ? 1 : 0;
  return count;
}

// 10^7 draws on a grid of 2^52 tie 0.011 times on average, three times with probability 2 10^-7; on a grid of
// 2^32 about 12 000 times.
TEST(Lattice, U6_T6_UniformsAreOnTheFineGrid) {
  std::vector<double> u = filled(fill_open, 10000000 / 128 * 128);
  EXPECT_LE(ties(u), 2U);
  u.resize(1 << 19);
  for (double& x : u) x = std::floor(x * 0x1p32) * 0x1p-32;
  EXPECT_GT(ties(u), 2U);
}

/// A chi-square of 64 cells of equal probability by four digits at the end of the mantissa. The very last one
/// is left out: sums that end in a half are rounded to even, in log as in every sum.
double digits_z(const std::vector<double>& x, double (*cdf)(double)) {
  std::vector<double> seen(64 * 16, 0.0), expected(64 * 16, static_cast<double>(x.size()) / (64 * 16));
  for (const double v : x) {
    const auto cell = std::min<std::size_t>(63, static_cast<std::size_t>(cdf(v) * 64));
    seen[cell * 16 + (std::bit_cast<std::uint64_t>(v) >> 1 & 15)] += 1;
  }
  return std::fabs(test::chi_square_z(seen, expected));
}

double exponential_cdf(double x) { return -std::expm1(-x); }

TEST(Lattice, N2_T6_LastDigitsAreIndependentOfTheValue) {
  std::vector<double> normal = filled(fill_normal, 1 << 20);
  EXPECT_LT(digits_z(normal, special::normal_cdf), test::z_limit);
  EXPECT_LT(digits_z(filled(fill_exponential, 1 << 20), exponential_cdf), test::z_limit);
  // The trap: the layer of a ziggurat is chosen by the digits that then end the mantissa.
  for (double& x : normal) {
    const auto cell = static_cast<std::uint64_t>(special::normal_cdf(x) * 16) & 15;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    if (bits >> 20 & 1) x = std::bit_cast<double>((bits & ~std::uint64_t{30}) | cell << 1);
  }
  EXPECT_GT(digits_z(normal, special::normal_cdf), test::z_limit);
}

TEST(Lattice, N1_T6_SignsAreFairAndIndependentOfTheSize) {
  double negative = 0, product = 0;
  const std::vector<double> x = filled(fill_normal, 1 << 20);
  for (const double v : x) {
    negative += v < 0 ? 1 : 0;
    product += v * std::fabs(v);
  }
  const double n = static_cast<double>(x.size());
  EXPECT_LT(std::fabs(negative - n / 2) / std::sqrt(n / 4), test::z_limit);
  EXPECT_LT(std::fabs(product) / std::sqrt(3 * n), test::z_limit);
}

}  // namespace
}  // namespace plim::lattice_test
