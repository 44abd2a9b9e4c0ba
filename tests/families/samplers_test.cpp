// Draws of the families against their exact laws. The ids are those of a collection of defects that samplers
// of other libraries have had: P poisson, Ge geometric, G gamma, Z zipf, U uniforms at their edges. Every
// comparison alone raises a false alarm with probability 1e-8 (test::z_limit); the seeds are fixed. Each
// sampler has a mutant that must be caught.
#include <functional>

#include <boost/math/distributions/negative_binomial.hpp>

#include "plim/families/bernoulli.hpp"
#include "plim/families/categorical.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/zipf.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/poisson_mass.hpp"
#include "plim/random/poisson.hpp"
#include "sampler_fit.hpp"

namespace plim::samplers_test {
namespace {

using namespace test;

// P1, P2, P3: the means at which other samplers fail, both sides of the switch at 10 among them.
TEST(Samplers, P1_P2_P3_PoissonLaw) {
  for (const double mean : {1e-3, 0.95, 6.0, 9.5, std::nextafter(10.0, 0.0), 10.0, 10.5, 12.0, 95.0, 157.17,
                            745.0, 746.0, 1e3, 1e4}) {
    EXPECT_LT(law_z(Poisson{mean}), test::z_limit) << mean;
  }
  EXPECT_GT(law_z(Poisson{5}, Poisson{5.04}), test::z_limit);
  EXPECT_GT(law_z(Poisson{12}, Poisson{12.1}), test::z_limit);
}

// P1, P4: mean, variance and parity at means that need all 53 bits.
TEST(Samplers, P1_P4_PoissonAtHugeMeans) {
  for (const double mean : {1e6, 1e9, 1e12, 1e15, 0x1p52}) {
    const Poisson law{mean};
    const std::vector<double> x = drawn([&](Variate& v) { return law.sample(v); }, 100000);
    EXPECT_LT(moments_z(law, x), test::z_limit) << mean;
    EXPECT_LT(parity_z(x), test::z_limit) << mean;
    EXPECT_LT(cells_z(x, law, cuts_of(law)), test::z_limit) << mean;
    EXPECT_GT(moments_z(Poisson{mean * (1 + 0.05 / std::sqrt(mean))}, x), test::z_limit) << mean;
  }
}

TEST(Samplers, PoissonTail) { EXPECT_LT(tail_z(Poisson{14}, 4000000, 1e-6), test::z_limit); }

// P5: no draws where there is no law. (What a mean may be is a rule of the parameter.)
TEST(Samplers, P5_PoissonEdges) {
  for (const double x : drawn([](Variate& v) { return v.poisson(0); }, 100)) EXPECT_EQ(x, 0);
  for (const double x : drawn([](Variate& v) { return v.poisson(5e-324); }, 100)) EXPECT_EQ(x, 0);
  // Far above 2^53 the draw is the mean to within its spread.
  for (const double x : drawn([](Variate& v) { return v.poisson(1e40); }, 100)) EXPECT_NEAR(x, 1e40, 1e22);
  for (const double mean : {0.0, 7.0, 10.0, 1e9}) {
    const PoissonLaw law(mean);
    for (const std::uint64_t u : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1} << 63}) {
      for (const std::uint64_t v : {std::uint64_t{0}, ~std::uint64_t{0}}) {
        double x = 0;
        if (law.attempt({u, v}, x)) {
          EXPECT_TRUE(x >= 0 && std::isfinite(x) && x == std::floor(x)) << mean;
        }
      }
    }
  }
}

// T8, Bi6's kind: the rejection is right if its hat is nowhere below the mass, and its squeeze nowhere above
// it.
TEST(Samplers, T8_PoissonHatAndSqueezeEncloseTheMass) {
  for (const double mean :
       {10.0, 10.9, 11.6, 13.2, 14.9, 16.5, 17.4, 19.8, 28.4, 36.8, 47.2, 130.0, 1e3, 1e5, 1e8}) {
    const PoissonLaw law(mean);
    for (double u = 0.0001; u < 1; u += 0.0002) {
      const PoissonLaw::Candidate hat = law.candidate(u, 1);
      if (hat.inside) {
        EXPECT_GE(law.excess(hat, 1), 0) << mean << " " << u;
      }
      for (double v = 0.05; v < 1; v += 0.05) {
        const PoissonLaw::Candidate c = law.candidate(u, v);
        if (c.accepted) {
          EXPECT_LE(law.excess(c, v), 1e-12) << mean << " " << u << " " << v;
        }
      }
    }
  }
}

