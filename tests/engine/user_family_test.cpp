#include <set>

#include "fixtures.hpp"
#include "plim/numeric/special.hpp"
#include "weibull.hpp"

// A family of a user's own, registered by one line, as population and as likelihood.
namespace plim::user_family_test {
namespace {

constexpr std::int64_t n = 50;
constexpr double shape = 1.5;

Catalogue with_weibull() {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_family<test::UserWeibull>().add_family<test::ScoredWeibull>();
  return catalogue;
}

std::string study_of(const std::string& family, const std::string& estimand, std::uint64_t replicates) {
  return test::study_text(
      "law = \"" + family + "\"\nshape = 1.5\nscale = 2", "n = 50",
      "[model.m]\nlikelihood = \"" + family + "\"\n[estimate.e]\nof = \"" + estimand +
          "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"mle\"]\ninterval = { level = 0.95 }\n",
      replicates, 20261126);
}

// By 300 000 replicates of numpy 1.24 (PCG64, seed 20261126) with a Newton iteration of its own: bias and its
// standard error, coverage of the intervals by the expected information.
struct Expected {
  double bias, bias_se, coverage;
};
constexpr Expected expected[] = {{0.0430142, 0.00032, 0.948697}, {-0.0003636, 0.00036, 0.938573}};

/// The largest deviate of bias and coverage of both parameters.
double worst_z(const std::string& family, std::uint64_t replicates, double pretended_shape = shape) {
  test::Planned plan = test::plan_of(study_of(family, "parameters", replicates), with_weibull());
  plan.scenarios[0].series[0].truth = pretended_shape;
  const Record record = test::run_first(plan);
  double worst = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    const SeriesStats& s = record[i];
    EXPECT_EQ(s.successes(), static_cast<std::int64_t>(replicates));
    const double count = static_cast<double>(s.error.count);
    const double variance = s.error.m2 / count, p = expected[i].coverage;
    const double se = std::hypot(std::sqrt(variance / count), expected[i].bias_se);
    const double covered = static_cast<double>(s.covered) / static_cast<double>(s.width.count);
    const double covered_se = std::sqrt(p * (1 - p) * (1 / count + 1 / 3e5));
    worst = std::max(
        {worst, std::fabs(s.error.mean - expected[i].bias) / se, std::fabs(covered - p) / covered_se});
  }
  return worst;
}

// Eight deviates: false alarm 1e-6.
TEST(UserFamily, BiasAndCoverageOfTheNumericMaximum) {
  const double limit = special::simultaneous_z(8, 1e-6);
  EXPECT_LT(worst_z("user_weibull", 4000), limit);
  EXPECT_LT(worst_z("scored_weibull", 4000), limit);
  EXPECT_GT(worst_z("user_weibull", 4000, 1.02 * shape), limit);  // a mutant: another truth
}

// The score has mean 0 and standard deviation sqrt(I^-1/n) exactly, and takes nearly all noise from the
// error.
TEST(UserFamily, TheScoreControlsTheMaximum) {
  const test::Planned plan = test::plan_of(study_of("user_weibull", "shape", 4000), with_weibull());
  ASSERT_TRUE(plan.scenarios[0].series[0].control);
  const SeriesStats s = test::run_first(plan)[0];
  EXPECT_LT(s.controlled.m2, 0.1 * s.error.m2);
  // numpy's bias; false alarm 1e-6.
  const double count = static_cast<double>(s.controlled.count);
  const double se = std::hypot(std::sqrt(s.controlled.m2 / count / count), expected[0].bias_se);
  EXPECT_LT(std::fabs(s.controlled.mean - expected[0].bias) / se, special::simultaneous_z(1, 1e-6));
}

// By the expected information: shape sqrt(6)/pi of one observation (Johnson, Kotz and Balakrishnan 1994).
TEST(UserFamily, FirstOrderTheoryFollowsFromItsInformation) {
  const test::Planned plan = test::plan_of(study_of("user_weibull", "shape", 10), with_weibull());
  const SeriesPrediction p = test::predictions_of(plan)[0][0];
  EXPECT_EQ(p.empirical_se.kind, PredictionKind::leading);
  EXPECT_NEAR(p.empirical_se.value, shape * 0.77969680123 / std::sqrt(n), 1e-9);
}

TEST(UserFamily, HasItsLogLikelihoodAndMean) {
  for (const std::string estimand : {"log_likelihood", "mean"}) {
    const test::Planned plan = test::plan_of(study_of("user_weibull", estimand, 64), with_weibull());
    EXPECT_EQ(test::run_first(plan)[0].successes(), 64) << estimand;
  }
}

// Coverage of an interval of level 0.9 whose prior is about right: between 0.81 and 0.985, which 0.9 leaves
// with a chance below 1e-7 (binomial, 400).
TEST(UserFamily, IsAPosteriorUnderPriorsOfOtherFamilies) {
  const std::string text = test::study_text(
      "law = \"user_weibull\"\nshape = 1.5\nscale = 2", "n = 10",
      "[model.m]\nlikelihood = \"user_weibull\"\nprior.shape = { law = \"user_weibull\", shape = 2, scale = "
      "2 }\n"
      "prior.scale = { law = \"gamma\", shape = 4, scale = 0.5 }\n[estimate.e]\nof = \"shape\"\non = "
      "\"x\"\nmodel = \"m\"\nwith = [\"posterior_mean\"]\ninterval = { level = 0.9 }\n",
      400, 20261126);
  const SeriesStats s = test::run_first(test::plan_of(text, with_weibull()))[0];
  EXPECT_EQ(s.successes(), 400);
  EXPECT_GT(s.covered, 400 * 0.81);
  EXPECT_LT(s.covered, 400 * 0.985);
}

struct ClosedWeibull {
  using view = Reals;
  static constexpr std::string_view name = "mle", likelihood = "user_weibull";
  static std::vector<std::string> estimands() { return {"parameters", "shape", "scale"}; }
  double estimate(const Reals::One&) const { return 0; }
};

TEST(UserFamily, AClosedFormReplacesTheNumericRouteInEitherOrder) {
  const auto routes = [](const Catalogue& c) {
    std::vector<bool> numeric;
    for (const EstimatorEntry& e : c.estimators()) {
      if (e.likelihood == "user_weibull") numeric.push_back(e.numeric);
    }
    return numeric;
  };
  const std::vector<bool> before = {true, true, true, true, true, true, true, true, true, false},
                          after = {false, true, true, true, true, true, true, true, true, true};
  EXPECT_EQ(routes(Catalogue().add_family<test::UserWeibull>().add_estimator<ClosedWeibull>()), before);
  EXPECT_EQ(routes(Catalogue().add_estimator<ClosedWeibull>().add_family<test::UserWeibull>()), after);
  const Catalogue standard = standard_catalogue();
  const std::set<std::string> with_closed_forms = {"bernoulli", "categorical", "exponential", "gamma",
                                                   "geometric", "normal",      "poisson",     "zipf"};
  for (const EstimatorEntry& e : standard.estimators()) {
    if (with_closed_forms.count(e.likelihood) == 0 || e.name == "slice_sampler") continue;
    const bool conjugate = e.likelihood != "gamma" && e.likelihood != "zipf";
    const bool loss = e.name == "fresh" || (e.name == "in_sample" && e.likelihood == "bernoulli");
    EXPECT_FALSE(e.numeric && !loss && (conjugate || e.name == "mle" || e.name == "score"))
        << e.likelihood << e.name;
    EXPECT_FALSE(e.numeric && loss && (e.likelihood == "normal" || e.likelihood == "exponential")) << e.name;
  }
}

}  // namespace
}  // namespace plim::user_family_test
