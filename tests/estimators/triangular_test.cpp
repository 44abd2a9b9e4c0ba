#include <algorithm>
#include <cmath>
#include <limits>

#include "numeric.hpp"
#include "plim/random/variate.hpp"

// The mode of a triangular law between known ends, by comparing the likelihoods of all observations in exact
// whole numbers. Nothing here is random: no false alarms.
namespace plim::triangular_test {
namespace {

__extension__ using Whole = unsigned __int128;
constexpr double inf = std::numeric_limits<double>::infinity();

Knowns knowns_of(double lower, double upper, const std::string& estimand = "mode") {
  Knowns knowns;
  knowns.likelihood = "triangular";
  knowns.estimand = estimand;
  knowns.priors["lower"] = {"point", test::arguments({{"value", lower}})};
  knowns.priors["upper"] = {"point", test::arguments({{"value", upper}})};
  return knowns;
}

test::Estimated estimated(const std::vector<double>& x, const Knowns& knowns) {
  test::Sample sample(x);
  return test::estimated(sample, "mle", knowns);
}

/// The likelihood of the mode at an observation, but for what all modes have: over / under.
struct Likelihood {
  Whole over = 1, under = 1;
  Likelihood(const std::vector<int>& x, int lower, int mode, int upper) {
    for (const int at : x) {
      if (at == mode) continue;
      over *= static_cast<Whole>(at < mode ? at - lower : upper - at);
      under *= static_cast<Whole>(at < mode ? mode - lower : upper - mode);
    }
  }
  bool operator>(const Likelihood& other) const { return over * other.under > other.over * under; }
  bool operator==(const Likelihood& other) const { return over * other.under == other.over * under; }
};

TEST(TriangularMle, IsTheObservationOfTheGreatestLikelihoodAndOfTiesTheSmallest) {
  int ties = 0;
  for (std::uint64_t trial = 0; trial < 20000; ++trial) {
    Variate v({{19}, trial, 0}, 0);
    const int lower = -3, upper = trial % 2 == 0 ? 27 : 9;
    std::vector<int> x(1 + v.below(8));
    for (int& at : x)
      at = lower + 1 + static_cast<int>(v.below(static_cast<std::uint64_t>(upper - lower - 1)));
    std::vector<int> ascending = x;
    std::sort(ascending.begin(), ascending.end());
    int best = ascending.front();
    bool tied = false;
    for (const int mode : ascending) {
      const Likelihood here(x, lower, mode, upper), there(x, lower, best, upper);
      tied = here > there ? false : tied || (mode != best && here == there);
      if (here > there) best = mode;
    }
    ties += tied ? 1 : 0;
    const test::Estimated e = estimated({x.begin(), x.end()}, knowns_of(lower, upper));
    ASSERT_EQ(e.status_name(), "nonregular");
    ASSERT_EQ(e.cells[0].value, best) << trial;
    // The same in sevenths, which are not exact: neither are ties.
    std::vector<double> sevenths;
    for (const int at : x) sevenths.push_back(at / 7.0);
    ASSERT_EQ(estimated(sevenths, knowns_of(lower / 7.0, upper / 7.0)).cells[0].value, best / 7.0) << trial;
  }
  EXPECT_GT(ties, 100);
}

TEST(TriangularMle, MomentsAndLogLikelihoodAreThoseOfTheFittedLaw) {
  const std::vector<double> x = {0.9, 0.3, 0.4, 0.5, 0.4, 1.75};
  const double mode = estimated(x, knowns_of(0, 2)).cells[0].value;
  EXPECT_EQ(mode, 0.4);
  const auto number = [&x](const char* estimand) {
    return estimated(x, knowns_of(0, 2, estimand)).cells[0].value;
  };
  EXPECT_NEAR(number("mean"), 0.8, 1e-15);
  EXPECT_NEAR(number("variance"), (4 + 0.16 - 0.8) / 18, 1e-15);
  EXPECT_NEAR(number("sd"), std::sqrt(3.36 / 18), 1e-15);
  double sum = 0;
  for (const double at : x) sum += std::log(at < mode ? at / mode : (2 - at) / (2 - mode));
  EXPECT_NEAR(number("log_likelihood"), sum, 1e-14);
  const test::Estimated all = estimated(x, knowns_of(0, 2, "parameters"));
  ASSERT_EQ(all.outputs.size(), 1U);
  EXPECT_EQ(all.outputs[0].name, "mode");
  EXPECT_TRUE(std::isnan(all.cells[0].se));
}

TEST(TriangularMle, FarAndNarrowEndsLoseNothing) {
  const std::vector<double> x = {0.9, 0.3, 0.4, 0.5, 0.4, 1.75};
  for (const double unit : {0x1p-1000, 0x1p-60, 0x1p1000}) {
    std::vector<double> scaled;
    for (const double at : x) scaled.push_back(at * unit);
    EXPECT_EQ(estimated(scaled, knowns_of(0, 2 * unit)).cells[0].value, 0.4 * unit);
  }
  EXPECT_EQ(estimated({1e-9, 0.5, 1 - 0x1p-53}, knowns_of(0, 1)).cells[0].value, 1 - 0x1p-53);
}

TEST(TriangularMle, StatusesOfSamplesThatSayLittleOrCannotBe) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto status = [](const std::vector<double>& x) {
    return estimated(x, knowns_of(0, 1)).status_name();
  };
  EXPECT_EQ(status({}), "empty");
  for (const std::vector<double>& x :
       {std::vector<double>{nan}, {0.5, nan}, {0.5, inf}, {-inf, 0.5}, {-0.1, 0.5}, {0.5, 1.1}, {0, 0.5, 1}})
    EXPECT_EQ(status(x), "invalid");
  const auto mode = [](const std::vector<double>& x) { return estimated(x, knowns_of(0, 1)).cells[0].value; };
  EXPECT_EQ(mode({0.25}), 0.25);
  EXPECT_EQ(mode({0.75, 0.75, 0.75}), 0.75);
  // At an end the density is 0 unless the mode is there.
  EXPECT_EQ(mode({0, 0.75, 0.75}), 0);
  EXPECT_EQ(mode({0.25, 0.25, 1}), 1);
}

TEST(TriangularMle, RefusesWhatIsNotKnown) {
  const auto refusal = [](const Knowns& knowns) { return estimated({0.5}, knowns).refusal; };
  Knowns knowns = knowns_of(0, 1);
  knowns.priors.erase("upper");
  EXPECT_EQ(
      refusal(knowns),
      "a triangular model needs both ends: prior.lower = { law = \"point\", value = ... } and prior.upper = "
      "{ law = \"point\", value = ... }, as options --prior lower=point,value=... --prior "
      "upper=point,value=...");
  knowns = knowns_of(0, 1);
  knowns.priors["mode"] = knowns.priors["lower"];
  EXPECT_EQ(refusal(knowns), "a triangular model must leave its mode to be estimated");
  EXPECT_EQ(
      refusal(knowns_of(1, 1)),
      "lower and upper of a triangular model are 1 and 1, but must be lower < upper, with a finite upper - "
      "lower");
  EXPECT_NE(refusal(knowns_of(-1e308, 1e308)), "");
  knowns = knowns_of(0, 1);
  knowns.interval = IntervalRequest{0.95, "wald"};
  EXPECT_EQ(
      refusal(knowns),
      "mle of the triangular law has no interval method \"wald\", as its likelihood has a kink at every "
      "observation");
}

}  // namespace
}  // namespace plim::triangular_test
