#include "engine/fixtures.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/resolve.hpp"
#include "plim/plan/keys.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::estimand_test {
namespace {

const std::string whole =
    "[population.p]\nlaw = \"joint\"\nnames = [\"ill\", \"test\"]\nlevels = [[\"no\", \"yes\"], [\"neg\", "
    "\"pos\"]]\n"
    "table = [[0.5, 0.25], [0.125, 0.125]]\n[sample.x]\nfrom = \"p\"\nn = 10\n"
    "[estimate.e]\nof = { probability = { ill = \"yes\" }, given = { test = \"pos\" } }\non = \"x\"\n"
    "with = \"frequency\"\ninterval = { method = \"wilson\" }\n[replicates]\nfixed = 10\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = whole;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct BadInput {
  std::string from, to, message;
};

void each_is_one_fault(const std::vector<BadInput>& cases) {
  for (const BadInput& c : cases) {
    const std::vector<std::string> faults = test::faults_of(with(c.from, c.to));
    ASSERT_EQ(faults.size(), 1U) << c.to << (faults.empty() ? "" : "\n" + faults[0]);
    EXPECT_EQ(faults[0], c.message);
  }
}

TEST(Estimand, AWholeStudyHasNoFaults) { EXPECT_EQ(test::faults_of(whole), std::vector<std::string>{}); }

TEST(Estimand, BadArgumentsAreFaultsWithTheirPlace) {
  const std::string of = "{ probability = { ill = \"yes\" }, given = { test = \"pos\" } }";
  each_is_one_fault({
      {"{ ill = \"yes\" }", "{ il = \"yes\" }",
       "study:10:29: error: estimate.e.of: unknown factor \"il\" (did you mean \"ill\"?)"},
      {"{ ill = \"yes\" }", "{ ill = \"yess\" }",
       "study:10:30: error: estimate.e.of: unknown level of ill \"yess\" (did you mean \"yes\"?)"},
      {"{ ill = \"yes\" }", "{ ill = 1 }",
       "study:10:30: error: estimate.e.of: has 1; the estimand is written as in { probability = { ill = "
       "\"yes\" } }"},
      {"{ ill = \"yes\" }", "\"ill\"",
       "study:10:22: error: estimate.e.of: has \"ill\"; the estimand is written as in { probability = { ill "
       "= "
       "\"yes\" } }"},
      {"given", "givn",
       "study:10:39: error: estimate.e.of.givn: unknown key; the estimand is written as in { probability = { "
       "ill "
       "= \"yes\" } }"},
      {of, "\"probability\"",
       "study:10:6: error: estimate.e.of: probability needs arguments, as in { probability = { ill = \"yes\" "
       "} }"},
      {of, "{ probabilty = { ill = \"yes\" } }",
       "study:10:6: error: estimate.e.of: unknown estimand with arguments \"probabilty\" (did you mean "
       "\"probability\"?)"},
      {of, "{ mutual_information = [\"ill\"] }",
       "study:10:6: error: estimate.e.of: mutual_information needs 2 names, as in { mutual_information = "
       "[\"ill\", "
       "\"test\"] }"},
      {of, "{ mutual_information = [\"ill\", \"ill\"] }",
       "study:10:37: error: estimate.e.of: names \"ill\" twice"},
      {of, "{ conditional_entropy = \"ill\" }",
       "study:10:6: error: estimate.e.of: conditional_entropy needs given = ..., as in { conditional_entropy "
       "= "
       "\"ill\", given = \"test\" }"},
      {"\"wilson\"", "\"wilsen\"",
       "study:13:23: error: estimate.e.interval.method: unknown interval method \"wilsen\" (did you mean "
       "\"wilson\"?)"},
      {"\"frequency\"", "\"product_of_margins\"",
       "study:12:8: error: estimate.e.with: product_of_margins is for joint probabilities, without given = "
       "..."},
      {"\"frequency\"", "{ use = \"bayes_theorem\", prior = \"margin\" }",
       "study:12:8: error: estimate.e.with: prior is \"margin\", but must be \"marginal\" or a number in [0, "
       "1]"},
      {"\"frequency\"", "{ use = \"bayes_theorem\", prior = 1.5 }",
       "study:12:41: error: estimate.e.with: prior is 1.5, but must be a number in [0, 1] or a name"},
  });
}

