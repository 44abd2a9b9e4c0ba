#include <cmath>

#include "entropy_sample.hpp"
#include "plim/estimators/entropy/power_sum.hpp"
#include "plim/estimators/entropy/unseen_classes.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/numeric/power_entropy.hpp"

namespace plim::diversity_test {
namespace {

using test::entropies::estimate;
using test::entropies::Estimated;

using Sample = std::vector<std::int64_t>;

Knowns of_order(double q, bool with_interval = false) {
  Knowns knowns;
  knowns.number = q;
  if (with_interval) knowns.interval = IntervalRequest{};
  return knowns;
}

// Of (1/2, 1/3, 1/6), with mpmath to 30 digits by the definitions; near q = 1 both tend to Shannon's.
TEST(Diversity, OfALaw) {
  const std::vector<double> p{1.0 / 2, 1.0 / 3, 1.0 / 6};
  const double cases[][3] = {{0, 1.098612288668109691, 2},
                             {0.5, 1.052656084854860162, 1.385410681680072611},
                             {1, 1.011404264707351657, 1.011404264707351657},
                             {2, 0.944461608840851480, 0.6111111111111111111},
                             {3, 0.8958797346140275004, 0.4166666666666666667}};
  for (const auto& c : cases) {
    EXPECT_NEAR(renyi_entropy(p, c[0]), c[1], 1e-14) << c[0];
    EXPECT_NEAR(tsallis_entropy(p, c[0]), c[2], 1e-14) << c[0];
  }
}

TEST(Diversity, NearOrderOneNoDigitsAreLost) {
  const std::vector<double> p{0.7, 0.2, 0.1};
  // First order in q - 1: H - (q - 1) V/2 (Renyi), V the varentropy.
  const double H = renyi_entropy(p, 1), V = varentropy_of(p);
  for (const double d : {1e-12, -1e-9, 1e-7}) {
    EXPECT_NEAR(renyi_entropy(p, 1 + d), H - d * V / 2, 1e-13) << d;
  }
}

TEST(Diversity, HugeOrdersAreTheMostProbableClass) {
  const std::vector<double> p{0.5, 0.3, 0.2};
  EXPECT_NEAR(renyi_entropy(p, 1e6), std::log(2.0) * 1e6 / (1e6 - 1), 1e-12);
}

// Counts 6, 3, 3: sum p^2 = 54/144; unbiased sum c(c-1) = 42 over 132.
TEST(Diversity, OfCounts) {
  const Sample c{6, 3, 0, 3};
  EXPECT_NEAR(estimate<PowerMl<PowerForm::tsallis>>(c, of_order(2)).cell.value, 1 - 54.0 / 144, 1e-15);
  EXPECT_NEAR(estimate<PowerMl<PowerForm::renyi>>(c, of_order(2)).cell.value, -std::log(54.0 / 144), 1e-15);
  EXPECT_NEAR(estimate<PowerMl<PowerForm::hill>>(c, of_order(2)).cell.value, 144.0 / 54, 1e-14);
  EXPECT_NEAR(estimate<PowerMl<PowerForm::hill>>(c, of_order(0)).cell.value, 3, 1e-14);
  EXPECT_NEAR(estimate<PowerMl<PowerForm::tsallis>>(c, of_order(0)).cell.value, 2, 1e-14);
  EXPECT_NEAR(estimate<PowerMl<PowerForm::renyi>>(c, of_order(1)).cell.value,
              estimate<EntropyMl>(c).cell.value, 1e-15);
  EXPECT_NEAR(estimate<PowerUnbiased<PowerForm::tsallis>>(c, of_order(2)).cell.value, 1 - 42.0 / 132, 1e-15);
  EXPECT_NEAR(estimate<PowerUnbiased<PowerForm::renyi>>(c, of_order(2)).cell.value, -std::log(42.0 / 132),
              1e-15);
  // Of order 3: (120 + 6 + 6)/1320.
  EXPECT_NEAR(estimate<PowerUnbiased<PowerForm::hill>>(c, of_order(3)).cell.value, std::sqrt(10.0), 1e-14);
  EXPECT_NEAR(estimate<PowerUnbiased<PowerForm::tsallis>>(c, of_order(3)).cell.value, (1 - 0.1) / 2, 1e-15);
}

// All samples of 4 draws from (1/2, 1/3, 1/6), by their multinomial probabilities.
TEST(Diversity, TheMeanOfTheUnbiasedIsTheTruth) {
  const std::vector<double> p{1.0 / 2, 1.0 / 3, 1.0 / 6};
  for (const double q : {2.0, 3.0, 4.0}) {
    double mean = 0;
    for (std::int64_t a = 0; a <= 4; ++a) {
      for (std::int64_t b = 0; a + b <= 4; ++b) {
        const std::int64_t d = 4 - a - b;
        const double ways =
            std::tgamma(5) / (std::tgamma(a + 1.0) * std::tgamma(b + 1.0) * std::tgamma(d + 1.0));
        const double probability = ways * std::pow(p[0], a) * std::pow(p[1], b) * std::pow(p[2], d);
        mean += probability * estimate<PowerUnbiased<PowerForm::tsallis>>({a, b, d}, of_order(q)).cell.value;
      }
    }
    EXPECT_NEAR(mean, tsallis_entropy(p, q), 1e-14) << q;
  }
}

TEST(Diversity, StatusesOfPowers) {
  EXPECT_EQ(estimate<PowerUnbiased<PowerForm::renyi>>({1, 1, 1}, of_order(2)).status, Status::infinite);
  EXPECT_EQ(estimate<PowerUnbiased<PowerForm::tsallis>>({1, 1, 1}, of_order(2)).cell.value, 1);
  EXPECT_EQ(estimate<PowerUnbiased<PowerForm::tsallis>>({1, 1, 1}, of_order(4)).status, Status::undefined);
  EXPECT_EQ(estimate<PowerMl<PowerForm::renyi>>({0, 0}, of_order(2)).status, Status::empty);
  const Estimated one = estimate<PowerMl<PowerForm::hill>>({7}, of_order(2, true));
  EXPECT_EQ(one.status, Status::boundary);
  EXPECT_EQ(one.cell.value, 1);
  for (const double q : {1.0, 2.5, 101.0})
    EXPECT_FALSE(PowerUnbiased<PowerForm::tsallis>::bind(of_order(q), {})) << q;
}

// The delta method by a numeric derivative: the estimate as a function of the frequencies, its gradient's
// standard deviation over the observations.
template <PowerForm form>
void check_error(double q) {
  const Sample c{50, 30, 15, 5};
  const Estimated got = estimate<PowerMl<form>>(c, of_order(q, true));
  const auto value = [&](const std::vector<double>& p) {
    if (form == PowerForm::tsallis) return tsallis_entropy(p, q);
    return form == PowerForm::renyi ? renyi_entropy(p, q) : std::exp(renyi_entropy(p, q));
  };
  const std::vector<double> p{0.5, 0.3, 0.15, 0.05};
  std::vector<double> gradient;
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    std::vector<double> up = p, down = p;
    up[i] += 1e-6;
    down[i] -= 1e-6;
    const double slope = (value(up) - value(down)) / 2e-6;
    mean += p[i] * slope;
    square += p[i] * slope * slope;
  }
  const double expected = std::sqrt((square - mean * mean) / 100);
  EXPECT_NEAR(got.cell.se, expected, 1e-7 * expected) << q;
  EXPECT_LT(got.cell.lo, got.cell.value);
}

TEST(Diversity, ErrorsAreThoseOfTheDeltaMethod) {
  for (const double q : {0.5, 1.2, 2.0, 5.0}) {
    check_error<PowerForm::renyi>(q);
    check_error<PowerForm::tsallis>(q);
    check_error<PowerForm::hill>(q);
  }
}

// Hand sums. 3 classes once, 2 twice, one 5 and one 20 times: n = 32, S = 7.
TEST(Diversity, Richness) {
  const Sample c{1, 1, 1, 2, 2, 5, 20};
  EXPECT_EQ(estimate<RichnessObserved>(c).cell.value, 7);
  EXPECT_NEAR(estimate<RichnessChao1>(c).cell.value, 7 + 31.0 / 32 * 9 / 4, 1e-14);
  // 6 rare classes in 12 draws, C = 3/4; sum i(i-1) f_i = 4 + 20: gamma^2 = 8 * 24/132 - 1 = 5/11.
  EXPECT_NEAR(estimate<RichnessAce>(c).cell.value, 1 + 8 + 4 * 5.0 / 11, 1e-14);
  // Without classes seen twice.
  EXPECT_NEAR(estimate<RichnessChao1>({1, 1, 1, 7}).cell.value, 4 + 0.9 * 3, 1e-14);
  EXPECT_EQ(estimate<RichnessAce>({1, 1, 1}).status, Status::undefined);
  EXPECT_EQ(estimate<RichnessAce>({11, 12}).cell.value, 2);
  EXPECT_EQ(estimate<RichnessChao1>({}).status, Status::empty);
  Knowns knowns;
  knowns.interval = IntervalRequest{};
  const Estimated chao = estimate<RichnessChao1>(c, knowns);
  // Chao (1987) with A = 31/32, r = 3/2.
  const double A = 31.0 / 32, r = 1.5;
  const double variance = 2 * (A / 2 * r * r + A * A * r * r * r + A * A / 4 * r * r * r * r), T = A * 9 / 4;
  EXPECT_NEAR(chao.cell.se, std::sqrt(variance), 1e-14);
  const double factor = std::exp(1.959963984540054 * std::sqrt(std::log1p(variance / (T * T))));
  EXPECT_NEAR(chao.cell.lo, 7 + T / factor, 1e-12);
  EXPECT_NEAR(chao.cell.hi, 7 + T * factor, 1e-11);
}

TEST(Diversity, Coverage) {
  const Sample c{1, 1, 1, 2, 2, 5, 20};
  Knowns knowns;
  knowns.interval = IntervalRequest{};
  const Estimated good = estimate<CoverageGoodTuring>(c, knowns);
  EXPECT_NEAR(good.cell.value, 1 - 3.0 / 32, 1e-15);
  EXPECT_NEAR(good.cell.se, std::sqrt(3 + 4 - 9.0 / 32) / 32, 1e-15);
  EXPECT_NEAR(estimate<CoverageChaoJost>(c).cell.value, 1 - 3.0 / 32 * 93 / 97, 1e-15);
  EXPECT_EQ(estimate<CoverageChaoJost>({1, 1, 1}).cell.value, 0);
  EXPECT_EQ(estimate<CoverageChaoJost>({4, 9}).cell.value, 1);
  EXPECT_EQ(estimate<CoverageGoodTuring>({}).status, Status::empty);
}

}  // namespace
}  // namespace plim::diversity_test
