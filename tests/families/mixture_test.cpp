#include "plim/families/mixture.hpp"

#include "law_cases.hpp"
#include "plim/families/binomial.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/uniform.hpp"
#include "sampler_fit.hpp"

// Mixtures against mpmath 1.2 with 30 digits, by quadrature and sums over the mixed density.
namespace plim::mixture_test {
namespace {

/// Of two laws, the first with that share.
template <bool on_integers = false>
Mixture<on_integers> two(AnyLaw first, AnyLaw second, double share) {
  return {{{std::move(first), std::move(second)}, {share, 1 - share}}};
}

Mixture<false> on_line(double share = 0.3) { return two(AnyLaw(Normal{0, 1}), AnyLaw(Gamma{2, 1}), share); }
Mixture<true> on_integers() { return two<true>(AnyLaw(Poisson{2}), AnyLaw(Binomial{10, 0.5}), 0.4); }

struct Point {
  double x, log_density, log_cdf, log_complement;
};

template <class Law>
void expect_points(const Law& law, std::initializer_list<Point> points) {
  for (const Point& p : points) {
    EXPECT_NEAR(law.log_density(p.x), p.log_density, 2e-14 * (1 + std::fabs(p.log_density))) << p.x;
    EXPECT_NEAR(law.log_cdf(p.x), p.log_cdf, 2e-14 * (1 + std::fabs(p.log_cdf))) << p.x;
    EXPECT_NEAR(law.log_complement(p.x), p.log_complement, 2e-14 * (1 + std::fabs(p.log_complement))) << p.x;
    EXPECT_NEAR(law.cdf(p.x) + law.complement(p.x), 1, 1e-15) << p.x;
  }
}

TEST(Mixture, OfDensities) {
  const Mixture<false> law = on_line();
  expect_points(law, {{-6, -20.1229113375306087344, -21.9407417543006416476, -2.95976293555110425379e-10},
                      {-1, -2.62291133753060873441, -3.04499444933519949840, -0.0487665694361988816879},
                      {0.5, -1.14600164829706336686, -1.30718176333917207449, -0.315507700247519188945},
                      {3, -2.24542625269106211802, -0.150600543338524631513, -1.96747978419664752749},
                      {30, -26.9554775622765770034, -2.03060418424037956577e-12, -26.9226877394535861330}});
  EXPECT_NEAR(law.mean(), 1.4, 1e-15);
  EXPECT_NEAR(law.variance(), 2.54, 1e-14);
  EXPECT_NEAR(law.skewness(), 0.836937113310268186468, 1e-13);
  EXPECT_NEAR(law.excess_kurtosis(), 1.99336598673197346395, 1e-13);
  EXPECT_NEAR(law.entropy(), 1.82440850338963233662, 1e-10);
  EXPECT_NEAR(law.quantile(0.001), -2.71305188847271762550, 1e-13);
  EXPECT_NEAR(law.quantile(0.5), 1.19473601226698630679, 1e-13);
  EXPECT_NEAR(law.quantile(0.99), 6.22620993412589320371, 1e-12);
  EXPECT_NEAR(law.complement_quantile(1e-12), 30.7316611281903468483, 1e-11);
}

TEST(Mixture, OfMasses) {
  const Mixture<true> law = on_integers();
  expect_points(law, {{0, -2.90552507740356020758, -2.90552507740356020758, -0.0562741528142038885469},
                      {3, -1.94847420936687132694, -0.807493763141949861802, -0.590544355396606076586},
                      {12, -14.5857390608166975016, -8.29387866942313582740e-8, -16.3051630524213365288}});
  EXPECT_NEAR(law.mean(), 3.8, 1e-15);
  EXPECT_NEAR(law.variance(), 4.46, 1e-14);
  EXPECT_NEAR(law.skewness(), 0.0620026938801033578356, 1e-13);
  EXPECT_NEAR(law.excess_kurtosis(), -0.773170584568360513986, 1e-13);
  EXPECT_NEAR(law.entropy(), 2.12535003923390177650, 1e-12);
  EXPECT_EQ(law.quantile(0.5), 4);
  EXPECT_EQ(law.quantile(0.054), 0);
  EXPECT_EQ(law.complement_quantile(0.04), 7);
}

TEST(Mixture, OfItselfIsItself) {
  const Mixture<false> law = two(AnyLaw(Gamma{2, 1}), AnyLaw(Gamma{2, 1}), 0.25);
  const Gamma one{2, 1};
  EXPECT_NEAR(law.entropy(), one.entropy(), 1e-12);
  EXPECT_NEAR(law.excess_kurtosis(), one.excess_kurtosis(), 1e-13);
  EXPECT_EQ(law.quantile(0.2), one.quantile(0.2));
}

// Apart, so that -E ln f is the mean of both entropies and the entropy of the weights; with kinks at the
// ends.
TEST(Mixture, TheEntropyOfLawsApart) {
  const Mixture<false> law = two(AnyLaw(Uniform{0, 2}), AnyLaw(Uniform{5, 6}), 0.25);
  const double weights = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
  EXPECT_NEAR(law.entropy(), 0.25 * std::log(2.0) + weights, 1e-12);
  EXPECT_EQ(law.support(), (Support{0, 6}));
}

// Any number of laws: three that are one law in three parts, whose shares are far apart.
TEST(Mixture, OfThree) {
  const AnyLaw part(Gamma{2, 1});
  const Mixture<false> law{{{part, part, AnyLaw(Normal{0, 1})}, {1e-12, 0.5, 0.5 - 1e-12}}},
      same = on_line(0.5 - 1e-12);
  for (const double x : {-5.0, 0.3, 4.0, 50.0}) {
    EXPECT_NEAR(law.log_density(x), same.log_density(x), 1e-13 * (1 + std::fabs(same.log_density(x))));
    EXPECT_NEAR(law.log_cdf(x), same.log_cdf(x), 1e-13 * std::fabs(same.log_cdf(x)));
  }
  EXPECT_LT(test::law_z(law), test::z_limit);
}

// |z| at most 5.7 has a false alarm of 1e-8; each seed is fixed. A mixture of another weight is found.
TEST(Mixture, DrawsFollowIt) {
  constexpr double limit = 5.7;
  EXPECT_LT(test::law_z(on_line()), limit);
  EXPECT_LT(test::law_z(on_integers()), limit);
  EXPECT_GT(test::law_z(on_line(), on_line(0.32)), limit);
}

}  // namespace
}  // namespace plim::mixture_test
