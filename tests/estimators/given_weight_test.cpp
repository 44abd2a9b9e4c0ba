#include "entropy_sample.hpp"
#include "pairs.hpp"
#include "plim/estimators/divergence/plug_in_reference.hpp"
#include "plim/estimators/entropy/smoothed.hpp"

namespace plim::given_weight_test {
namespace {

using test::entropies::alphabet;
using test::entropies::estimate;
using test::entropies::Estimated;

using Sample = std::vector<std::int64_t>;

Arguments weight(double alpha) {
  Arguments options;
  options.set("alpha", alpha);
  return options;
}

// From mpmath (40 digits): the plug-in, the posterior mean and its sd (Wolpert and Wolf 1995) of counts 1, 2,
// 3, 2, 1. The first plug-in is also that of DiscreteEntropy.jl, 1.539698.
TEST(GivenWeight, OfEntropies) {
  const struct {
    std::size_t K;
    double alpha, plugin, mean, sd;
  } cases[] = {{5, 0.2, 1.5396984216653998, 1.3620046068710306, 0.13925087054494177},
               {12, 0.001, 1.5297201523777327, 1.3310541950270258, 0.15305347227683195},
               {12, 30.0, 2.4843725135941639, 2.4695549663861938, 0.0064943983604599303},
               {1000, 2.5, 6.9065732460895287, 6.7205510154944582, 0.0079276797034879925}};
  const Sample c = {1, 2, 3, 2, 1};
  for (const auto& r : cases) {
    Knowns knowns = alphabet(r.K);
    EXPECT_NEAR(estimate<DirichletPluginGiven>(c, knowns, weight(r.alpha)).cell.value, r.plugin, 1e-14);
    knowns.interval = IntervalRequest{};
    const Estimated mean = estimate<DirichletMeanGiven>(c, knowns, weight(r.alpha));
    EXPECT_NEAR(mean.cell.value, r.mean, 2e-14) << r.alpha;
    EXPECT_NEAR(mean.cell.se, r.sd, 1e-11) << r.alpha;
  }
}

// ndd (tests/data.json): ten of one class of ten, alpha = 1, which is what it is where it is not given.
TEST(GivenWeight, IsLaplacesWithoutTheOption) {
  const Sample c = {0, 0, 0, 10, 0, 0, 0, 0, 0, 0};
  EXPECT_NEAR(estimate<DirichletPluginGiven>(c, alphabet(10)).cell.value, 1.6768898735148872, 1e-12);
  EXPECT_NEAR(estimate<DirichletMeanGiven>(c, alphabet(10)).cell.value, 1.4868071174611754, 1e-12);
  EXPECT_EQ(*DirichletWeight::option().fallback, Value{1.0});
}

// Whatever the weight, no number overflows and a law stays within what can be.
TEST(GivenWeight, AsSmallAndLargeAsItCanBe) {
  const Sample c = {3, 0, 1};
  Knowns knowns = alphabet(3);
  knowns.interval = IntervalRequest{};
  const double most = std::log(3.0), ml = std::log(4.0) - 0.75 * std::log(3.0);
  for (const double alpha : {5e-324, 1e-300, 1e-20}) {
    EXPECT_NEAR(estimate<DirichletPluginGiven>(c, knowns, weight(alpha)).cell.value, ml, 1e-15);
    // psi(5) - (3 psi(4) + psi(2))/4
    EXPECT_NEAR(estimate<DirichletMeanGiven>(c, knowns, weight(alpha)).cell.value, 25.0 / 12 - 5.5 / 4 - 0.25,
                1e-14);
  }
  for (const double alpha : {1e20, 1e100}) {
    EXPECT_NEAR(estimate<DirichletPluginGiven>(c, knowns, weight(alpha)).cell.value, most, 1e-13);
    const Estimated mean = estimate<DirichletMeanGiven>(c, knowns, weight(alpha));
    EXPECT_NEAR(mean.cell.value, most, 1e-12);
    EXPECT_GE(mean.cell.se, 0);
  }
  EXPECT_FALSE(accept(DirichletWeight::option(), Value{0.0}));
  EXPECT_FALSE(accept(DirichletWeight::option(), Value{1e101}));
}

// dit (tests/divergences/test_jensen_shannon_divergence.py), in bits.
TEST(GivenWeight, OfAMixture) {
  const Sample p = {1, 1, 0}, q = {0, 1, 1};
  const CountsPair::One pair = test::pairs::pair_of(p, q).one(0);
  const double nats =
      test::pairs::estimate<PairJensenShannon<FrequencyLaw>>("jensen_shannon", pair, {{"weight", 0.25}})
          .cell.value;
  EXPECT_NEAR(nats / std::log(2.0), 0.40563906222956625, 1e-15);
}

TEST(GivenWeight, OfDivergences) {
  const Sample p = {3, 1, 0}, q = {0, 2, 2};
  const CountsPair::One pair = test::pairs::pair_of(p, q).one(0);
  // Of alpha = 5/4: (4 c + 5)/(4 n + 15), n = 4.
  const double a[] = {17.0 / 31, 9.0 / 31, 5.0 / 31}, b[] = {5.0 / 31, 13.0 / 31, 13.0 / 31};
  double kl = 0, cross = 0, js = 0;
  for (int k = 0; k < 3; ++k) {
    kl += a[k] * std::log(a[k] / b[k]);
    cross -= a[k] * std::log(b[k]);
    const double r = 0.2 * a[k] + 0.8 * b[k];
    js += 0.2 * a[k] * std::log(a[k] / r) + 0.8 * b[k] * std::log(b[k] / r);
  }
  using test::pairs::estimate;
  EXPECT_NEAR(estimate<PairDivergence<DirichletLaw>>("kl", pair, {{"alpha", 1.25}}).cell.value, kl, 1e-15);
  EXPECT_NEAR(estimate<PairDivergence<DirichletLaw>>("cross_entropy", pair, {{"alpha", 1.25}}).cell.value,
              cross, 1e-15);
  EXPECT_NEAR(
      estimate<PairJensenShannon<DirichletLaw>>("jensen_shannon", pair, {{"alpha", 1.25}, {"weight", 0.2}})
          .cell.value,
      js, 1e-15);
  Knowns knowns = test::pairs::asked("kl");
  knowns.K = 3;
  knowns.reference = {b[0], b[1], b[2]};
  const auto bound = ReferenceDivergence<DirichletLaw>::bind(knowns, weight(1.25));
  EXPECT_NEAR(test::pairs::run(*bound, Counts{4, 3, 1, p.data()}.one(0)).cell.value, kl, 1e-15);
  EXPECT_TRUE(bound->additive_term(4));
}

}  // namespace
}  // namespace plim::given_weight_test