TEST(Samplers, GeometricLaw) {
  for (const double p : {1.0, 0.999, 0.5, 0.037, 0.003}) EXPECT_LT(law_z(Geometric{p}), test::z_limit) << p;
  EXPECT_GT(law_z(Geometric{0.3}, Geometric{0.306}), test::z_limit);
}

// Ge1: p X is a unit exponential at tiny p, where log(1 - p) is 0 in doubles.
TEST(Samplers, Ge1_GeometricAtTinyP) {
  for (const double p : {1e-3, 1e-12, 1e-14, 1e-17, 1e-20, 1e-200}) {
    const Geometric law{p};
    const std::vector<double> x = drawn([&](Variate& v) { return law.sample(v); }, 200000);
    for (const double k : x) ASSERT_TRUE(k >= 0 && std::isfinite(k) && k == std::floor(k));
    EXPECT_LT(cells_z(x, law, cuts_of(law)), test::z_limit) << p;
    if (p > 1e-100) {  // below, the variance overflows
      EXPECT_LT(moments_z(law, x), test::z_limit) << p;
    }
    if (p >= 1e-14) {
      EXPECT_LT(parity_z(x), test::z_limit) << p;
    }
  }
}

TEST(Samplers, GeometricTail) { EXPECT_LT(tail_z(Geometric{0.2}, 4000000, 1e-6), test::z_limit); }

// U4, U5: both ends of the uniform give finite draws, and the ends keep their digits.
TEST(Samplers, U4_U5_ExponentialOfTwoWordsHasBothEnds) {
  const std::uint64_t ones = ~std::uint64_t{0}, top = std::uint64_t{1} << 63;
  EXPECT_NEAR(fine_exponential(0, 0), 129 * std::log(2.0), 1e-13);
  EXPECT_GT(fine_exponential(top, 0), 0);
  EXPECT_LT(fine_exponential(top, 0), 1e-38);
  EXPECT_NEAR(fine_exponential(top - 1, ones), std::log(2.0), 1e-15);
  EXPECT_NEAR(fine_exponential(ones, ones), std::log(2.0), 1e-15);
  EXPECT_EQ(fine_uniform(ones, ones), 1);
  EXPECT_GT(fine_uniform(0, 0), 0);
  EXPECT_EQ(fine_uniform(0, 1) / fine_uniform(0, 0), 3);
}

// Z1 to Z3: exponents at, just below and just above 1, where 1 / (s - 1) is no number; 0; and huge ones.
TEST(Samplers, Z1_Z2_Z3_ZipfLaw) {
  for (const double s :
       {0.0, 0.5, 1 - 0x1p-53, 1.0, 1 + 0x1p-52, 1.0001, 1.2, 2.5, 7.0, 40.0, 128.0, 1e4, 1e300}) {
    for (const std::int64_t N : {1, 2, 10, 1000, 1000000, 1000000000}) {
      EXPECT_LT(law_z(Zipf(s, N), Zipf(s, N), 40000), test::z_limit) << s << " " << N;
    }
  }
  EXPECT_GT(law_z(Zipf(1.2, 1000000), Zipf(1.215, 1000000)), test::z_limit);
  EXPECT_GT(law_z(Zipf(1.0, 1000000), Zipf(1.0, 940000)), test::z_limit);
}

// Each of the first ranks, and cells that double to the last.
TEST(Samplers, Z1_ZipfLawRankByRank) {
  for (const double s : {0.6, 1.0, 1.7, 3.0}) {
    const Zipf law(s, 1000000000);
    std::vector<double> cuts;
    for (double k = 1; k < 40; ++k) cuts.push_back(k);
    for (double k = 40; k < 1e9; k *= 2) cuts.push_back(k);
    EXPECT_LT(cells_z(drawn([&](Variate& v) { return law.sample(v); }, 500000), law, cuts), test::z_limit)
        << s;
  }
}

