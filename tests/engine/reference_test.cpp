#include "fixtures.hpp"
#include "plim/numeric/special.hpp"

namespace plim::reference_test {
namespace {

/// A study of KL(p_hat, q) and H(p_hat, q) against the named law q.
std::string study(const std::string& p, const std::string& q, const std::string& reference = "q",
                  std::uint64_t replicates = 20000) {
  return "study = { seed = 11 }\n[population.p]\n" + p + "\n[population.q]\n" + q +
         "\n[sample.x]\nfrom = \"p\"\nn = { grid = [20, 400] }\n[estimate.D]\nof = { kl = \"" + reference +
         "\" }\non = \"x\"\nwith = [\"ml\"]\n[estimate.L]\nof = { cross_entropy = \"" + reference +
         "\" }\non = \"x\"\nunit = \"bit\"\nwith = [\"ml\"]\n[replicates]\nfixed = " +
         std::to_string(replicates) + "\n";
}

const std::string p = "law = \"categorical\"\np = [0.5, 0.3, 0.2]";
const std::string q = "law = \"categorical\"\np = [0.25, 0.5, 0.25]";

/// Largest ratio to its band of the mean error of either estimate, simulated under `law`, against the exact
/// predictions for p.
double worst_in_band(const std::string& law) {
  const test::Planned right = test::plan_of(study(p, q)), drawn = test::plan_of(study(law, q));
  const PredictionTable predictions = test::predictions_of(right);
  test::Planned plan = drawn;
  for (std::size_t s = 0; s < 2; ++s) plan.scenarios[0].series[s].truth = right.scenarios[0].series[s].truth;
  const Record total = test::run_first(plan);
  const double z = special::simultaneous_z(4, 1e-6);
  double worst = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const SeriesPrediction& predicted = predictions[0][i];
    EXPECT_EQ(predicted.bias.kind, PredictionKind::exact);
    const Moments& m = total[i].error;
    const double band = z * predicted.empirical_se.value / std::sqrt(static_cast<double>(m.count));
    worst = std::max(worst, std::fabs(m.mean - predicted.bias.value) / band);
  }
  return worst;
}

TEST(ReferenceLaw, TruthAndExactPredictions) {
  const test::Planned plan = test::plan_of(study(p, q));
  // mpmath: sum p ln(p/q) and -sum p ln q, nats.
  EXPECT_NEAR(*plan.scenarios[0].series[0].truth, 0.1486971928873335, 1e-15);
  EXPECT_NEAR(*plan.scenarios[0].series[1].truth, 1.178350206951907, 1e-15);
  EXPECT_LT(worst_in_band(p), 1);
}

TEST(ReferenceLaw, OneClassMoreProbableIsCaught) {
  EXPECT_GT(worst_in_band("law = \"categorical\"\np = [0.51, 0.29, 0.2]"), 1);
}

TEST(ReferenceLaw, InfiniteEstimatesAreCountedAndNeverAveraged) {
  const test::Planned plan = test::plan_of(study(p, "law = \"categorical\"\np = [0.5, 0.5, 0]", "q", 500));
  EXPECT_FALSE(plan.scenarios[0].series[0].truth);
  const Record total = test::run_first(plan);
  EXPECT_EQ(total[2].statuses[static_cast<std::size_t>(Status::infinite)], 500);  // 0.8^400 without class 3
  EXPECT_EQ(total[2].error.count, 0);
  EXPECT_EQ(test::predictions_of(plan)[0][0].bias.kind, PredictionKind::none);
}

TEST(ReferenceLaw, FaultsOfTheReference) {
  const auto fault = [](const std::string& reference_law, const std::string& name) {
    const std::vector<std::string> faults = test::faults_of(study(p, reference_law, name));
    return faults.empty() ? std::string() : faults.front();
  };
  EXPECT_NE(fault(q, "pp").find("unknown population \"pp\""), std::string::npos);
  EXPECT_NE(fault("law = \"categorical\"\np = [0.5, 0.5]", "q").find("is not a law on the classes of"),
            std::string::npos);
  EXPECT_NE(fault("law = \"normal\"\nmean = 0\nsd = 1", "q").find("is not a law on the classes of"),
            std::string::npos);
  EXPECT_NE(fault("law = \"zipf\"\nN = 3\ns = { grid = [1, 2] }", "q").find("has a grid"), std::string::npos);
  const std::vector<std::string> without = test::faults_of(
      test::study_text(p, "n = 10", "[estimate.D]\nof = \"kl\"\non = \"x\"\nwith = [\"ml\"]", 10));
  ASSERT_FALSE(without.empty());
  EXPECT_NE(without.front().find("two samples"), std::string::npos) << without.front();
}

}  // namespace
}  // namespace plim::reference_test
