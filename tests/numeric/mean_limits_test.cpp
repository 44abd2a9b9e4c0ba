#include "plim/numeric/mean_limits.hpp"

#include "plim/numeric/special.hpp"
#include "support.hpp"

namespace plim::mean_limits_test {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// 0 of 10, 1 of 10, 5 of 10: standard tables; 81/263, 15/148, 0/20, 1/29: Newcombe (1998, Statistics in
// Medicine 17, 857), table I; all digits: scipy.stats.beta.ppf 1.10.
TEST(MeanLimits, ClopperPearson) {
  struct Case {
    std::int64_t hits, n;
    double tail, lower, upper;
  };
  const Case cases[] = {{0, 10, .025, 0, .30849710781876077},
                        {1, 10, .025, .0025285785444617848, .44501611702819538},
                        {5, 10, .025, .18708602844739855, .81291397155260148},
                        {3, 4000, .005, 8.4483401910326103e-05, .0027416340792836367},
                        {81, 263, .025, .25273674558527132, .36762192260135146},
                        {15, 148, .025, .057844010083448569, .16165049034947901},
                        {0, 20, .025, 0, .16843347098308531},
                        {1, 29, .025, .00087264688357992204, .1776442954887229}};
  for (const Case& c : cases) {
    const Limits limits = proportion_limits(c.hits, c.n, c.tail);
    EXPECT_NEAR(limits.lower, c.lower, 1e-12) << c.hits << " of " << c.n;
    EXPECT_NEAR(limits.upper, c.upper, 1e-12) << c.hits << " of " << c.n;
    const Limits mirrored = proportion_limits(c.n - c.hits, c.n, c.tail);
    EXPECT_NEAR(mirrored.lower, 1 - c.upper, 1e-12);
    EXPECT_NEAR(mirrored.upper, 1 - c.lower, 1e-12);
  }
  EXPECT_EQ(proportion_limits(0, 10, 0.01).lower, 0);
  EXPECT_EQ(proportion_limits(10, 10, 0.01).upper, 1);
}

// scipy.stats.pearson3.ppf 1.10; skewness 0.5 and 2 also by mpmath, 1e-4 by Cornish and Fisher's expansion to
// skewness^2, all within 1e-12.
TEST(MeanLimits, PearsonQuantiles) {
  const double p[] = {2.5e-4, 0.005, 0.3, 0.99, 0.99975};
  struct Row {
    double skewness, quantile[5];
  };
  const Row rows[] = {
      {-2,
       {-7.2940496401020277, -4.2983173665480363, -.2039728043259359, .98994966414649854, .99974996874479}},
      {-.5,
       {-4.4294232238956859, -3.0410143699638592, -.45811508656369693, 1.9547230565417744, 2.5966602725498}},
      {0,
       {-3.480756404346212, -2.5758293035489008, -.52440051270804089, 2.3263478740408408,
        3.4807564043462422}},
      {1e-4,
       {-3.480571144496994, -2.5757353885402418, -.52441259586484284, 2.3264214053581305, 3.4809416666685}},
      {.5,
       {-2.5966602725498314, -2.1082459868230351, -.57840335131423758, 2.6857214795294204, 4.4294232238956}},
      {2,
       {-.99974996874479069, -.99498745817645572, -.64332505606126762, 3.6051701859880914, 7.2940496401020}},
      {5, {-.4, -.4, -.39914390958211954, 4.5730370078631107, 12.201695847430672}}};
  for (const Row& row : rows) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_NEAR(pearson_quantile(row.skewness, p[i]), row.quantile[i], 1e-10)
          << row.skewness << " at " << p[i];
    }
  }
  for (const double s : {1e-3, 1e-5, 1e-7, 1e-9, 1e-12}) {  // no jump towards the normal law
    EXPECT_NEAR(pearson_quantile(s, 0.005) - pearson_quantile(0, 0.005), s * (2.5758293 * 2.5758293 - 1) / 6,
                s * s + 1e-10);
  }
}