// T6: the far ranks are not on a coarser lattice, although x is a double of an exponential.
TEST(Samplers, T6_ZipfParityOfFarRanks) {
  for (const double s : {0.0, 0.5, 1.0}) {
    const Zipf law(s, 1000000000);
    std::vector<double> far;
    for (const double x : drawn([&](Variate& v) { return law.sample(v); }, 200000)) {
      if (x > 1e6) far.push_back(x);
    }
    EXPECT_LT(parity_z(far), test::z_limit) << s << " of " << far.size();
  }
}

// Z2, Z4: scripted words at the edges stay on the ranks; one rank is always 1.
TEST(Samplers, Z2_Z4_T7_ZipfEdges) {
  for (const double s : {0.0, 0.99, 1.0, 1.01, 3.0, 127.0, 1e4, 1.7e308}) {
    for (const std::int64_t N : {1, 2, 1000000000}) {
      const Zipf law(s, N);
      for (const std::uint64_t w : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1} << 63}) {
        double k = 0;
        if (law.attempt({w, w}, k)) {
          EXPECT_TRUE(k >= 1 && k <= static_cast<double>(N)) << s << " " << N;
        }
      }
      if (s >= 1e4) {
        for (const double x : drawn([&](Variate& v) { return law.sample(v); }, 100)) EXPECT_EQ(x, 1);
      }
    }
  }
}

// Z5: the mass against long double, where integer powers would wrap.
TEST(Samplers, Z5_ZipfMassAgainstLongDouble) {
  for (int s = 2; s <= 60; ++s) {
    const Zipf law(s, 1000);
    long double total = 0;
    for (int k = 1000; k >= 1; --k) total += std::pow(static_cast<long double>(k), -s);
    for (int k = 1; k <= 1000; ++k) {
      const long double log_mass = -s * std::log(static_cast<long double>(k)) - std::log(total);
      EXPECT_NEAR(law.log_density(k), static_cast<double>(log_mass),
                  4e-16 * std::fabs(static_cast<double>(log_mass)) + 3e-16);
    }
  }
}

// C1, C2: u at both ends and at every partial sum, where empty classes begin.
TEST(Samplers, C1_C2_T7_EmptyClassesOfACategoricalAreNeverDrawn) {
  std::vector<double> tenths(10, 0.1);
  tenths.push_back(0);
  for (const std::vector<double>& p :
       {std::vector<double>{0, 1, 0}, std::vector<double>{0, 0.5, 0, 0.5, 0}, tenths}) {
    const Categorical law{p, {}};
    double sum = 0;
    std::vector<double> edges = {0x1p-53, 1 - 0x1p-53};
    for (const double x : p) edges.push_back(std::min(sum += x, 1 - 0x1p-53));
    for (const double u : edges) EXPECT_GT(p[static_cast<std::size_t>(law.class_at(u))], 0) << u;
  }
}

// G3, G5: shapes at and beside 1, shape against scale against rate.
TEST(Samplers, G3_G5_GammaLaw) {
  for (const double shape : {0.05, 0.3, 1 - 0x1p-53, 1.0, 1 + 0x1p-52, 5.0, 60.0}) {
    for (const double scale : {1e-5, 7.0, 1e5}) {
      const Gamma law{shape, scale};
      const std::vector<double> x = drawn([&](Variate& v) { return law.sample(v); }, 60000);
      EXPECT_LT(cells_z(x, law, cuts_of(law)), test::z_limit) << shape << " " << scale;
      EXPECT_LT(moments_z(law, x), test::z_limit) << shape << " " << scale;
    }
  }
  EXPECT_GT(law_z(Gamma{5, 7}, Gamma{5.06, 7}), test::z_limit);
  EXPECT_GT(law_z(Gamma{5, 7}, Gamma{5, 7.08}), test::z_limit);
}

