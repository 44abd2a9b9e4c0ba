#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/verdict/results.hpp"

// An estimand of a user's own, an information, with an estimator of it.
namespace plim {
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
}  // namespace plim