// Means of R exponentials: 2 R mean / quantile of chi-square with 2 R degrees of freedom (scipy 1.10).
TEST(MeanLimits, ScaleOfAnExponential) {
  struct Case {
    double n, tail, lower, upper;
  };
  const Case cases[] = {{3, .005, .32349226412739496, 8.8793284507589689},
                        {3, 2.5e-4, .23319450571122707, 25.4485441259406},
                        {30, .005, .6525164972574945, 1.6885003324530514},
                        {30, 2.5e-4, .56773565779423474, 2.0651490663845786},
                        {400, .005, .88223664695483894, 1.1416746834247535},
                        {400, 2.5e-4, .84505217670858324, 1.1973762648890798}};
  for (const Case& c : cases) {
    const double variation = 1 / std::sqrt(c.n);
    const Limits limits = scale_limits(7, variation, 2 * variation, 2 * variation, c.tail);
    EXPECT_NEAR(limits.lower, 7 * c.lower, 1e-9) << c.n;
    EXPECT_NEAR(limits.upper, 7 * c.upper, 1e-8) << c.n;
    const Limits wider = scale_limits(7, variation, 0, 3 * variation, c.tail);
    EXPECT_LT(wider.lower, limits.lower);
    EXPECT_GT(wider.upper, limits.upper);
  }
  EXPECT_EQ(scale_limits(1, 1, 0, 3, 0.005).upper, infinite);  // 1 - 2.58 < 0
  EXPECT_GT(scale_limits(1, 1, 0, 3, 0.005).lower, 0);
}

// Roots of n KL = ln(1/tail) by bisection in 40 digits (mpmath 1.2).
TEST(MeanLimits, HoeffdingsRoots) {
  struct Case {
    std::int64_t n;
    double mean, tail, lower, upper;
  };
  const Case cases[] = {{10, .3, .005, .023597881683514945, .78222753650635257},
                        {4000, .00075, .005, 5.0481254385381534e-5, .0031473907131675707},
                        {2, .5, .01, .0025062814466900226, .99749371855330998},
                        {100, .999, 5e-4, .92177925033563859, 1},
                        {7, 1e-6, .01, 3.5873240686715317e-49, .4820601684929819}};
  for (const Case& c : cases) {
    const Limits limits = range_limits(c.n, c.mean, 0, 1, c.tail);
    EXPECT_NEAR(limits.lower, c.lower, 1e-10) << c.n << " " << c.mean;
    EXPECT_NEAR(limits.upper, c.upper, 1e-10) << c.n << " " << c.mean;
    const Limits scaled = range_limits(c.n, -3 + 5 * c.mean, -3, 2, c.tail);
    EXPECT_NEAR(scaled.lower, -3 + 5 * c.lower, 1e-9);
    EXPECT_NEAR(scaled.upper, -3 + 5 * c.upper, 1e-9);
  }
}

TEST(MeanLimits, RuleOfThree) {
  for (const std::int64_t n : {1, 2, 10, 300, 4000, 1000000}) {
    for (const double tail : {0.05, 0.005, 5e-4}) {
      const double top = -std::expm1(std::log(tail) / static_cast<double>(n));
      const Limits none = range_limits(n, 0, 0, 1, tail), all = range_limits(n, 1, 0, 1, tail);
      EXPECT_EQ(none.lower, 0);
      EXPECT_NEAR(none.upper, top, 1e-9 * top);
      EXPECT_EQ(all.upper, 1);
      EXPECT_NEAR(all.lower, 1 - top, 1e-9 * top);
    }
  }
  EXPECT_NEAR(range_limits(1000, 0, 0, 1, 0.05).upper, 3.0 / 1000, 1e-5);
}

// Edgeworth's expansion of Student's t (Hall 1987, Annals of Probability 15, 920) by mpmath 1.2: the skewness
// term |g| (2 z^2 + 1) phi(z) / (6 sqrt n) is half the tail at this n.
TEST(MeanLimits, LeastCountBySkewness) {
  struct Case {
    double skewness, tail, n;
  };
  const Case cases[] = {{2, .005, 756.892}, {-10, .005, 18922.303}, {1, 2.5e-4, 985.851}, {2, .01, 441.362}};
  for (const Case& c : cases) {
    EXPECT_GE(least_count(c.skewness, 0, c.tail), c.n - 0.01);
    EXPECT_LE(least_count(c.skewness, 0, c.tail), c.n + 1.01);
  }
  EXPECT_LE(least_count(0, 0, 0.005), 30);
  // The term of kurtosis, |k| z |z^2 - 3| phi(z) / (12 n), is all of the tail at 13538.5 and half at 27076.9.
  EXPECT_GE(least_count(0, 6000, 0.005), 13538);
  EXPECT_LE(least_count(0, 6000, 0.005), 27078);
  EXPECT_FALSE(least_count(Shape::unknown, 0, 0.005) <= 1e18);
  EXPECT_FALSE(least_count(infinite, infinite, 0.005) <= 1e18);
}