TEST(Estimand, BadTablesAreFaultsWithTheirPlace) {
  const std::string table = "[[0.5, 0.25], [0.125, 0.125]]";
  each_is_one_fault({
      {table, "[[0.5, 0.25], [0.125]]",
       "study:5:23: error: population.p.table: has a list of 1 where factor \"test\" has 2 levels"},
      {table, "[0.5, [0.25, 0.25]]",
       "study:5:10: error: population.p.table: has 0.5 where factor \"test\" has 2 levels"},
      {table, "[[0.5, 0.25], [0.125, 0.2]]",
       "study:5:9: error: population.p.table: sums to 1.075, but must sum to 1 within 1e-9"},
      {table, "[[1.5, 0.25], [0.125, 0.125]]",
       "study:5:11: error: population.p.table: has 1.5, not a number in [0, 1]"},
      {table, "[[nan, 0.25], [0.125, 0.125]]",
       "study:5:11: error: population.p.table: has nan, not a number in [0, 1]"},
      {table, "[]",
       "study:5:9: error: population.p.table: has a list of 0 where factor \"ill\" has 2 levels"},
      {"[\"ill\", \"test\"]", "[\"ill\"]",
       "study:3:9: error: population.p.names: a joint law has two or more factors"},
      {"[\"ill\", \"test\"]", "[\"ill\", \"ill\"]",
       "study:3:17: error: population.p.names: \"ill\" stands there twice"},
      {"[\"ill\", \"test\"]", "[]", "study:3:9: error: population.p.names: must be a list of names, not []"},
      {"[[\"no\", \"yes\"], [\"neg\", \"pos\"]]", "[[\"no\", \"yes\"]]",
       "study:4:10: error: population.p.levels: must be 2 lists of names, one of each factor"},
      {"[\"neg\", \"pos\"]", "[\"neg\", 2]", "study:4:34: error: population.p.levels: must be a name, not 2"},
  });
}

TEST(Estimand, APopulationWithoutFactorsIsAFault) {
  const std::string joint = whole.substr(0, whole.find("[sample.x]"));
  const std::vector<std::string> faults = test::faults_of(
      with(joint, "[population.p]\nlaw = \"categorical\"\np = { grid = [[0.5, 0.5], [0.1, 0.9]] }\n"));
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_NE(faults[0].find("needs a population with factors"), std::string::npos) << faults[0];
}

TEST(Estimand, IsReadableInTheGroupAndResolvesToItself) {
  const test::Planned plan = test::plan_of(whole);
  EXPECT_EQ(plan.groups[0].of, "probability(ill=yes | test=pos)");
  EXPECT_EQ(stream_texts(plan.scenarios[0], plan.seed)[0],
            "plim-stream 1\nseed 0\nsample x nested counts\npopulation joint levels=[[\"no\", \"yes\"], "
            "[\"neg\", \"pos\"]] names=[\"ill\", \"test\"] table=[0x1p-1, 0x1p-2, 0x1p-3, 0x1p-3]\npurpose "
            "data\nestimator -\n");
  const auto resolved = [](const std::string& text) {
    const test::TemporaryFile file("estimand.toml", text);
    Faults faults;
    const RawStudy raw = read_toml(file.path(), faults.list());
    const StudySpec spec = parse_study(raw.root, standard_catalogue(), faults);
    EXPECT_TRUE(faults.empty()) << render(faults.list().front());
    return resolved_toml(spec);
  };
  using Estimate = std::pair<std::string, std::string>;
  for (const auto& [of, estimator] :
       {Estimate{"{ probability = { ill = \"yes\" }, given = { test = \"pos\" } }", "frequency"},
        Estimate{"{ mutual_information = [\"ill\", \"test\"] }", "ml"},
        Estimate{"{ conditional_entropy = \"ill\", given = \"test\" }", "ml"},
        Estimate{"{ quantile = 0.9 }", "quantile"}, Estimate{"{ tail_probability = -2.5 }", "proportion"}}) {
    std::string text = with("{ probability = { ill = \"yes\" }, given = { test = \"pos\" } }", of);
    text.replace(text.find("frequency"), 9, estimator);
    const std::string once = resolved(text);
    EXPECT_NE(once.find("of = " + of), std::string::npos) << once;
    EXPECT_EQ(resolved(once), once);
  }
}

