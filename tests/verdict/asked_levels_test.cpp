#include <map>

#include "engine/fixtures.hpp"
#include "plim/core/number.hpp"

namespace plim::asked_levels_test {
namespace {

// The rate 2 of exponential waits by n of them, with Wald's interval: its law is that of 2 n / G with G of
// the gamma law of shape n, and all measures are exact (scipy.stats.gamma).
struct Design {
  int n;
  double exact[8];
};
const Design designs[] = {
    {10,
     {0.1111111111111111, 2.068527285887973, 3.214759808288888, 0.4261613583842534, 0.7453559924999299,
      -5.131670194948623, 0.9124401860071392, 0.16979971616016132}},
    {40,
     {0.02564102564102564, 2.0167813852702214, 2.489193614437682, 0.21324043283898578, 0.3285760387267628,
      -1.2579117093425185, 0.9411749111846499, 0.3632231788304372}}};
const char* const measures[] = {
    "\"relative_bias\"", "\"median\"",         "{ quantile = 0.9 }",           "\"median_absolute_error\"",
    "\"model_se\"",      "\"model_se_error\"", "\"bias_eliminated_coverage\"", "{ rejection_rate = 2.5 }"};

std::string study(const Design& design, int seed) {
  std::string text = "study = { seed = " + std::to_string(seed) +
                     " }\npopulation.p = { law = \"exponential\", lambda = 2.0 }\n"
                     "sample.x = { from = \"p\", n = " +
                     std::to_string(design.n) +
                     " }\nmodel.m = { likelihood = \"exponential\" }\n"
                     "estimate.rate = { of = \"lambda\", on = \"x\", model = \"m\", with = [\"mle\"], "
                     "interval = { level = 0.95, method = \"wald\" } }\nreplicates = { fixed = 200 }\n";
  for (std::size_t i = 0; i < std::size(measures); ++i) {
    for (const char* verb : {"at_least", "at_most"}) {
      text += "check." + std::string(verb) + std::to_string(i) +
              " = { estimate = \"rate\", measure = " + measures[i] + ", " + verb + " = " +
              round_trip(design.exact[i]) + " }\n";
    }
  }
  return text;
}

// A bound at the exact value is confirmed by chance alone, in 1 % of runs at most: 4 of 400 are expected, and
// more than 17 come with probability 3e-7, for each of 32 counts.
TEST(AskedLevels, LimitsPassTheExactValueAsSeldomAsTheySay) {
  for (const Design& design : designs) {
    std::map<std::string, int> confirmed;
    for (int seed = 1; seed <= 400; ++seed) {
      for (const CheckResult& c : test::conducted(test::plan_of(study(design, seed)), 1).checks)
        confirmed[c.question] += c.verdict == Verdict::confirmed ? 1 : 0;
    }
    EXPECT_EQ(confirmed.size(), 16U);
    for (const auto& [question, count] : confirmed) EXPECT_LE(count, 17) << question << ", n = " << design.n;
  }
}

// Wald's interval of 10 in 20 begins at 0.28087, just below the mean 0.2809 of the shares: it holds the mean,
// but in nearly half of the runs not their own. By enumeration (scipy.stats.binom) 0.9381 of the intervals
// hold it and 0.9172 a slightly lower mean, so that "at most 0.93" is false: confirmed if their own mean is
// taken as known.
TEST(AskedLevels, TheMeanOfTheEstimatesIsNotTakenAsKnown) {
  for (int seed = 1; seed <= 40; ++seed) {
    const std::string text =
        "study = { seed = " + std::to_string(seed) +
        " }\npopulation.p = { law = \"bernoulli\", p = 0.2809 }\nsample.x = { from = \"p\", n = 20 }\n"
        "model.m = { likelihood = \"bernoulli\" }\nestimate.p = { of = \"p\", on = \"x\", model = \"m\", "
        "with = "
        "[\"mle\"], interval = { level = 0.95, method = \"wald\" } }\nreplicates = { fixed = 20000 }\n"
        "check.c = { estimate = \"p\", measure = \"bias_eliminated_coverage\", at_most = 0.93 }\n";
    const CheckResult c = test::conducted(test::plan_of(text)).checks.at(0);
    EXPECT_NE(c.verdict, Verdict::confirmed) << seed << " " << c.value;
  }
}

}  // namespace
}  // namespace plim::asked_levels_test
