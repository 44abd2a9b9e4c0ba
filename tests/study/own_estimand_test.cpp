#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/verdict/results.hpp"

// An estimand of a user's own, an information, with an estimator of it.
namespace plim::own_estimand_test {
namespace {

double collision_entropy(std::span<const double> p) {
  double sum = 0;
  for (const double x : p) sum += x * x;
  return -std::log(sum);
}

std::optional<double> truth(const TruthQuery& q) {
  return q.p.empty() ? std::nullopt : std::optional(collision_entropy(q.p));
}

/// Renyi's entropy of order 2.
const Estimand collision_entropy_estimand = {
    .name = "collision_entropy", .information = true, .truth = truth};

struct PlugInCollision {
  using view = Counts;
  static constexpr std::string_view name = "plug_in", estimand = "collision_entropy";
  double estimate(const Counts::One& c) const {
    double sum = 0;
    for (std::size_t k = 0; k < c.K; ++k) {
      const double f = static_cast<double>(c[k]) / static_cast<double>(c.n);
      sum += f * f;
    }
    return -std::log(sum);
  }
};

Catalogue extended() {
  return standard_catalogue().add_estimand(collision_entropy_estimand).add_estimator<PlugInCollision>();
}

std::string estimate(const std::string& unit) {
  return "[estimate.R]\nof = \"collision_entropy\"\non = \"x\"\nwith = \"plug_in\"\n" + unit;
}

GroupResults results_of(const test::Planned& plan) { return test::conducted(plan).groups.at(0); }

double bias_of(const GroupResults& group) {
  for (const MeasureArrays& m : group.measures) {
    if (std::string(m.measure->name) == "bias") return m.value.at(0);
  }
  return not_given;
}

// One draw of four equal classes: the estimate is 0, the truth 2 bit.
TEST(OwnEstimand, HasItsTruthAndItsUnit) {
  const GroupResults group =
      results_of(test::plan_of(test::study_text("law = \"categorical\"\np = [0.25, 0.25, 0.25, 0.25]",
                                                "n = 1", estimate("unit = \"bit\"\n"), 100),
                               extended()));
  EXPECT_NEAR(group.truth.at(0), 2, 1e-15);
  EXPECT_NEAR(bias_of(group), -2, 1e-15);
}

// Of a law (q, 1 - q) drawn with q uniform the mean of ln(q^2 + (1 - q)^2) is pi/2 - 2; its sd is below 0.25.
TEST(OwnEstimand, HasEachReplicatesTruthWhereTheLawIsDrawn) {
  const GroupResults group = results_of(test::plan_of(
      test::study_text("law = \"categorical.dirichlet\"\nK = 2\nalpha = 1", "n = 1", estimate(""), 20000),
      extended()));
  EXPECT_NEAR(bias_of(group), std::acos(-1.0) / 2 - 2, test::z_limit * 0.25 / std::sqrt(20000));
}

/// The repeat rate sum p^2 (Good 1953), and its unbiased estimate from an additive form.
const Estimand repeat_rate_estimand = {
    .name = "repeat_rate", .truth = [](const TruthQuery& q) {
      return q.p.empty() ? std::nullopt : std::optional(std::exp(-collision_entropy(q.p)));
    }};

struct RepeatedPairs {
  using view = Counts;
  static constexpr std::string_view name = "pairs", estimand = "repeat_rate";
  static double share(std::int64_t c, std::int64_t n) {
    return static_cast<double>(c * (c - 1)) / static_cast<double>(n * (n - 1));
  }
  double estimate(const Counts::One& c) const {
    double sum = 0;
    for (std::size_t k = 0; k < c.K; ++k) sum += share(c[k], c.n);
    return sum;
  }
  AdditiveTerm additive_term(std::int64_t n) const {
    return {std::nullopt, 0, [n](std::size_t, std::int64_t c) { return share(c, n); }};
  }
};

// Of three draws of (1/4, 3/4, 0): all equal with probability 28/64, else 1/3, so that the mean is 40/64 and
// the variance 28/64 36/64 (2/3)^2 = 7/64.
TEST(OwnEstimand, IsPredictedExactlyByAnAdditiveEstimator) {
  const Catalogue catalogue =
      standard_catalogue().add_estimand(repeat_rate_estimand).add_estimator<RepeatedPairs>();
  const test::Planned plan = test::plan_of(
      test::study_text("law = \"categorical\"\np = [0.25, 0.75, 0]", "n = 3",
                       "[estimate.R]\nof = \"repeat_rate\"\non = \"x\"\nwith = \"pairs\"\n", 4000),
      catalogue);
  const SeriesPrediction p = test::predictions_of(plan).at(0).at(0);
  EXPECT_EQ(p.bias.kind, PredictionKind::exact);
  EXPECT_NEAR(p.bias.value, 0, 1e-15);
  EXPECT_NEAR(p.empirical_se.value, std::sqrt(7.0 / 64), 1e-15);
  const GroupResults group = results_of(plan);
  EXPECT_NEAR(bias_of(group), 0, test::z_limit * std::sqrt(7.0 / 64 / 4000));
}

/// The plug-in entropy by its terms alone: f(k, c) = -(c/n) ln(c/n).
struct EntropyByTerms {
  using view = Counts;
  static constexpr std::string_view name = "by_terms", estimand = "entropy";
  static double term(std::int64_t c, std::int64_t n) {
    const double f = static_cast<double>(c) / static_cast<double>(n);
    return c > 0 ? -f * std::log(f) : 0;
  }
  double estimate(const Counts::One& c) const {
    double sum = 0;
    for (std::size_t k = 0; k < c.K; ++k) sum += term(c[k], c.n);
    return sum;
  }
  AdditiveTerm additive_term(std::int64_t n) const {
    return {std::nullopt, 0, [n](std::size_t, std::int64_t c) { return term(c, n); }};
  }
};

// Without a plug-in part an entropy is predicted all the same; its exp, the perplexity, is not.
TEST(OwnEstimand, AnEntropyWithoutAPlugInPartIsPredicted) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_entropy<EntropyByTerms>();
  const std::string estimates =
      "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"by_terms\", \"ml\"]\n"
      "[estimate.P]\nof = \"perplexity\"\non = \"x\"\nwith = [\"by_terms\"]\n";
  const std::vector<SeriesPrediction> p =
      test::predictions_of(test::plan_of(test::study_text("law = \"categorical\"\np = [0.2, 0.3, 0.5]",
                                                          "n = 7", estimates, 10),
                                         catalogue))
          .at(0);
  ASSERT_EQ(p[0].bias.kind, PredictionKind::exact);
  EXPECT_NEAR(p[0].bias.value, p[1].bias.value, 1e-14);
  EXPECT_NEAR(p[0].empirical_se.value, p[1].empirical_se.value, 1e-14);
  EXPECT_EQ(p[2].bias.kind, PredictionKind::none);
}

TEST(OwnEstimand, WithoutAnEntryItIsAParameterOfThatName) {
  const Catalogue unregistered = standard_catalogue().add_estimator<PlugInCollision>();
  const std::string population = "law = \"categorical\"\np = [0.5, 0.5]";
  const test::Planned plan =
      test::plan_of(test::study_text(population, "n = 1", estimate(""), 10), unregistered);
  EXPECT_FALSE(plan.scenarios[0].series[0].has_truth());
  const std::vector<std::string> faults =
      test::faults_of(test::study_text(population, "n = 1", estimate("unit = \"bit\"\n"), 10), unregistered);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("is not an information"), std::string::npos) << faults[0];
}

}  // namespace
}  // namespace plim::own_estimand_test