/// The notes of planning an estimate of a Bernoulli p and of its entropy with that interval.
std::vector<std::string> notes_with(const std::string& interval) {
  const test::Planned plan = test::plan_of(test::study_text(
      "law = \"bernoulli\"\np = 0.3", "n = 20",
      "[model.b]\nlikelihood = \"bernoulli\"\nprior.p = { law = \"beta\", alpha = 1, beta = 1 }\n"
      "[estimate.e]\nof = \"p\"\non = \"x\"\nmodel = \"b\"\nwith = [\"mle\", \"posterior_mean\"]\n"
      "interval = " +
          interval + "\n[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"chao_shen\"]\n",
      10));
  // Every series is there, with an interval or without.
  EXPECT_EQ(plan.scenarios[0].series.size() % 2, 1U);
  return plan.notes;
}

TEST(Interval, AMethodThatNoEstimatorOfAnEstimateHasIsAFault) {
  const auto faults = [](const std::string& with, const std::string& method) {
    return test::faults_of(test::study_text("law = \"normal\"\nmean = 0\nsd = 1", "n = 20",
                                            "[estimate.e]\nof = \"mean\"\non = \"x\"\nwith = " + with +
                                                "\ninterval = { method = " + method + " }\n",
                                            10));
  };
  const std::vector<std::string> alone = faults("[\"median\"]", "[\"order_statistics\", \"t\"]");
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_NE(alone[0].find("estimate.e.interval.method: median has no interval method \"t\""),
            std::string::npos)
      << alone[0];
  EXPECT_TRUE(faults("[\"median\", \"mean\"]", "\"t\"").empty());
}

TEST(Interval, AMethodThatAnEstimatorLacksIsANoteAndLeavesTheIntervalOut) {
  using Notes = std::vector<std::string>;
  EXPECT_EQ(notes_with("{ level = 0.9 }"), Notes{});
  EXPECT_EQ(notes_with("{ method = \"equal_tailed\" }"),
            Notes{"e on p: mle of p has no interval method \"equal_tailed\"; it has \"wilson\", \"wald\", "
                  "\"clopper_pearson\"; coverage and width are left empty"});
  EXPECT_EQ(
      notes_with("{ method = \"wilson\" }"),
      Notes{"e on p: posterior_mean has no interval method \"wilson\"; it has \"equal_tailed\"; coverage and "
            "width are left empty"});
  EXPECT_EQ(notes_with("{ method = [\"wilson\", \"equal_tailed\"] }").size(), 2U);

  test::Planned plan = test::plan_of(test::study_text(
      "law = \"bernoulli\"\np = 0.3", "n = 20",
      "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"chao_shen\"]\ninterval = { method = "
      "\"wald\" }\n",
      10));
  EXPECT_EQ(plan.notes,
            (Notes{"H on p: chao_shen has no interval method \"wald\"; it has \"jackknife\"; coverage and "
                   "width are left empty"}));
  const Record total = test::run_first(plan);
  EXPECT_EQ(total[0].width.count, total[0].error.count);
  EXPECT_EQ(total[1].width.count, 0);
  EXPECT_EQ(total[1].error.count, 10);
}

}  // namespace
}  // namespace plim::estimand_test
