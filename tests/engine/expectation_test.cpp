#include "fixtures.hpp"
#include "plim/numeric/special.hpp"

namespace plim::expectation_test {
namespace {

constexpr double family_level = 1e-6;

std::string law_text(const nlohmann::json& probabilities) {
  std::string list;
  for (const double p : probabilities) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", p);
    list += (list.empty() ? "" : ", ") + std::string(text);
  }
  return "law = \"categorical\"\nweights = [" + list + "]";
}

const std::vector<std::string> additive = {"ml",
                                           "miller_madow",
                                           "jackknife",
                                           "dirichlet_mean_jeffreys",
                                           "dirichlet_mean_laplace",
                                           "dirichlet_mean_sg",
                                           "dirichlet_mean_minimax",
                                           "grassberger_1988",
                                           "zhang",
                                           "grassberger_2003",
                                           "schurmann_xi_half"};

/// Largest |z| over mean and sd of the additive estimators, simulated under `law`, against the exact moments
/// of a case.
double worst_z(const nlohmann::json& c, const std::string& law, std::uint64_t replicates) {
  std::string with;
  for (const std::string& name : additive) with += (with.empty() ? "\"" : ", \"") + name + "\"";
  const test::Planned plan = test::plan_of(test::study_text(
      law, "n = " + std::to_string(c["n"].get<int>()),
      "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [" + with + "]", replicates, 20261124));
  const Record total = test::run_first(plan);
  double worst = 0;
  for (std::size_t s = 0; s < additive.size(); ++s) {
    const nlohmann::json& exact = c["moments"][additive[s]];
    const double mean = exact["mean"], sd = exact["sd"];
    const Moments& m = total[s].error;
    const double n = static_cast<double>(m.count);
    const double simulated_mean = m.mean + *plan.scenarios[0].series[s].truth;
    const double simulated_sd = std::sqrt(m.m2 / (n - 1));
    // The sd's own error, from the fourth moment (robust form).
    const double sd_error = std::sqrt((m.m4 / n - m.m2 / n * (m.m2 / n)) / n) / (2 * simulated_sd);
    worst = std::max({worst, std::fabs(simulated_mean - mean) / (sd / std::sqrt(n)),
                      std::fabs(simulated_sd - sd) / sd_error});
  }
  return worst;
}

double limit_of(const nlohmann::json& cases) {
  const std::size_t comparisons = 2 * additive.size() * cases.size();
  return special::simultaneous_z(static_cast<std::int64_t>(comparisons), family_level);
}

TEST(Expectation, SimulatedMomentsAgreeWithExactOnesInEveryCase) {
  const nlohmann::json cases = test::read_json("exact_expectation.json")["cases"];
  ASSERT_EQ(cases.size(), 12U);
  for (const nlohmann::json& c : cases) {
    EXPECT_LT(worst_z(c, law_text(c["probabilities"]), 100000), limit_of(cases)) << c["id"];
  }
}

TEST(Expectation, AMutantWithOneClassMoreProbableIsCaught) {
  const nlohmann::json cases = test::read_json("exact_expectation.json")["cases"];
  double worst = 0;
  for (const nlohmann::json& c : cases) {
    nlohmann::json mutant = c["probabilities"];
    mutant[0] = mutant[0].get<double>() * 1.05;
    worst = std::max(worst, worst_z(c, law_text(mutant), 100000));
  }
  EXPECT_GT(worst, limit_of(cases));
}

/// Largest ratio of |mean - prediction| to its band over the sizes of the ml curve, raw or controlled.
double worst_in_band(const Record& total, const PredictionTable& predictions, const Plan& plan,
                     bool controlled) {
  const ScenarioPlan& s = plan.scenarios[0];
  const double z = special::simultaneous_z(static_cast<std::int64_t>(2 * s.sizes.size()), family_level);
  double worst = 0;
  for (std::size_t n = 0; n < s.sizes.size(); ++n) {
    const SeriesPrediction& p = predictions[0][n * s.series.size()];
    EXPECT_EQ(p.bias.kind, PredictionKind::exact);
    const SeriesStats& stats = total[n * s.series.size()];
    const Moments& m = controlled ? stats.controlled : stats.error;
    const double count = static_cast<double>(m.count);
    // Of the raw error the exact sd is known; of the controlled one the sample's.
    const double sd = controlled ? std::sqrt(m.m2 / (count - 1)) : p.empirical_se.value;
    worst = std::max(worst, std::fabs(m.mean - p.bias.value) / (z * sd / std::sqrt(count)));
  }
  return worst;
}

std::string letters_study(const std::string& population) {
  return test::study_text(population, "n = { from = 10, to = 1_000_000, per_decade = 3 }",
                          "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]",
                          2000, 20261124);
}

constexpr const char* letters =
    "law = \"file\"\npath = \"data/genesis.txt\"\nsymbols = \"characters\"\nkeep = \"letters\"\nfold = "
    "\"case\"";

TEST(Expectation, LettersStayInTheirBandRawAndControlled) {
  const test::Planned plan = test::plan_of(letters_study(letters));
  EXPECT_EQ(plan.scenarios[0].population->probabilities().size(), 26U);
  const PredictionTable predictions = test::predictions_of(plan);
  const Record total = test::run_first(plan);
  EXPECT_LT(worst_in_band(total, predictions, plan, false), 1);
  EXPECT_LT(worst_in_band(total, predictions, plan, true), 1);
}

TEST(Expectation, LettersWithOneClassMoreProbableLeaveTheBand) {
  const test::Planned plan = test::plan_of(letters_study(letters));
  const PredictionTable predictions = test::predictions_of(plan);
  // p of one class + 1 %: the truth held against the curve stays that of the right law.
  std::string weights;
  const std::span<const double> p = plan.scenarios[0].population->probabilities();
  for (std::size_t k = 0; k < p.size(); ++k) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", p[k] + (k == 4 ? 0.01 : 0));
    weights += (k > 0 ? ", " : "") + std::string(text);
  }
  test::Planned mutant = test::plan_of(letters_study("law = \"categorical\"\nweights = [" + weights + "]"));
  for (std::size_t s = 0; s < 2; ++s) mutant.scenarios[0].series[s].truth = plan.scenarios[0].series[s].truth;
  // The control variate of the right law, as the study would use it.
  mutant.scenarios[0].estimators.back() = plan.scenarios[0].estimators.back();
  mutant.scenarios[0].controls = plan.scenarios[0].controls;
  const Record total = test::run_first(mutant);
  EXPECT_GT(worst_in_band(total, predictions, mutant, false), 1);
  EXPECT_GT(worst_in_band(total, predictions, mutant, true), 1);
}