// What is called the fewest terms is the count from which Student's t is taken, for a sample of any skewness.
TEST(MeanLimits, FewestTermsOfASample) {
  for (const double skewness : {0.0, 0.7, -3.0}) {
    for (const double tail : {0.005, 1e-4}) {
      Terms t;
      t.mean = 1;
      t.skewness = skewness;
      t.excess = 0.5;
      t.count = 100;
      t.se = 0.1;
      const double least = least_count(t, tail);
      ASSERT_LT(least, 1e6);
      t.count = static_cast<std::int64_t>(std::ceil(least));
      EXPECT_EQ(method_of_mean(t, tail), t.count < 30 ? MeanMethod::none : MeanMethod::student) << skewness;
      t.count = static_cast<std::int64_t>(0.98 * least);
      EXPECT_NE(method_of_mean(t, tail), MeanMethod::student) << skewness;
    }
  }
}

Terms sample(std::int64_t count, double mean, double se, double skewness = 0, double excess = 0) {
  Terms t;
  t.count = count;
  t.mean = mean;
  t.se = se;
  t.skewness = skewness;
  t.excess = excess;
  t.scale = std::fabs(mean);
  return t;
}

void expect_nothing(const Limits& limits) {
  EXPECT_FALSE(limits.lower > -infinite) << limits.lower;
  EXPECT_FALSE(limits.upper < infinite) << limits.upper;
}

TEST(MeanLimits, ConstantTerms) {
  Terms t = sample(1, 3, Shape::unknown);
  t.constant = true;
  EXPECT_EQ(method_of_mean(t, 0.005), MeanMethod::constant);
  EXPECT_EQ(limits_of_mean(t, 0.005).lower, 3);
  EXPECT_EQ(limits_of_mean(t, 0.005).upper, 3);
}

TEST(MeanLimits, WithoutSpread) {
  for (const std::int64_t n : {1, 2, 100, 1000000}) {
    Terms t = sample(n, 0, n == 1 ? Shape::unknown : 0);
    EXPECT_EQ(method_of_mean(t, 0.005), MeanMethod::none);
    EXPECT_FALSE(varies(t));
    EXPECT_TRUE(std::isnan(limits_of_mean(t, 0.005).lower) && std::isnan(limits_of_mean(t, 0.005).upper));
    t.low = 0;
    t.high = 2;
    EXPECT_EQ(method_of_mean(t, 0.005), MeanMethod::range);
    EXPECT_EQ(limits_of_mean(t, 0.005).lower, 0);
    EXPECT_NEAR(limits_of_mean(t, 0.005).upper, -2 * std::expm1(std::log(0.005) / static_cast<double>(n)),
                1e-9);
  }
  Terms rounding = sample(1000, 1, 1e-18);  // ends of digits around 1 are no spread
  EXPECT_FALSE(varies(rounding));
  EXPECT_EQ(method_of_mean(rounding, 0.005), MeanMethod::none);
  EXPECT_TRUE(varies(sample(1000, 1, 1e-6)));
}

// Student's quantile: scipy.stats.t.ppf 1.10, t_299(0.995) = 2.592371884116. The skewness term is half the
// tail of 0.005 at n = 189.223 skewness^2 (mpmath).
TEST(MeanLimits, StudentWhereItsExpansionHolds) {
  const Terms t = sample(300, 10, 0.1);
  EXPECT_EQ(method_of_mean(t, 0.005), MeanMethod::student);
  EXPECT_NEAR(limits_of_mean(t, 0.005).upper, 10 + 0.1 * 2.592371884116, 1e-10);
  EXPECT_NEAR(limits_of_mean(t, 0.005).lower, 10 - 0.1 * 2.592371884116, 1e-10);
  // A sample's own skewness is known to 2 sqrt(6 / n): at 800 terms 2.05 = 1.877 + 0.173 is the most.
  EXPECT_EQ(method_of_mean(sample(30, 10, 0.1), 0.005), MeanMethod::inequality);
  EXPECT_EQ(method_of_mean(sample(800, 10, 0.1, 1.85), 0.005), MeanMethod::student);
  EXPECT_EQ(method_of_mean(sample(800, 10, 0.1, -1.85), 0.005), MeanMethod::student);
  EXPECT_EQ(method_of_mean(sample(800, 10, 0.1, -1.95), 0.005), MeanMethod::inequality);
  EXPECT_EQ(method_of_mean(sample(800, 10, 0.1, 1.85), 2.5e-4), MeanMethod::inequality);
  EXPECT_EQ(method_of_mean(sample(800, 10, 0.1, 0, 1e6), 0.005), MeanMethod::inequality);
}

