#include "plim/grammar/parse.hpp"

#include "engine/fixtures.hpp"
#include "plim/plan/keys.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::parse_test {
namespace {

using test::faults_of;

const std::string whole =
    "[population.p]\nlaw = \"categorical\"\np = [0.5, 0.5]\n[sample.x]\nfrom = \"p\"\nn = 10\n"
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = \"ml\"\n[replicates]\nfixed = 10\n";

/// The study with one piece of text exchanged.
std::string with(const std::string& from, const std::string& to) {
  std::string text = whole;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Parse, AWholeStudyHasNoFaults) { EXPECT_EQ(faults_of(whole), std::vector<std::string>{}); }

struct BadInput {
  std::string from, to, message;
};

// Every hostile value of the list gives one fault, with its place and what is allowed.
TEST(Parse, EachBadInputIsOneFaultWithItsPlace) {
  const BadInput cases[] = {
      {"\"categorical\"", "\"categorcal\"",
       "study:2:7: error: population.p.law: unknown law \"categorcal\" (did you mean \"categorical\"?)"},
      {"[0.5, 0.5]", "[0.5, 0.6]",
       "study:3:5: error: population.p: p sums to 1.1, but must sum to 1 within 1e-9 (write weights = [...] "
       "for values that do not)"},
      {"[0.5, 0.5]", "[1.5, -0.5]",
       "study:3:5: error: population.p: p is a list whose entry 1 is 1.5, but must be a list of numbers in "
       "[0, 1] that sum to 1 within 1e-9"},
      {"[0.5, 0.5]", "[nan, 1]",
       "study:3:5: error: population.p: p is a list whose entry 1 is nan, but must be a list of numbers in "
       "[0, 1] that sum to 1 within 1e-9"},
      {"[0.5, 0.5]", "[]",
       "study:3:5: error: population.p: p is an empty list, but must be a list of numbers in [0, 1] that sum "
       "to 1 within 1e-9"},
      {"p = [0.5, 0.5]", "weights = [inf, 1]",
       "study:3:11: error: population.p: weights is a list whose entry 1 is inf, but must be a list of "
       "finite numbers >= 0 with a sum above 0"},
      {"n = 10", "n = 0", "study:6:5: error: sample.x.n: is 0, but must be an integer from 1 to 2^53"},
      {"n = 10", "n = -3", "study:6:5: error: sample.x.n: is -3, but must be an integer from 1 to 2^53"},
      {"n = 10", "n = 2.5", "study:6:5: error: sample.x.n: is 2.5, but must be an integer from 1 to 2^53"},
      {"n = 10", "n = 9007199254740993",
       "study:6:5: error: sample.x.n: is 9007199254740993, but must be an integer from 1 to 2^53"},
      {"n = 10", "n = nan", "study:6:5: error: sample.x.n: is nan, but must be an integer from 1 to 2^53"},
      {"n = 10", "n = [10, 100]",
       "study:6:5: error: sample.x.n: a list is a vector; write { grid = [10, 100] } for several sizes"},
      {"n = 10", "n = { grid = [] }", "study:6:14: error: sample.x.n: is an empty grid"},
      {"n = 10", "n = { from = 10, to = 5, per_decade = 2 }",
       "study:6:5: error: sample.x.n: to is below from"},
      {"n = 10", "n = 10\nnn = 4", "study:7:1: error: sample.x.nn: unknown key (did you mean \"n\"?)"},
      {"fixed = 10", "fixed = 0",
       "study:12:9: error: replicates.fixed: is 0, but must be an integer from 1 to 1099511627775"},
      {"\"entropy\"", "\"entropie\"",
       "study:8:6: error: estimate.H.of: unknown estimand \"entropie\" (did you mean \"entropy\"?)"},
      {"\"ml\"", "\"mller_madow\"",
       "study:10:8: error: estimate.H.with: unknown estimator of entropy \"mller_madow\" (did you mean "
       "\"miller_madow\"?)"},
      {"\"ml\"", "\"in_sample\"",
       "study:10:8: error: estimate.H.with: unknown estimator of entropy \"in_sample\"; it exists for "
       "cross_entropy"},
      {"\"ml\"", "[\"ml\", \"ml\"]",
       "study:10:15: error: estimate.H.with: two series are called \"ml\"; give one a label"},
      {"on = \"x\"", "on = \"y\"",
       "study:7:11: error: estimate.H.on: unknown sample \"y\" (did you mean \"x\"?)"},
      {"with = \"ml\"", "with = \"ml\"\nunit = \"byte\"",
       "study:11:8: error: estimate.H.unit: is \"byte\", but must be one of \"nat\", \"bit\", "
       "\"hartley\""},
      {"fixed = 10", "fixed = 10\nfixed = 11", ""},  // duplicate keys: the parser's own words
  };
  for (const BadInput& c : cases) {
    const std::vector<std::string> faults = faults_of(with(c.from, c.to));
    ASSERT_EQ(faults.size(), 1U) << c.to << (faults.empty() ? "" : faults[0]);
    if (!c.message.empty()) {
      EXPECT_EQ(faults[0], c.message);
    }
  }
}

TEST(Parse, AllFaultsComeInOneGo) {
  std::string text = with("n = 10", "n = 0");
  text.replace(text.find("\"ml\""), 4, "\"mk\"");
  text += "[other]\n";
  EXPECT_EQ(faults_of(text).size(), 3U);
}

TEST(Parse, MissingPartsAreNamed) {
  const std::vector<std::string> faults = faults_of("");
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_NE(faults[0].find("the study has no population"), std::string::npos);
}

TEST(Parse, ContradictionsBetweenPartsAreFaults) {
  const auto only = [](const std::string& text) {
    const std::vector<std::string> faults = faults_of(text);
    EXPECT_EQ(faults.size(), 1U) << text;
    return faults.empty() ? "" : faults[0];
  };
  EXPECT_NE(only(with("law = \"categorical\"\np = [0.5, 0.5]", "law = \"normal\"\nmean = 0\nsd = 1"))
                .find("needs counts of classes"),
            std::string::npos);
  EXPECT_NE(
      only(with("of = \"entropy\"\non = \"x\"\nwith = \"ml\"", "of = \"mean\"\non = \"x\"\nwith = \"mle\""))
          .find("needs a model with likelihood"),
      std::string::npos);
  EXPECT_NE(only(with("p = [0.5, 0.5]", "p = [0.5, 0.5]\nweights = [1, 2]")).find("exactly one of p"),
            std::string::npos);
  EXPECT_NE(
      only(with("p = [0.5, 0.5]", "p = { grid = [[0.5, 0.5], [0.5, 0.5]] }")).find("the same scenario twice"),
      std::string::npos);
}

TEST(Parse, SettingsOfOverridesCarryTheirWords) {
  const test::TemporaryFile file("override.toml", whole);
  Faults faults;
  RawStudy raw = read_toml(file.path(), faults.list());
  apply_override(raw, "sample.x.n=0");
  apply_override(raw, "study.title=free text");
  apply_override(raw, "replicates.fixed=77");
  const StudySpec spec = parse_study(raw.root, standard_catalogue(), faults);
  ASSERT_EQ(faults.list().size(), 1U);
  EXPECT_EQ(render(faults.list()[0]),
            "--set sample.x.n=0: error: sample.x.n: is 0, but must be an integer from 1 to 2^53");
  EXPECT_EQ(spec.title, "free text");
  EXPECT_EQ(spec.replicates, 77U);
}

// details of the grid: round(from 10^(j / per_decade)) while <= to, `to` always last, repeats dropped.
TEST(Parse, GridsOfSizes) {
  const auto sizes = [](const std::string& n) {
    return *test::plan_of(with("n = 10", "n = " + n)).scenarios[0].sizes;
  };
  using Sizes = std::vector<std::int64_t>;
  EXPECT_EQ(sizes("{ from = 10, to = 1000, per_decade = 3 }"), (Sizes{10, 22, 46, 100, 215, 464, 1000}));
  EXPECT_EQ(sizes("{ from = 1, to = 7, per_decade = 10 }"), (Sizes{1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(sizes("{ from = 10, to = 1500, per_decade = 1 }"), (Sizes{10, 100, 1000, 1500}));
  EXPECT_EQ(sizes("{ from = 5, to = 20, step = 5 }"), (Sizes{5, 10, 15, 20}));
  EXPECT_EQ(sizes("{ grid = [30, 10, 30] }"), (Sizes{10, 30}));
  EXPECT_EQ(sizes("9007199254740992"), (Sizes{std::int64_t{1} << 53}));
}

TEST(Parse, GridsAndZipsOfParameters) {
  const test::Planned plan = test::plan_of(
      "[population.p]\nlaw = \"normal\"\nmean = { grid = [0, 1], zip = \"z\" }\nsd = { grid = [1, 2], zip = "
      "\"z\" }\n"
      "[population.q]\nlaw = \"normal\"\nmean = { grid = [5, 6] }\nsd = { grid = [1, 2, 3] }\n"
      "[sample.x]\nfrom = [\"q\", \"p\"]\nn = 10\n[model.m]\nlikelihood = \"normal\"\n"
      "[estimate.mu]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = \"mle\"\ninterval = { level = { grid "
      "= [0.5, 0.9] } }\n"
      "[replicates]\nfixed = 5\n");
  ASSERT_EQ(plan.groups.size(), 2U);
  EXPECT_EQ(plan.groups[0].population, "p");
  EXPECT_EQ(plan.groups[0].points.size(), 4U);
  EXPECT_EQ(plan.groups[1].points.size(), 12U);
  EXPECT_EQ(plan.scenarios.size(), 8U);
  EXPECT_EQ(plan.groups[0].axes[0].strings[1], "mean=1.0, sd=2.0");
}

TEST(Keys, TheCanonicalTextIsPinned) {
  const test::Planned plan =
      test::plan_of(with("n = 10", "n = { grid = [10, 20] }\npath = \"independent\"\nroute = \"draw\""));
  EXPECT_EQ(
      stream_texts(plan.scenarios[0], plan.seed)[1],
      "plim-stream 1\nseed 0\nsample x independent draws\npopulation categorical p=[0x1p-1, 0x1p-1]\nn 20\n"
      "purpose data\nestimator -\n");
  ASSERT_EQ(plan.scenarios[0].keys.size(), 2U);
  // sha256sum of the text, first eight bytes little-endian.
  EXPECT_EQ(plan.scenarios[0].keys[1].bits, 0x81e0e80eb2a451a4U);
}

}  // namespace
}  // namespace plim::parse_test
