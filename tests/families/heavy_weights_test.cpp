#include <cmath>

#include <gtest/gtest.h>

#include "plim/families/beta.hpp"
#include "plim/families/binomial.hpp"
#include "plim/families/negative_binomial.hpp"
#include "plim/families/student_t.hpp"
#include "plim/numeric/beta_law.hpp"

// The beta law and its relatives where the weights, or the tails, are extreme.
namespace plim::heavy_weights_test {
namespace {

// mpmath 1.2, 50 digits: the density integrated below x, 30 standard deviations far.
TEST(HeavyWeights, DistributionFunction) {
  const struct {
    double a, b, x, cdf;
  } cases[] = {{1e10, 1e10, 0.499995, 0.078649603523492726}, {1e7, 3e7, 0.2499, 0.072054044129033553},
               {2e4, 1e9, 1.99e-05, 0.24099230728214296},    {1e16, 1e16, 0.49999999, 0.0023388675014018197},
               {1e5, 1e12, 9.95e-08, 0.056745413645449767},  {1000, 1e12, 9.5e-10, 0.055054689603495606},
               {20, 1e12, 1.5e-11, 0.12478121504674032},     {300, 1e7, 2.9e-05, 0.28634709039212654}};
  for (const auto& c : cases) {
    EXPECT_NEAR(beta_law::cdf(c.a, c.b, c.x, 1 - c.x) / c.cdf, 1, 1e-10) << c.a << ' ' << c.b;
    EXPECT_NEAR(beta_law::complement(c.a, c.b, c.x, 1 - c.x), 1 - c.cdf, 1e-12) << c.a << ' ' << c.b;
  }
}

TEST(HeavyWeights, HalfBySymmetryAndNeverOutsideOfZeroToOne) {
  for (const double weight : {1e4, 1e6, 1e10, 1e14, 1e16, 1e20, 1e100, 1e300}) {
    EXPECT_NEAR((Beta{weight, weight}.cdf(0.5)), 0.5, 1e-12) << weight;
    EXPECT_NEAR((Beta{weight, weight}.complement(0.5)), 0.5, 1e-12) << weight;
    EXPECT_NEAR((Beta{weight, weight}.quantile(0.5)), 0.5, 1e-16) << weight;
    for (const double other : {1e-300, 1e-3, 1.0, 50.0, 1e3, 1e9, 1e300}) {
      for (const double x : {1e-300, 1e-9, 0.01, 0.3, 0.5, 0.7, 1 - 1e-9, 1 - 0x1p-53}) {
        const double below = Beta{weight, other}.cdf(x), above = Beta{weight, other}.complement(x);
        EXPECT_TRUE(below >= 0 && below <= 1) << weight << ' ' << other << ' ' << x << ": " << below;
        EXPECT_TRUE(above >= 0 && above <= 1) << weight << ' ' << other << ' ' << x << ": " << above;
        EXPECT_NEAR(below + above, 1, 1e-9) << weight << ' ' << other << ' ' << x;
      }
    }
  }
}

// By symmetry, and 5e11 + 5e5 Phi^-1(0.3), whose next term is 1e-12.
TEST(HeavyWeights, BinomialQuantiles) {
  EXPECT_EQ((Binomial{1000000000000, 0.5}.quantile(0.3)), 499999737800);
  EXPECT_EQ((Binomial{1000000000000, 0.5}.complement_quantile(0.3)), 500000262200);
  EXPECT_NEAR((Binomial{1000000000000000, 0.5}.quantile(0.5)), 5e14, 1);
}

// mpmath 1.2, 40 digits: the root in ln x.
TEST(ExtremeTails, BetaQuantiles) {
  const auto near = [](double found, double exact) { EXPECT_NEAR(found / exact, 1, 1e-13) << exact; };
  EXPECT_EQ((Beta{2, 5}.complement_quantile(1e-300)), 1);
  EXPECT_EQ((Beta{3, 3}.complement_quantile(1e-200)), 1);
  near(Beta{3, 3}.quantile(1e-300), 4.6415888336127789e-101);
  near(Beta{3, 3}.quantile(1e-200), 1e-67);
  near(Beta{5, 2}.quantile(1e-300), 6.9882711877157925e-61);
  near(Beta{0.001, 1}.complement_quantile(0.3), 1.2532566399657475e-155);
  near(Beta{0.01, 1}.complement_quantile(0.3), 3.2344765096247655e-16);
  near(Beta{0.02, 3}.complement_quantile(0.4), 1.8259346997418119e-12);
  near(Beta{0.02, 3}.complement_quantile(0.05), 0.018004047485959862);
}

TEST(ExtremeTails, NoExceptionOfAnyLaw) {
  for (const double p : {1e-320, 1e-300, 1e-200, 1e-100, 1e-30, 1e-10, 0.3, 1 - 0x1p-53}) {
    for (const double a : {1e-3, 0.3, 1.0, 2.0, 5.0, 40.0, 1e5, 1e12}) {
      for (const double b : {1e-3, 0.3, 1.0, 2.0, 5.0, 40.0, 1e5, 1e12}) {
        const Beta law{a, b};
        for (const double x : {law.quantile(p), law.complement_quantile(p)})
          EXPECT_TRUE(x >= 0 && x <= 1) << a << ' ' << b << ' ' << p << ": " << x;
      }
      EXPECT_FALSE(std::isnan(StudentT{0, 1, a}.quantile(p))) << a << ' ' << p;
      EXPECT_FALSE(std::isnan(Binomial{1000, 0.3}.quantile(p))) << p;
      EXPECT_FALSE(std::isnan(NegativeBinomial{a, 0.3}.quantile(p))) << a << ' ' << p;
    }
  }
}

// mpmath 1.2, 40 digits: the density integrated over 32 standard deviations. A sum would have no end.
TEST(HeavyWeights, EntropyOfTheNegativeBinomial) {
  EXPECT_NEAR((NegativeBinomial{1e10, 1e-10}.entropy()), 35.95771492803202, 1e-9);
  EXPECT_NEAR((NegativeBinomial{1e8, 1e-8}.entropy()), 29.04995964079989, 1e-9);
  EXPECT_NEAR((NegativeBinomial{1e9, 0.5}.entropy()), 12.12714504158285, 1e-9);
  EXPECT_GT((NegativeBinomial{1e8, 1e-8}.fisher_information().matrix[0]), 0);
}

// Of 40000 draws 5 to 7 would be rounded to 1.
TEST(ExtremeTails, B3_BetaDrawsInsideTheirSupport) {
  for (const Beta& law : {Beta{0.05, 0.2}, Beta{0.2, 0.05}, Beta{0.0001, 0.0001}, Beta{0.01, 1.01}}) {
    for (std::uint64_t i = 0; i < 40000; ++i) {
      Variate v({{9}, 0, 0}, i);
      const double x = law.sample(v);
      ASSERT_TRUE(x > 0 && x < 1) << x;
    }
  }
}

}  // namespace
}  // namespace plim::heavy_weights_test