// G1: at tiny shapes ln X, which no double underflows; X^shape tends to a uniform.
TEST(Samplers, G1_LogarithmOfGammaAtTinyShapes) {
  for (const double shape : {0.1, 1e-3, 1e-6, 1e-300}) {
    std::vector<double> cells(64, 0.0), expected(64, 100000.0 / 64);
    for (double x : drawn([&](Variate& v) { return v.log_gamma(shape); }, 100000)) {
      ASSERT_TRUE(std::isfinite(x));
      // P(X <= x) = x^shape / Gamma(1 + shape) far below 1, where gamma_p of x itself would need x > 0.
      const double u =
          x < -40 ? std::exp(shape * x - std::lgamma(1 + shape)) : gamma_law::cdf(shape, std::exp(x));
      cells[std::min<std::size_t>(63, static_cast<std::size_t>(u * 64))] += 1;
    }
    EXPECT_LT(std::fabs(test::chi_square_z(cells, expected)), test::z_limit) << shape;
  }
  // In linear space the draws that underflow are as many as the law has below the least double.
  double zeros = 0;
  for (const double x : drawn([](Variate& v) { return v.gamma(1e-3); }, 100000)) zeros += x == 0 ? 1 : 0;
  const double p = gamma_law::cdf(1e-3, 2.5e-324 * 2) * std::exp(-1e-3 * std::log(2.0));
  EXPECT_LT(std::fabs(zeros - 1e5 * p) / std::sqrt(1e5 * p * (1 - p)), test::z_limit);
}

// G2: no endless search for a draw above 0.
TEST(Samplers, G2_GammaOfVanishingShapeEnds) {
  for (const double shape : {1e-15, 1e-300, 5e-324}) {
    for (const double x : drawn([&](Variate& v) { return v.gamma(shape); }, 1000))
      ASSERT_TRUE(x >= 0 && x < 1e3);
  }
}

// T9: sums of m draws in one, against the law of the sum.
TEST(Samplers, T9_SumsOfManyDraws) {
  const auto sums = [](const auto& law, std::int64_t m) {
    return drawn([&law, m](Variate& v) { return law.sample_sum(v, m); }, 100000, 9);
  };
  for (const std::int64_t m : {1, 7, 5000}) {
    const double count = static_cast<double>(m);
    EXPECT_LT(cells_z(sums(Poisson{0.8}, m), Poisson{0.8 * count}, cuts_of(Poisson{0.8 * count})),
              test::z_limit);
    EXPECT_LT(cells_z(sums(Exponential{0.2}, m), Gamma{count, 5}, cuts_of(Gamma{count, 5})), test::z_limit);
    EXPECT_LT(cells_z(sums(Gamma{0.3, 2}, m), Gamma{0.3 * count, 2}, cuts_of(Gamma{0.3 * count, 2})),
              test::z_limit);
  }
  EXPECT_EQ(sums(Bernoulli{0.4}, 30),
            drawn([](Variate& v) { return static_cast<double>(v.binomial(30, 0.4)); }, 100000, 9));
}

/// Failures before the m-th success, by Boost.
struct NegativeBinomial {
  boost::math::negative_binomial law;
  double cdf(double k) const { return boost::math::cdf(law, std::floor(k)); }
  double complement(double k) const { return boost::math::cdf(boost::math::complement(law, std::floor(k))); }
  double quantile(double p) const { return std::ceil(boost::math::quantile(law, p)); }
};

TEST(Samplers, T9_SumsOfGeometricDraws) {
  for (const double p : {0.02, 0.3, 0.9}) {
    for (const int m : {1, 7, 500}) {
      const Geometric one{p};
      const NegativeBinomial law{boost::math::negative_binomial(m, p)};
      const auto x = drawn([&](Variate& v) { return one.sample_sum(v, m); }, 100000, 9);
      EXPECT_LT(cells_z(x, law, cuts_of(law)), test::z_limit) << p << " " << m;
      const double shift = 15 * p * std::sqrt((1 - p) / (m * 100000.0));  // the mean by 15 standard errors
      const NegativeBinomial mutant{boost::math::negative_binomial(m, p - shift)};
      EXPECT_GT(cells_z(x, mutant, cuts_of(mutant)), test::z_limit) << p << " " << m;
    }
  }
}

}  // namespace
}  // namespace plim::samplers_test