TEST(Expectation, DrawingAndConditionalBinomialsAgreeInLaw) {
  const std::string population = "law = \"categorical\"\np = [0.5, 0.3, 0.15, 0.04, 0.01]";
  const std::string estimates =
      "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n"
      "[estimate.K]\nof = \"kl\"\non = \"x\"\nwith = [\"empirical\"]";
  const std::string sizes = "n = { grid = [100, 1000, 5000] }\n";
  const test::Planned drawn =
      test::plan_of(test::study_text(population, sizes + "route = \"draw\"", estimates, 40000, 3));
  const test::Planned shortened =
      test::plan_of(test::study_text(population, sizes + "route = \"short\"", estimates, 40000, 4));
  EXPECT_EQ(drawn.scenarios[0].route, RouteKind::draws);
  EXPECT_EQ(shortened.scenarios[0].route, RouteKind::counts);
  const Record a = test::run_first(drawn), b = test::run_first(shortened);
  const double limit = special::simultaneous_z(static_cast<std::int64_t>(2 * a.size()), family_level);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Moments &x = a[i].error, &y = b[i].error;
    const double n = static_cast<double>(x.count);
    const double vx = x.m2 / n, vy = y.m2 / n;
    EXPECT_LT(std::fabs(x.mean - y.mean) / std::sqrt((vx + vy) / n), limit) << i;
    const double spread = (x.m4 / n - vx * vx + y.m4 / n - vy * vy) / n;
    EXPECT_LT(std::fabs(vx - vy) / std::sqrt(spread), limit) << i;
  }
}

}  // namespace
}  // namespace plim::expectation_test
