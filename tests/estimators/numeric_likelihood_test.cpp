#include "numeric.hpp"
#include "plim/families/bernoulli.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/weibull.hpp"
#include "plim/families/zipf.hpp"
#include "weibull.hpp"

// The numeric route against closed forms, where there are any, and against mpmath (40 digits).
namespace plim::numeric_likelihood_test {
namespace {

using test::arguments, test::knowns_of, test::numeric;

struct Case {
  LawFamily family;
  Arguments at;
  std::optional<std::size_t> K = std::nullopt;
};

std::vector<double> drawn(const Case& c, std::size_t n, std::uint64_t replicate) {
  const Outcome<std::unique_ptr<Law>> law = c.family.make(c.at);
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    Variate v(Address{{7}, replicate}, i << 8);
    x[i] = (*law)->sample(v);
  }
  return x;
}

void expect_close(double got, double want, const std::string& what) {
  if (std::isnan(want)) {
    EXPECT_TRUE(std::isnan(got)) << what;
    return;
  }
  EXPECT_NEAR(got, want, 1e-9 * std::fabs(want) + 1e-300) << what;
}

void expect_agreement(const Case& c, std::size_t n, std::uint64_t replicate) {
  const std::vector<double> x = drawn(c, n, replicate);
  const Knowns knowns = knowns_of(c.family.name, "parameters", c.K);
  test::Sample sample(x);
  std::vector<std::int64_t> counts(2);
  for (const double value : x) counts[value > 0 ? 1 : 0] += 1;
  test::Sample counted(counts);
  const bool on_classes = c.family.name == "bernoulli";
  const test::Estimated closed = test::estimated(on_classes ? counted : sample, "mle", knowns);
  const test::Estimated by_search = numeric<NumericMle>(c.family, x, knowns);
  const std::string what = std::string(c.family.name) + " " + c.at.readable() + " n = " + std::to_string(n) +
                           " replicate " + std::to_string(replicate);
  ASSERT_EQ(by_search.refusal, "");
  ASSERT_EQ(by_search.status_name(), closed.status_name()) << what;
  if (!is_success(closed.status)) return;
  ASSERT_EQ(by_search.cells.size(), closed.cells.size());
  for (std::size_t i = 0; i < closed.cells.size(); ++i) {
    const std::string output = what + " " + closed.outputs[i].name;
    // What may be near 0 by chance is as sharp as its standard error.
    const bool near_zero = (c.family.name == "normal" && i == 0) || c.family.name == "zipf";
    if (near_zero && closed.status == Status::regular) {
      EXPECT_NEAR(by_search.cells[i].value, closed.cells[i].value, 1e-9 * closed.cells[i].se) << output;
    } else {
      expect_close(by_search.cells[i].value, closed.cells[i].value, output);
    }
    if (closed.status != Status::regular) continue;
    expect_close(by_search.cells[i].se, closed.cells[i].se, output + " se");
    if (std::isnan(closed.cells[i].lo) || on_classes) continue;  // a share's is not cut to [0, 1]
    const double size = std::fabs(closed.cells[i].value) + closed.cells[i].se;
    EXPECT_NEAR(by_search.cells[i].lo, closed.cells[i].lo, 1e-9 * size) << output;
  }
  const test::Estimated peak =
      test::estimated(on_classes ? counted : sample, "mle", knowns_of(c.family.name, "log_likelihood", c.K));
  const test::Estimated found =
      numeric<NumericLogLikelihood>(c.family, x, knowns_of(c.family.name, "log_likelihood", c.K));
  EXPECT_NEAR(found.cells[0].value, peak.cells[0].value, 1e-9 * (std::fabs(peak.cells[0].value) + 1)) << what;
  const Knowns in_sample = knowns_of(c.family.name, "cross_entropy", c.K);
  const double loss = -peak.cells[0].value / static_cast<double>(n);
  EXPECT_NEAR(test::estimated(on_classes ? counted : sample, "in_sample", in_sample).cells[0].value, loss,
              1e-9 * (std::fabs(loss) + 1))
      << what;
  EXPECT_NEAR(numeric<NumericInSampleLoss>(c.family, x, in_sample).cells[0].value, loss,
              1e-9 * (std::fabs(loss) + 1))
      << what;
}

TEST(NumericLikelihood, AgreesWithEveryClosedForm) {
  const Case cases[] = {{law_family<Bernoulli>(), arguments({{"p", 0.5}}), 2},
                        {law_family<Bernoulli>(), arguments({{"p", 0.02}}), 2},
                        {law_family<Exponential>(), arguments({{"lambda", 1e-3}})},
                        {law_family<Exponential>(), arguments({{"lambda", 40.0}})},
                        {law_family<Gamma>(), arguments({{"shape", 0.3}, {"scale", 2.0}})},
                        {law_family<Gamma>(), arguments({{"shape", 2.5}, {"scale", 1e3}})},
                        {law_family<Gamma>(), arguments({{"shape", 80.0}, {"scale", 1e-4}})},
                        {law_family<Geometric>(), arguments({{"p", 0.01}})},
                        {law_family<Geometric>(), arguments({{"p", 0.7}})},
                        {law_family<Normal>(), arguments({{"mean", -3.0}, {"sd", 0.01}})},
                        {law_family<Normal>(), arguments({{"mean", 1e3}, {"sd", 50.0}})},
                        {law_family<Poisson>(), arguments({{"mean", 0.2}})},
                        {law_family<Poisson>(), arguments({{"mean", 300.0}})},
                        {law_family<Zipf>(), arguments({{"s", 1.2}, {"N", std::int64_t{50}}}), 50},
                        {law_family<Zipf>(), arguments({{"s", 0.05}, {"N", std::int64_t{1000}}}), 1000}};
  for (const Case& c : cases) {
    for (const std::size_t n : {3U, 20U, 200U}) {
      for (std::uint64_t replicate = 0; replicate < 12; ++replicate) expect_agreement(c, n, replicate);
    }
  }
}

/// Samples without a regular maximum.
TEST(NumericLikelihood, SaysWhyThereIsNoMaximum) {
  const auto status = [](const LawFamily& family, const std::vector<double>& x,
                         std::optional<std::size_t> K = {}) {
    return numeric<NumericMle>(family, x, knowns_of(family.name, "parameters", K)).status;
  };
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(status(law_family<Gamma>(), {}), Status::empty);
  EXPECT_EQ(status(law_family<Gamma>(), {1, inf}), Status::invalid);
  EXPECT_EQ(status(law_family<Gamma>(), {1, std::nan("")}), Status::invalid);
  EXPECT_EQ(status(law_family<Gamma>(), {1, -2}), Status::invalid);
  EXPECT_EQ(status(law_family<Poisson>(), {1, 0.5}), Status::invalid);
  EXPECT_EQ(status(law_family<Gamma>(), std::vector<double>(1000, 0.1)), Status::unbounded);
  EXPECT_EQ(status(law_family<Normal>(), {1.5}), Status::unbounded);
  EXPECT_EQ(status(law_family<Exponential>(), {0, 0}), Status::unbounded);
  EXPECT_EQ(status(law_family<Poisson>(), {0, 0, 0}), Status::boundary);
  EXPECT_EQ(status(law_family<Geometric>(), {0, 0, 0}), Status::boundary);
  EXPECT_EQ(status(law_family<Bernoulli>(), {1, 1}), Status::boundary);
  EXPECT_EQ(status(law_family<Zipf>(), {24, 24, 24}, 24), Status::boundary);
  EXPECT_EQ(status(law_family<Zipf>(), {1, 1, 1}, 24), Status::at_infinity);
  EXPECT_EQ(status(law_family<Zipf>(), {25, 1}, 24), Status::invalid);
}

TEST(NumericLikelihood, IntegersAndPointsAreKnown) {
  EXPECT_EQ(numeric<NumericMle>(law_family<Zipf>(), {1, 2}, knowns_of("zipf", "s")).refusal,
            "a zipf model needs a known alphabet size or prior.N = { law = \"point\", value = ... }, as an "
            "option --prior N=point,value=...");
  Knowns knowns = knowns_of("weibull", "parameters");
  Arguments two;
  two.set("value", 2.0);
  knowns.priors["shape"] = {"point", two};
  // With shape 2 the scale is the root of the mean square, its se scale/(2 sqrt n).
  const test::Estimated e = numeric<NumericMle>(law_family<Weibull>(), {3, 4, 5, 1}, knowns);
  ASSERT_EQ(e.cells.size(), 1U);
  EXPECT_NEAR(e.cells[0].value, std::sqrt(51.0 / 4), 1e-12);
  EXPECT_NEAR(e.cells[0].se, std::sqrt(51.0 / 4) / 4, 1e-12);
  knowns.estimand = "shape";
  EXPECT_EQ(numeric<NumericMle>(law_family<Weibull>(), {3, 4}, knowns).refusal,
            "shape of the weibull model is known");
}

// The likelihood equations solved by mpmath with 40 digits.
const std::vector<double> waits = {0.7, 1.9, 0.35, 2.4, 1.1, 0.05, 3.3, 0.9, 1.45, 0.62, 2.05, 1.7};
constexpr double shape = 1.411932557205887474346, scale = 1.498154965445017809007;

void expect_weibull(const LawFamily& family, double shape_se, double scale_se) {
  const test::Estimated both = numeric<NumericMle>(family, waits, knowns_of(family.name, "parameters"));
  ASSERT_EQ(both.status, Status::regular);
  ASSERT_EQ(both.cells.size(), 2U);
  EXPECT_NEAR(both.cells[0].value, shape, 1e-12);
  EXPECT_NEAR(both.cells[1].value, scale, 1e-12);
  EXPECT_NEAR(both.cells[0].se, shape_se, 1e-11);
  EXPECT_NEAR(both.cells[1].se, scale_se, 1e-11);
  EXPECT_NEAR(both.cells[0].hi, shape + 1.9599639845400545 * shape_se, 1e-10);
  const test::Estimated peak =
      numeric<NumericLogLikelihood>(family, waits, knowns_of(family.name, "log_likelihood"));
  EXPECT_NEAR(peak.cells[0].value, -14.93979309066343206115, 1e-12);
}

TEST(NumericLikelihood, OfAUsersFamily) {
  expect_weibull(law_family<Weibull>(), 0.317796479641471759738, 0.322516777110913428913);
  expect_weibull(law_family<test::UserWeibull>(), 0.317796479641471759738, 0.322516777110913428913);
  expect_weibull(law_family<test::ScoredWeibull>(), 0.317796479641471759738, 0.322516777110913428913);
  // Without an expected information the observed one speaks.
  expect_weibull(law_family<test::BareWeibull>(), 0.337361465256384274068, 0.319864829259557400389);
}

TEST(NumericLikelihood, TheMeanOfTheFittedLawByTheDeltaMethod) {
  const test::Estimated e = numeric<NumericMle>(law_family<Weibull>(), waits, knowns_of("weibull", "mean"));
  EXPECT_NEAR(e.cells[0].value, 1.363662235687519606971, 1e-12);
  EXPECT_NEAR(e.cells[0].se, 0.282438806160812161903, 1e-11);
}

TEST(NumericLikelihood, CountsWeighObservations) {
  const Knowns knowns = knowns_of("weibull", "parameters");
  const std::vector<double> x = {0.5, 1, 2}, times = {2, 3, 1}, all = {0.5, 0.5, 1, 1, 1, 2};
  const test::Estimated listed = numeric<NumericMle>(law_family<Weibull>(), all, knowns),
                        counted = numeric<NumericMle>(law_family<Weibull>(), x, knowns, times);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(counted.cells[i].value, listed.cells[i].value, 1e-12);
    EXPECT_NEAR(counted.cells[i].se, listed.cells[i].se, 1e-12);
  }
}