TEST(MeanLimits, AKnownShapeDecides) {
  Terms rare = sample(800, 10, 0.1, 0);
  rare.shape = {20, 400, 0, 0};
  EXPECT_EQ(method_of_mean(rare, 0.005), MeanMethod::inequality);
  Terms plain = sample(800, 10, 0.1, 9, 90);
  plain.shape = normal_shape;  // to leading order
  EXPECT_EQ(method_of_mean(plain, 0.005), MeanMethod::inequality);
  plain.sd = 0.1 * std::sqrt(800.0);  // exactly
  EXPECT_EQ(method_of_mean(plain, 0.005), MeanMethod::moments);
}

TEST(MeanLimits, FewTerms) {
  for (const std::int64_t n : {9, 29}) {
    EXPECT_EQ(method_of_mean(sample(n, 10, 0.1), 0.005), MeanMethod::none);
    expect_nothing(limits_of_mean(sample(n, 10, 0.1), 0.005));
  }
  EXPECT_EQ(method_of_mean(sample(30, 10, 0.1), 0.005), MeanMethod::inequality);
  EXPECT_NEAR(limits_of_mean(sample(30, 10, 0.1), 0.005).upper, 10 + 0.1 * std::sqrt(199.0), 1e-9);
  EXPECT_NEAR(limits_of_mean(sample(30, 10, 0.1), 0.005).lower, 10 - 0.1 * std::sqrt(199.0), 1e-9);
  Terms normal = sample(2, 10, 0.1);
  normal.sd = 1;
  normal.shape = normal_shape;
  EXPECT_EQ(method_of_mean(normal, 0.005), MeanMethod::moments);
  const double half = -special::normal_quantile(0.0025) / std::sqrt(2.0);  // at half the tail
  EXPECT_NEAR(limits_of_mean(normal, 0.005).upper, 10 + half, 1e-10);
  EXPECT_NEAR(limits_of_mean(normal, 0.005).lower, 10 - half, 1e-10);
}

TEST(MeanLimits, HostileTerms) {
  for (const std::int64_t n : {0, 1, 2, 30, 4000}) {
    for (const double bad : {Shape::unknown, infinite, -infinite}) {
      expect_nothing(limits_of_mean(sample(n, bad, 1), 0.005));
      expect_nothing(limits_of_mean(sample(n, 1, bad), 0.005));
    }
    const Limits skewed = limits_of_mean(sample(n, 1, 0.1, Shape::unknown, Shape::unknown), 0.005);
    EXPECT_FALSE(skewed.upper < 1 || skewed.lower > 1);
    if (n >= 30) {
      EXPECT_EQ(method_of_mean(sample(n, 1, 0.1, Shape::unknown, Shape::unknown), 0.005),
                MeanMethod::inequality);
    }
  }
  const Limits huge = limits_of_mean(sample(4000, 1e300, 1e298), 0.005);
  EXPECT_GT(huge.upper, 1e300);
  EXPECT_LT(huge.lower, 1e300);
  const Limits tiny = limits_of_mean(sample(4000, 1e-300, 1e-302), 0.005);
  EXPECT_NEAR(tiny.upper / 1e-300, 1.02577, 1e-3);
  Terms skewed = sample(30, 1, 0.1, 3);
  skewed.sd = 0.5;
  skewed.shape = {infinite, infinite, infinite, infinite};
  EXPECT_NE(method_of_mean(skewed, 0.005), MeanMethod::student);
  const Limits limits = limits_of_mean(skewed, 0.005);
  EXPECT_FALSE(limits.upper < 1.9 || limits.lower > 0.1);  // half as wide as Cantelli's at the least
}

}  // namespace
}  // namespace plim::mean_limits_test
