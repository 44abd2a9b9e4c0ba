#include "plim/random/variate.hpp"

#include "gamma_law.hpp"
#include "plim/core/error.hpp"
#include "plim/numeric/special.hpp"

namespace plim::variate_test {
namespace {

template <class Draw>
std::vector<double> drawn(std::size_t n, std::uint64_t key, Draw draw) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    Variate v({{key}, 0, 0}, i);
    x[i] = draw(v);
  }
  return x;
}

double uniform_z(const std::vector<double>& u) {
  std::vector<double> cells(128, 0.0), expected(128, static_cast<double>(u.size()) / 128);
  for (const double x : u) cells[std::min<std::size_t>(127, static_cast<std::size_t>(x * 128))] += 1;
  return std::fabs(test::chi_square_z(cells, expected));
}

TEST(Variate, S3_AttemptsDoNotDisturbNeighbours) {
  const Address a{{7}, 3, 0};
  Variate first(a, 10), again(a, 10), other(a, 11);
  first.gamma(0.3);
  EXPECT_EQ(other.word(), Variate(a, 11).word());
  EXPECT_EQ(again.word(), philox(a, 10, 0)[0] | std::uint64_t{philox(a, 10, 0)[1]} << 32);
  EXPECT_NE(again.word(), Variate(a, 10).word());
}

TEST(Variate, TooManyAttemptsAreAnError) {
  Variate v({{1}, 0, 0}, 0);
  for (std::uint32_t i = 0; i < attempt_limit; ++i) v.word();
  EXPECT_THROW(v.word(), Error);
}

TEST(Variate, NormalAndExponentialLaws) {
  std::vector<double> normal = drawn(300000, 1, [](Variate& v) { return v.normal(); });
  for (double& x : normal) x = special::normal_cdf(x);
  EXPECT_LT(uniform_z(normal), test::z_limit);
  std::vector<double> exponential = drawn(300000, 2, [](Variate& v) { return v.exponential(); });
  for (double& x : exponential) x = -std::expm1(-x);
  EXPECT_LT(uniform_z(exponential), test::z_limit);
}

// Shapes on both sides of 1, where the method changes, and the large ones of chi-squares.
TEST(Variate, GammaLawAtEveryKindOfShape) {
  for (const double shape : {0.05, 0.5, 0.999, 1.0, 1.001, 2.5, 50.0, 5e5, 5e12}) {
    const std::vector<double> x = drawn(200000, 3, [shape](Variate& v) { return v.gamma(shape); });
    EXPECT_LT(test::gamma_law_z(x, shape), test::z_limit) << "shape " << shape;
  }
  const std::vector<double> x = drawn(200000, 3, [](Variate& v) { return v.gamma(2.5); });
  EXPECT_GT(test::gamma_law_z(x, 2.5 * 1.02), test::z_limit);
}

TEST(Variate, GammaOfTinyShapeUnderflowsToZeroAtMost) {
  for (std::uint64_t i = 0; i < 1000; ++i) {
    Variate v({{4}, 0, 0}, i);
    const double x = v.gamma(1e-5);
    ASSERT_TRUE(x >= 0 && std::isfinite(x));
  }
}

TEST(Variate, BelowIsExactAndUniform) {
  std::vector<double> seen(7, 0.0), expected(7, 100000.0 / 7);
  for (std::uint64_t i = 0; i < 100000; ++i) {
    Variate v({{5}, 0, 0}, i);
    const std::uint64_t k = v.below(7);
    ASSERT_LT(k, 7U);
    seen[k] += 1;
  }
  EXPECT_LT(std::fabs(test::chi_square_z(seen, expected)), test::z_limit);
  Variate v({{6}, 0, 0}, 0);
  EXPECT_EQ(v.below(1), 0U);
  // Above 2^63 every second word is rejected; without rejection the upper half would be hit half as often.
  const std::uint64_t bound = (std::uint64_t{1} << 63) + 1;
  double low = 0;
  for (std::uint64_t i = 0; i < 20000; ++i) {
    Variate w({{6}, 0, 0}, i);
    low += w.below(bound) < bound / 2 ? 1 : 0;
  }
  EXPECT_LT(std::fabs(low - 10000) / std::sqrt(5000.0), test::z_limit);
}

// U3: bounds at which a product of doubles would make some integers more frequent.
TEST(Variate, U3_BelowIsFairInEveryResidueClass) {
  for (const std::uint64_t bound :
       {std::uint64_t{1717986918}, (std::uint64_t{1} << 52) + 1, (std::uint64_t{1} << 63) + 1}) {
    std::vector<double> residues(6, 0.0), expected(6, 200000.0 / 6);
    for (std::uint64_t i = 0; i < 200000; ++i) residues[Variate({{11}, 0, 0}, i).below(bound) % 6] += 1;
    EXPECT_LT(std::fabs(test::chi_square_z(residues, expected)), test::z_limit) << bound;
  }
  // The trap, as published: 0.4 2^32 times a 32-bit uniform, of which even numbers get three and odd ones
  // two.
  std::vector<double> parity(2, 0.0), expected(2, 100000.0);
  for (std::uint64_t i = 0; i < 200000; ++i) {
    const double u = static_cast<double>(Variate({{11}, 0, 0}, i).word() >> 32) * 0x1p-32;
    parity[static_cast<std::uint64_t>(u * 1717986918.4) % 2] += 1;
  }
  EXPECT_GT(std::fabs(test::chi_square_z(parity, expected)), test::z_limit);
}

TEST(Variate, BernoulliComparesAllDigits) {
  const Address a{{8}, 0, 0};
  const std::uint64_t w = Variate(a, 0).word();
  // A p whose first 64 digits are the drawn word ties, and the next attempt decides.
  const double just_below = std::ldexp(static_cast<double>(w >> 11), -53);
  Variate v(a, 0);
  EXPECT_FALSE(v.bernoulli(0));
  EXPECT_TRUE(Variate(a, 0).bernoulli(1));
  EXPECT_FALSE(Variate(a, 0).bernoulli(just_below));
  EXPECT_TRUE(Variate(a, 0).bernoulli(just_below + 0x1p-53));
  double hits = 0;
  for (std::uint64_t i = 0; i < 200000; ++i) hits += Variate({{9}, 0, 0}, i).bernoulli(0.037) ? 1 : 0;
  EXPECT_LT(std::fabs(hits - 7400) / std::sqrt(7400 * 0.963), test::z_limit);
}

}  // namespace
}  // namespace plim::variate_test