Knowns with_point(const std::string& likelihood, const std::string& of, const std::string& parameter,
                  double value) {
  Knowns knowns = knowns_of(likelihood, of, 100);
  knowns.interval.reset();
  knowns.priors[parameter] = {"point", arguments({{"value", value}})};
  return knowns;
}

// A closed form of which a parameter is known leaves it to this route: mpmath (25 digits).
TEST(NumericLikelihood, TheCatalogueLeavesItModelsWithAKnownParameter) {
  test::Sample times(std::vector<double>{0.7, 1.9, 0.35, 2.4});
  const test::Estimated only = test::estimated(times, "mle", with_point("gamma", "parameters", "shape", 5));
  ASSERT_EQ(only.outputs.size(), 1U);
  EXPECT_EQ(only.outputs[0].name, "scale");
  EXPECT_NEAR(only.cells[0].value, 0.2675, 1e-12);
  EXPECT_NEAR(only.cells[0].se, 0.0598148183981193743789, 1e-12);
  const double peak = -5.896198848114727629757;
  EXPECT_NEAR(test::estimated(times, "mle", with_point("gamma", "log_likelihood", "shape", 5)).cells[0].value,
              peak, 1e-12);
  EXPECT_NEAR(
      test::estimated(times, "in_sample", with_point("gamma", "cross_entropy", "shape", 5)).cells[0].value,
      -peak / 4, 1e-12);
  EXPECT_EQ(test::estimated(times, "mle", with_point("normal", "mean", "sd", 3)).cells[0].se, 1.5);
  EXPECT_EQ(test::estimated(times, "mle", with_point("normal", "sd", "sd", 3)).refusal,
            "sd of the normal model is known");

  test::Sample ranks(std::vector<double>{1, 2, 1, 3, 5, 1, 10, 2});
  EXPECT_NEAR(test::estimated(ranks, "mle", with_point("zipf", "s", "N", 400)).cells[0].value,
              1.768256868444663108737, 1e-10);
  EXPECT_NEAR(
      test::estimated(ranks, "in_sample", with_point("zipf", "cross_entropy", "N", 400)).cells[0].value,
      16.52497079894625753904931 / 8, 1e-12);
}

}  // namespace
}  // namespace plim::numeric_likelihood_test
