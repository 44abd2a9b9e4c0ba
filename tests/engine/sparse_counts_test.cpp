#include "plim/views/sparse_counts.hpp"

#include "fixtures.hpp"
#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/numeric/special.hpp"
#include "plim/theory/errors.hpp"

namespace plim::sparse_counts_test {
namespace {

const std::string entropies =
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\", \"jackknife\", "
    "\"chao_shen\"]\n";

TEST(SparseCounts, AreTheRouteOfLawsOnManyIntegers) {
  for (const std::string law : {"law = \"poisson\"\nmean = 7", "law = \"geometric\"\np = 0.1",
                                "law = \"zipf\"\ns = 1\nN = 1_000_000_000"}) {
    const std::string drawn = "route = \"draw\"\nn = { grid = [10, ";
    const test::Planned small = test::plan_of(test::study_text(law, drawn + "100] }", entropies, 10));
    const test::Planned large = test::plan_of(test::study_text(law, drawn + "1_000_000] }", entropies, 10));
    // Without a wish, counts at once of laws whose integers a table lists.
    const test::Planned any = test::plan_of(test::study_text(law, "n = 10", entropies, 10));
    EXPECT_EQ(any.scenarios[0].route, law.find("zipf") < 9 ? RouteKind::draws : RouteKind::counts) << law;
    ASSERT_EQ(small.scenarios[0].made.size(), 1U) << law;
    EXPECT_EQ(small.scenarios[0].made[0], view_id<SparseCounts>()) << law;
    EXPECT_LT(large.scenarios[0].lanes, small.scenarios[0].lanes) << law;
  }
  const std::vector<std::string> faults =
      test::faults_of(test::study_text("law = \"normal\"\nmean = 0\nsd = 1", "n = 10", entropies, 10));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("needs counts of classes"), std::string::npos) << faults[0];
}

/// Largest ratio to its band of the mean error of ml and the jackknife, raw and controlled, of geometric(p)
/// samples against the exact errors of geometric(0.2), its tail below 1e-19 left out.
double worst_in_band(const std::string& p) {
  const test::Planned plan = test::plan_of(
      test::study_text("law = \"geometric\"\np = " + p, "n = { grid = [20, 300] }", entropies, 20000, 7));
  const Record total = test::run_first(plan);
  std::vector<double> law(200);
  for (std::size_t k = 0; k < law.size(); ++k) law[k] = 0.2 * std::pow(0.8, static_cast<double>(k));
  double worst = 0;
  const double z = special::simultaneous_z(8, 1e-6);
  const std::size_t series = plan.scenarios[0].series.size();
  for (std::size_t i = 0; i < 2; ++i) {
    const std::int64_t n = plan.scenarios[0].sizes[i];
    for (const std::size_t s : {0U, 2U}) {
      const AdditiveTerm term = s == 0 ? EntropyMl().additive_term(n) : *EntropyJackknife().additive_term(n);
      const double bias = additive_moments(CountLaws(law, n), entropy_error(law, n, term)).bias;
      for (const Moments& m : {total[i * series + s].error, total[i * series + s].controlled}) {
        const double count = static_cast<double>(m.count);
        EXPECT_EQ(count, 20000);
        const double se = std::sqrt(m.m2 / (count - 1) / count);
        worst = std::max(worst, std::fabs(m.mean - bias) / (z * se));
      }
    }
  }
  return worst;
}

TEST(SparseCounts, EntropiesOfAGeometricLawHaveTheirExactBiasRawAndControlled) {
  EXPECT_LT(worst_in_band("0.2"), 1);
}

TEST(SparseCounts, AWrongLawIsCaught) { EXPECT_GT(worst_in_band("0.205"), 1); }

}  // namespace
}  // namespace plim::sparse_counts_test
