#include "law_cases.hpp"
#include "plim/families/binomial.hpp"
#include "plim/families/lognormal.hpp"
#include "plim/families/negative_binomial.hpp"
#include "plim/families/student_t.hpp"
#include "plim/families/uniform.hpp"
#include "plim/families/weibull.hpp"
#include "plim/random/wide.hpp"
#include "sampler_fit.hpp"

// Draws by blocks and sums of draws against the law; single draws are held against the file of references.
// |z| at most 5.7 has a false alarm of 1e-8 each; seeds are fixed.
namespace plim::draws_test {
namespace {

constexpr double limit = 5.7;

template <class Law>
std::vector<double> filled(const Law& law, std::size_t n) {
  std::vector<double> x(n);
  law.fill({{6}, 0, 0}, 0, x);
  return x;
}

template <class Law>
double fill_z(const Law& law, const Law& drawn_from) {
  const std::vector<double> x = filled(drawn_from, 128 * 1600);
  return std::max(test::cells_z(x, law, test::cuts_of(law)), test::moments_z(law, x));
}

TEST(Draws, ByBlocksFollowTheLaw) {
  EXPECT_LT(fill_z(Weibull{1.5, 2}, Weibull{1.5, 2}), limit);
  EXPECT_LT(fill_z(Weibull{20, 0.1}, Weibull{20, 0.1}), limit);
  EXPECT_LT(fill_z(Lognormal{-1, 0.3}, Lognormal{-1, 0.3}), limit);
  EXPECT_LT(fill_z(Uniform{-2, 7}, Uniform{-2, 7}), limit);
  EXPECT_GT(fill_z(Weibull{1.5, 2}, Weibull{1.52, 2}), limit);
  EXPECT_GT(fill_z(Lognormal{-1, 0.3}, Lognormal{-1, 0.305}), limit);
  EXPECT_GT(fill_z(Uniform{-2, 7}, Uniform{-2, 7.2}), limit);
}

template <class Law>
double sum_z(const Law& law, std::int64_t m, const Law& of_sum) {
  return test::cells_z(test::drawn([&](Variate& v) { return law.sample_sum(v, m); }, 100000), of_sum,
                       test::cuts_of(of_sum));
}

// A sum of m binomials has m times the trials, one of negative binomials m times the successes.
TEST(Draws, T9_SumsFollowTheLawOfTheSum) {
  EXPECT_LT(sum_z(Binomial{7, 0.3}, 9, Binomial{63, 0.3}), limit);
  EXPECT_LT(sum_z(NegativeBinomial{2.5, 0.4}, 9, NegativeBinomial{22.5, 0.4}), limit);
  EXPECT_GT(sum_z(NegativeBinomial{2.5, 0.4}, 9, NegativeBinomial{22.2, 0.4}), limit);
}

// More draws than a binomial has trials for: in pieces of 2^53 trials or less; 5 standard errors.
TEST(Draws, OfVeryManyTrialsAreSummedInPieces) {
  const Binomial law{std::int64_t{1} << 52, 0.25};
  Variate v({{7}, 0, 0}, 0);
  const double sum = law.sample_sum(v, 7), mean = 7 * law.mean();
  EXPECT_LT(std::fabs(sum - mean), 5 * std::sqrt(7 * law.variance()));
}

// Rounding must not leave the ends, whatever their distance (sampler hazard U2).
TEST(Draws, U2_OfAUniformLawStayWithinItsEnds) {
  double lower = 0.1;
  for (int i = 0; i < 100; ++i, lower *= 1.7) {
    const Uniform law{lower, std::nextafter(lower, 1e300)};
    for (const double x : filled(law, 128)) EXPECT_TRUE(x >= law.lower && x <= law.upper) << lower;
  }
}

// The widest range refuses one word in 1024, for which the words of later attempts stand at its place; and
// draws do not depend on how a path is cut (sampler hazard U3).
TEST(Draws, U3_OfUniformIntegersAreTheFirstWordsThatFit) {
  const AnyLaw law = test::law_of("discrete_uniform", {{"lower", -0x1p53}, {"upper", 0x1p53}});
  const Address address{{9}, 4, 0};
  constexpr std::uint64_t wide = (std::uint64_t{1} << 54) + 1, fits = 1023 * wide;  // 2^64 - fits are refused
  std::vector<double> x(1 << 14), pieces(x.size());
  law.draw(address, 0, x);
  for (std::size_t done = 0, step = 1; done < x.size(); step = step * 3 % 1021) {
    const std::size_t n = std::min(step, x.size() - done);
    law.draw(address, done, std::span(pieces).subspan(done, n));
    done += n;
  }
  EXPECT_EQ(x, pieces);
  int refused = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t half = i % 128 / 64;
    for (std::uint32_t attempt = 0;; ++attempt, ++refused) {
      const Words w = philox(address, i / 128 * 64 + i % 64, attempt);
      // Lemire: of word * wide = high 2^64 + low, a low below 2^64 mod wide is refused.
      const Wide product = (w[2 * half] | Wide{w[2 * half + 1]} << 32) * wide;
      if (static_cast<std::uint64_t>(product) < 0 - fits) continue;
      ASSERT_EQ(x[i],
                static_cast<double>(static_cast<std::int64_t>(product >> 64) - (std::int64_t{1} << 53)));
      break;
    }
  }
  EXPECT_GT(refused, 1);
}

// At the smallest df a draw is infinite with a chance of 1e-15.
TEST(Draws, N7_OfStudentsLawAreFinite) {
  const StudentT law{0, 1, StudentT::smallest_df};
  for (std::size_t i = 0; i < 100000; ++i) {
    Variate v({{8}, 0, 0}, i);
    ASSERT_TRUE(std::isfinite(law.sample(v)));
  }
}

// What does not exist is said: NaN where it is undefined, infinite where it diverges.
TEST(StudentT, MomentsThatDoNotExist) {
  EXPECT_TRUE(std::isnan(StudentT({0, 1, 1}).mean()) && std::isnan(StudentT({0, 1, 1}).variance()));
  EXPECT_EQ(StudentT({0, 1, 2}).variance(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(StudentT({3, 1, 2}).mean(), 3);
  EXPECT_TRUE(std::isnan(StudentT({0, 1, 3}).skewness()));
  EXPECT_EQ(StudentT({0, 1, 4}).excess_kurtosis(), std::numeric_limits<double>::infinity());
  EXPECT_NEAR(StudentT({0, 1, 9}).shape_of_draw().sixth, 16, 1e-12);
}

}  // namespace
}  // namespace plim::draws_test
