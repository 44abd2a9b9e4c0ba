#include "pairs.hpp"

namespace plim::pair_laws_test {
namespace {

using namespace test::pairs;

/// Variance of an estimate over all pairs of samples from laws on two classes.
template <class E>
double exact_variance(const std::string& estimand, double p, double q, std::int64_t n, std::int64_t m) {
  const auto chances = [](double x, std::int64_t size) {
    std::vector<double> all;
    const double d = static_cast<double>(size);
    for (std::int64_t i = 0; i <= size; ++i) {
      const double k = static_cast<double>(i);
      all.push_back(std::exp(std::lgamma(d + 1) - std::lgamma(k + 1) - std::lgamma(d - k + 1) +
                             k * std::log(x) + (d - k) * std::log1p(-x)));
    }
    return all;
  };
  const std::vector<double> of_p = chances(p, n), of_q = chances(q, m);
  const auto e = *bind_estimator<E>(asked(estimand), options<E>());
  double mass = 0, mean = 0, square = 0;
  for (std::int64_t i = 0; i <= n; ++i) {
    for (std::int64_t j = 0; j <= m; ++j) {
      const double chance = of_p[static_cast<std::size_t>(i)] * of_q[static_cast<std::size_t>(j)];
      if (chance < 1e-14) continue;
      const std::vector<std::int64_t> a = {i, n - i}, b = {j, m - j};
      const double value = run(e, pair_of(a, b).one(0)).cell.value;
      mass += chance;
      mean += chance * value;
      square += chance * value * value;
    }
  }
  mean /= mass;
  return square / mass - mean * mean;
}

// At counts that are as the laws say, against the exact variance of 120 000 pairs of samples; what the delta
// method leaves out is of the order 1/n of it.
template <class E>
void check_error(const std::string& estimand, double tolerance = 0.01, double of_q = 0.65) {
  const auto second = static_cast<std::int64_t>(400 * of_q);
  const std::vector<std::int64_t> p = {90, 210}, q = {second, 400 - second};
  const OfPair got = estimate<E>(estimand, pair_of(p, q).one(0), {}, true);
  const double exact = std::sqrt(exact_variance<E>(estimand, 0.3, of_q, 300, 400));
  EXPECT_NEAR(got.cell.se / exact, 1, tolerance) << E::name << " of " << estimand;
  EXPECT_NEAR(got.cell.hi, got.cell.value + 1.959963984540054 * got.cell.se, 1e-12);
}

TEST(PairLaws, StandardErrorsAgainstTheExactOnes) {
  for (const char* estimand : {"kl", "cross_entropy"}) {
    check_error<PairMl>(estimand);
    check_error<PairDivergence<LaplaceLaw>>(estimand);
    check_error<PairDivergence<MinimaxLaw>>(estimand);
    check_error<PairDivergence<ShrunkLaw>>(estimand, 0.03);
    check_error<ZhangGrabchak>(estimand);
  }
  check_error<PairJensenShannon<FrequencyLaw>>("jensen_shannon");
  check_error<PairJensenShannon<JeffreysLaw>>("jensen_shannon");
}

// Where the laws are one and the same: the first order is 0.
TEST(PairLaws, StandardErrorsWhereTheLawsAreEqual) {
  check_error<PairMl>("kl", 0.03, 0.3);
  check_error<PairMl>("cross_entropy", 0.03, 0.3);
  check_error<PairDivergence<LaplaceLaw>>("kl", 0.03, 0.3);
  check_error<PairJensenShannon<FrequencyLaw>>("jensen_shannon", 0.03, 0.3);
  // (S - 1)/2 (1/n + 1/m)^2, the variance of a chi-square.
  const std::vector<std::int64_t> p = {10, 20, 30}, q = {20, 40, 60};
  EXPECT_NEAR(estimate<PairMl>("kl", pair_of(p, q).one(0), {}, true).cell.se, 1.0 / 60 + 1.0 / 120, 1e-12);
}

// Shrunk to the uniform law whatever it was: nothing is known of the error.
TEST(PairLaws, ALawThatFollowsNoCountHasNoStandardError) {
  const std::vector<std::int64_t> p = {90, 210}, q = {200, 200};
  EXPECT_TRUE(std::isnan(estimate<PairDivergence<ShrunkLaw>>("kl", pair_of(p, q).one(0), {}, true).cell.se));
}

// dit's test_jensen_shannon_divergence.py: bits.
TEST(PairLaws, WeightedJensenShannon) {
  const std::vector<std::int64_t> p = {1, 1, 0}, q = {0, 1, 1};
  const OfPair got =
      estimate<PairJensenShannon<FrequencyLaw>>("jensen_shannon", pair_of(p, q).one(0), {{"weight", 0.25}});
  EXPECT_NEAR(got.cell.value / std::log(2), 0.40563906222956625, 1e-14);
  const OfPair turned =
      estimate<PairJensenShannon<FrequencyLaw>>("jensen_shannon", pair_of(q, p).one(0), {{"weight", 0.75}});
  EXPECT_EQ(turned.cell.value, got.cell.value);
}

TEST(PairLaws, ClassesThatNobodySawCarryTheirMass) {
  const std::vector<std::int64_t> p = {3, 1, 0}, q = {0, 2, 0}, p5 = {3, 1, 0, 0, 0}, q5 = {0, 2, 0, 0, 0},
                                  p2 = {3, 1}, q2 = {0, 2};
  using Smoothed = PairDivergence<JeffreysLaw>;
  const auto value = [&](const CountsPair& pair, const std::map<std::string, Value>& given) {
    return estimate<Smoothed>("kl", pair.one(0), given).cell.value;
  };
  EXPECT_DOUBLE_EQ(value(pair_of(p, q), {{"K", std::int64_t{5}}}), value(pair_of(p5, q5), {}));
  EXPECT_DOUBLE_EQ(value(pair_of(p, q), {{"K", std::string("observed")}}), value(pair_of(p2, q2), {}));
  EXPECT_EQ(estimate<Smoothed>("kl", pair_of(p, q).one(0), {{"K", std::int64_t{1}}}).status, Status::invalid);
  // Without K unseen classes change nothing.
  EXPECT_EQ(estimate<ZhangGrabchak>("kl", pair_of(p5, q5).one(0)).cell.value,
            estimate<ZhangGrabchak>("kl", pair_of(p2, q2).one(0)).cell.value);
}

// Section 6 of the definitions: H(p, q) = H(p) + KL(p, q) of the laws themselves, KL(p, p) = 0 exactly, no
// estimate depends on the order of the classes.
template <class Law>
void check_identities() {
  const std::vector<std::int64_t> p = {7, 0, 2, 5}, q = {1, 4, 3, 0}, p_turned = {5, 2, 0, 7},
                                  q_turned = {0, 3, 4, 1};
  const auto of = [](const char* estimand, const CountsPair& pair) {
    return estimate<PairDivergence<Law>>(estimand, pair.one(0), {}, true).cell;
  };
  const SmoothedLaw law = Law::of(Counts{14, 4, 1, p.data()}.one(0), 4);
  double entropy = 0;
  for (const std::int64_t c : p) entropy -= law(c) * std::log(law(c));
  EXPECT_NEAR(of("cross_entropy", pair_of(p, q)).value, entropy + of("kl", pair_of(p, q)).value, 1e-14);
  EXPECT_EQ(of("kl", pair_of(p, p)).value, 0) << Law::name;
  EXPECT_NEAR(of("kl", pair_of(p_turned, q_turned)).value, of("kl", pair_of(p, q)).value, 1e-15);
  EXPECT_NEAR(of("kl", pair_of(p_turned, q_turned)).se, of("kl", pair_of(p, q)).se, 1e-15);
}

TEST(PairLaws, Identities) {
  check_identities<JeffreysLaw>();
  check_identities<LaplaceLaw>();
  check_identities<SgLaw>();
  check_identities<MinimaxLaw>();
  check_identities<ShrunkLaw>();
}

// Of the observed frequencies, and that a divergence is not one way round what it is the other.
TEST(PairLaws, FrequenciesHaveTheIdentities) {
  const std::vector<std::int64_t> p = {1, 2, 0, 5}, q = {4, 1, 3, 2};
  const auto of = [](const std::string& estimand, const auto& a, const auto& b) {
    return estimate<PairMl>(estimand, pair_of(a, b).one(0)).cell.value;
  };
  const double entropy = std::log(8.0) - (2 * std::log(2.0) + 5 * std::log(5.0)) / 8;
  EXPECT_NEAR(of("cross_entropy", p, q), entropy + of("kl", p, q), 1e-15);
  EXPECT_EQ(of("kl", p, p), 0);
  EXPECT_GT(of("kl", p, q), 0.1);
  EXPECT_TRUE(std::isinf(of("kl", q, p)));
}

// Zhang's entropy psi(n) - sum p psi(a) is what its cross-entropy exceeds its divergence by.
TEST(PairLaws, ZhangGrabchakIsACrossEntropyLessZhangsEntropy) {
  const std::vector<std::int64_t> p = {1, 2, 1}, q = {0, 3, 1};
  const double cross = estimate<ZhangGrabchak>("cross_entropy", pair_of(p, q).one(0)).cell.value;
  // psi(5) - psi(b + 1): 25/12, 1/4, 13/12; psi(4) - psi(a): 11/6, 5/6, 11/6.
  EXPECT_NEAR(cross, 25.0 / 48 + 1.0 / 8 + 13.0 / 48, 1e-15);
  EXPECT_NEAR(estimate<ZhangGrabchak>("kl", pair_of(p, q).one(0)).cell.value,
              cross - (11.0 / 24 + 5.0 / 12 + 11.0 / 24), 1e-15);
}

}  // namespace
}  // namespace plim::pair_laws_test
