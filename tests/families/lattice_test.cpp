#include "law_cases.hpp"

// Laws on integers: the quantile is the least k whose own P(X <= k) reaches p, so that it inverts the
// distribution function wherever that grows; nothing from outside is needed for it.
namespace plim::lattice_test {
namespace {

using Json = nlohmann::json;

struct Lattice {
  std::string family;
  Json parameters;
};

const std::vector<Lattice> lattices = {
    {"bernoulli", {{"p", 0.3}}},
    {"bernoulli", {{"p", 1e-20}}},
    {"categorical", {{"p", {0.1, 0.25, 0.3, 0.15, 0.2}}}},
    {"categorical", {{"p", {0.0, 0.5, 0.0, 0.0, 0.5, 0.0}}}},
    {"categorical", {{"counts", {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5}}}},
    {"categorical.geometric", {{"K", 40}, {"ratio", 0.5}}},
    {"categorical.power", {{"K", 400}, {"power", 1.2}}},
    {"categorical.uniform", {{"K", 10}}},
    {"categorical.uniform", {{"K", 997}}},
    {"poisson", {{"mean", 1e-3}}},
    {"poisson", {{"mean", 2.0}}},
    {"poisson", {{"mean", 321.5}}},
    {"poisson", {{"mean", 9990.0}}},
    {"poisson", {{"mean", 1e6}}},
    {"poisson", {{"mean", 1e15}}},
    {"geometric", {{"p", 0.5}}},
    {"geometric", {{"p", 0.07}}},
    {"geometric", {{"p", 1e-9}}},
    {"zipf", {{"s", 0.0}, {"N", 1000000000}}},
    {"zipf", {{"s", 1.0}, {"N", 1000000000}}},
    {"zipf", {{"s", 1.3}, {"N", 30000}}},
    {"zipf", {{"s", 3.5}, {"N", 1000000000}}},
};

AnyLaw law_of(const Lattice& l) { return test::law_of(l.family, l.parameters); }
std::string label(const Lattice& l) { return l.family + l.parameters.dump(); }

/// Integers of the support: the first ones, and some about quantiles from one end to the other.
std::vector<double> integers_of(const AnyLaw& law) {
  const auto [lower, upper] = law.support();
  std::vector<double> all;
  const auto add = [&, lower = lower, upper = upper](double from, double count) {
    for (double k = std::fmax(lower, from); k < from + count && k <= upper; ++k) all.push_back(k);
  };
  add(lower, 300);
  for (const double p : {1e-200, 1e-12, 0.01, 0.2, 0.5}) {
    add(law.quantile(p) - 20, 40);
    add(law.complement_quantile(p) - 20, 40);
  }
  return all;
}

TEST(LatticeQuantile, InvertsTheDistributionFunctionWhereItGrows) {
  std::size_t tried = 0;
  for (const Lattice& l : lattices) {
    const AnyLaw law = law_of(l);
    for (const double k : integers_of(law)) {
      if (const double p = law.cdf(k); p > law.cdf(k - 1) && p < 1) {
        EXPECT_EQ(law.quantile(p), k) << label(l);
        ++tried;
      }
      if (const double q = law.complement(k); q < law.complement(k - 1) && q > 0) {
        EXPECT_EQ(law.complement_quantile(q), k) << label(l);
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 10000U);
}

TEST(LatticeQuantile, IsTheLeastThatReaches) {
  for (const Lattice& l : lattices) {
    const AnyLaw law = law_of(l);
    const double lower = law.support().lower;
    for (const double p : {5e-324, 1e-310, 1e-100, 1e-9, 0.1, 0.3, 0.5, 0.875, 0.9, 1 - 1e-9, 1 - 0x1p-53}) {
      const double k = law.quantile(p), above = law.complement_quantile(p);
      EXPECT_GE(law.cdf(k), p) << label(l);
      EXPECT_LE(law.complement(above), p) << label(l);
      EXPECT_TRUE(k == lower || law.cdf(k - 1) < p) << label(l);
      EXPECT_TRUE(above == lower || law.complement(above - 1) > p) << label(l);
    }
  }
}

// However small its steps are: of a Poisson law of a small mean all but a few are lost in 1.
TEST(LatticeQuantile, DistributionFunctionsNeitherFallNorExceedOne) {
  std::vector<Lattice> all = lattices;
  all.push_back({"categorical", {{"p", {0.5, 0.5 + 5e-10, 1e-12}}}});
  all.push_back({"categorical", {{"p", {1e-12, 0.5, 0.5 + 5e-10}}}});
  for (const double mean :
       {0.0033291753507200647, 0.01, 0.13947955092723952, 0.5, 1.5464481436538704, 5.0, 17.0})
    all.push_back({"poisson", {{"mean", mean}}});
  for (const Lattice& l : all) {
    const AnyLaw law = law_of(l);
    double below = 0, above = 1;
    const double lower = law.support().lower;
    for (double k = lower; k < lower + 150; ++k) {
      EXPECT_GE(law.cdf(k), below) << label(l) << " at " << k;
      EXPECT_LE(law.complement(k), above) << label(l) << " at " << k;
      below = law.cdf(k);
      above = law.complement(k);
      EXPECT_LE(below, 1) << label(l);
      EXPECT_LE(above, 1) << label(l);
    }
  }
}

// Integers with more than 53 bits: neighbours are the doubles beside them.
TEST(LatticeQuantile, AlsoWhereNotEveryIntegerIsADouble) {
  for (const double p : {1e-17, 1e-40, 1e-100}) {
    const AnyLaw law = test::law_of("geometric", {{"p", p}});
    for (const double at : {1e-15, 1e-3, 0.2, 0.5, 0.9}) {
      const double k = law.quantile(at), above = law.complement_quantile(at);
      EXPECT_GE(law.cdf(k), at);
      EXPECT_LE(law.complement(above), at);
      EXPECT_NEAR(law.cdf(k), at, 4e-16);
      EXPECT_NEAR(law.complement(above), at, 4e-16);
      EXPECT_EQ(k, std::floor(k));
    }
  }
}

// Closed forms: k / K of K equal classes, 1 - 2^-k of fair coins.
TEST(LatticeQuantile, KnownValues) {
  const AnyLaw ranks = test::law_of("zipf", {{"s", 0.0}, {"N", 1000000000}});
  EXPECT_EQ(ranks.quantile(0.5), 500000000);
  EXPECT_EQ(ranks.complement_quantile(0.5), 500000000);
  for (const int K : {2, 3, 7, 10, 49, 100, 1000, 999983}) {
    const AnyLaw law = test::law_of("categorical.uniform", {{"K", K}});
    for (int k = 1; k < K; k += 1 + K / 1000) {
      EXPECT_EQ(law.quantile(k / static_cast<double>(K)), k - 1) << K;
      EXPECT_EQ(law.complement_quantile(k / static_cast<double>(K)), K - k - 1) << K;
    }
  }
  const AnyLaw coins = test::law_of("geometric", {{"p", 0.5}});
  for (int k = 1; k <= 53; ++k) EXPECT_EQ(coins.quantile(1 - std::exp2(-k)), k - 1);
  for (int k = 1; k <= 1074; ++k) EXPECT_EQ(coins.complement_quantile(std::exp2(-k)), k - 1);
}

}  // namespace
}  // namespace plim::lattice_test
