
#include "fixtures.hpp"
#include "plim/numeric/special.hpp"

// Where parameters are drawn from the prior that the analyst believes in, Bayes is exact at every n: the
// posterior mean is unbiased on average over them, and an interval of posterior probability 0.9 covers with
// probability 0.9 (Cook, Gelman and Rubin 2006).
namespace plim::random_parameters_test {
namespace {

/// A family, the prior that its parameter is drawn from, another one, and the model of the first.
struct Conjugate {
  const char *population, *right, *wrong, *model, *of;
};

const Conjugate conjugates[] = {
    {"law = \"normal\"\nsd = 2\nmean", "law = \"normal\", mean = 1, sd = 0.5",
     "law = \"normal\", mean = 1.1, sd = 0.6",
     "likelihood = \"normal\"\nprior.sd = { law = \"point\", value = 2 }\nprior.mean", "mean"},
    {"law = \"exponential\"\nlambda", "law = \"gamma\", shape = 3, scale = 0.5",
     "law = \"gamma\", shape = 2.5, scale = 0.5", "likelihood = \"exponential\"\nprior.lambda", "lambda"},
    {"law = \"poisson\"\nmean", "law = \"gamma\", shape = 3, scale = 0.5",
     "law = \"gamma\", shape = 2.5, scale = 0.5", "likelihood = \"poisson\"\nprior.mean", "mean"},
    {"law = \"geometric\"\np", "law = \"beta\", alpha = 2, beta = 3", "law = \"beta\", alpha = 2.4, beta = 3",
     "likelihood = \"geometric\"\nprior.p", "p"},
    {"law = \"bernoulli\"\np", "law = \"beta\", alpha = 2, beta = 3", "law = \"beta\", alpha = 2.4, beta = 3",
     "likelihood = \"bernoulli\"\nprior.p", "p"}};

std::string study(const Conjugate& c, const char* drawn_from, const std::string& sample, int replicates) {
  return test::study_text(
      std::string(c.population) + " = { random = { " + drawn_from + " } }", sample,
      std::string("[model.m]\n") + c.model + " = { " + c.right + " }\n[estimate.E]\nof = \"" + c.of +
          "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"posterior_mean\"]\ninterval = { level = 0.9 }\n",
      static_cast<std::uint64_t>(replicates), 7);
}

/// Deviates of all biases and of all coverages.
struct Deviates {
  double bias = 0, coverage = 0;
};

Deviates worst(const Conjugate& c, const char* drawn_from, const std::string& sample) {
  Deviates d;
  for (const SeriesStats& s : test::run_first(test::plan_of(study(c, drawn_from, sample, 40000)))) {
    const double n = static_cast<double>(s.error.count);
    EXPECT_EQ(n, 40000);
    d.bias = std::fmax(d.bias, std::fabs(s.error.mean) / std::sqrt(s.error.m2 / (n * n)));
    d.coverage =
        std::fmax(d.coverage, std::fabs(static_cast<double>(s.covered) / n - 0.9) / std::sqrt(0.09 / n));
  }
  return d;
}

// 5 models, each with 2 paths of 2 sizes, a bias and a coverage: the chance of a false alarm is 1e-6 in all.
const double limit = special::simultaneous_z(40, 1e-6);

TEST(RandomParameters, BayesUnderItsOwnPriorIsExact) {
  for (const Conjugate& c : conjugates) {
    for (const char* sample : {"n = { grid = [2, 20] }", "n = { grid = [2, 20] }\npath = \"independent\""}) {
      const Deviates d = worst(c, c.right, sample);
      EXPECT_LT(d.bias, limit) << c.population << sample;
      EXPECT_LT(d.coverage, limit) << c.population << sample;
    }
  }
}

TEST(RandomParameters, AnotherPriorIsCaught) {
  for (const Conjugate& c : conjugates) {
    const Deviates d = worst(c, c.wrong, "n = { grid = [2, 20] }");
    EXPECT_GT(d.bias, limit) << c.population;
  }
}

TEST(RandomParameters, GroupsAndThreadsLeaveNoTrace) {
  for (const Conjugate& c : conjugates) {
    const std::string text = study(c, c.right, "n = { grid = [2, 200] }", 500);
    const Record one = test::run_first(test::plan_of(text, standard_catalogue(), 1), 1);
    EXPECT_TRUE(one == test::run_first(test::plan_of(text, standard_catalogue(), 7), 2)) << c.population;
  }
}

// The truth of a replicate is what the family says of its own law: the mean 1/lambda, the entropy.
TEST(RandomParameters, TruthIsTheFamilys) {
  const test::Planned plan = test::plan_of(test::study_text(
      "law = \"exponential\"\nlambda = { random = { law = \"gamma\", shape = 6, scale = 0.5 } }", "n = 50",
      "[model.m]\nlikelihood = \"exponential\"\n[estimate.E]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\n"
      "with = [\"mle\"]\n",
      20000));
  ASSERT_TRUE(plan.scenarios[0].series[0].drawn_truth);
  EXPECT_FALSE(plan.scenarios[0].series[0].truth);
  const Record record = test::run_first(plan);
  // Var(mean - 1/lambda) = E(1/lambda^2)/50, E(1/lambda^2) = 1/((6 - 1) (6 - 2) 0.5^2); a fifth is beyond ten
  // standard errors of a variance of 20000 such errors.
  const double n = static_cast<double>(record[0].error.count);
  EXPECT_LT(std::fabs(record[0].error.mean) / std::sqrt(record[0].error.m2 / (n * n)), test::z_limit);
  EXPECT_NEAR(record[0].error.m2 / n / 0.004, 1, 0.2);
}

TEST(RandomParameters, HyperparametersAreAxes) {
  const std::string text = test::study_text(
      "law = \"normal\"\nsd = { grid = [1, 2] }\nmean = { random = { law = \"normal\", mean = 0, sd = { grid "
      "= "
      "[1, 3, 9] } } }",
      "n = 5",
      "[model.m]\nlikelihood = \"normal\"\n[estimate.E]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\n"
      "with = [\"mle\"]\n",
      64);
  const test::Planned plan = test::plan_of(text);
  EXPECT_EQ(plan.scenarios.size(), 6u);
  ASSERT_EQ(plan.groups[0].axes.size(), 2u);
  EXPECT_EQ(plan.groups[0].axes[0].path, "population.p.sd");
  EXPECT_EQ(plan.groups[0].axes[1].path, "population.p.mean.random.sd");
  EXPECT_EQ(plan.scenarios[1].population->canonical(),
            "normal sd=0x1p+0 mean=random(normal mean=0x0p+0 sd=0x1.8p+1)");
  EXPECT_EQ(plan.scenarios[1].population->readable(), "normal(sd=1.0, mean ~ normal(mean=0.0, sd=3.0))");
}

TEST(RandomParameters, BadInput) {
  const auto faults = [](const std::string& keys, const std::string& sample = "n = 10") {
    std::string all;
    for (const std::string& fault : test::faults_of(
             test::study_text(keys, sample,
                              "[model.m]\nlikelihood = \"exponential\"\n[estimate.E]\nof = \"lambda\"\n"
                              "on = \"x\"\nmodel = \"m\"\nwith = [\"mle\"]\n",
                              100)))
      all += fault + "\n";
    return all;
  };
  const std::string law = "law = \"exponential\"\nlambda = { random = ";
  EXPECT_EQ(faults(law + "{ law = \"gamma\", shape = 1, scale = 1 } }"), "");
  for (const auto& [keys, says] : std::vector<std::array<std::string, 2>>{
           {law + "{ law = \"gamma\", shape = 1 } }", "population.p.lambda.random.scale: is missing"},
           {law + "{ law = \"poisson\", mean = 1 } }", "law: unknown law of a parameter \"poisson\""},
           {law + "{ law = \"gama\", shape = 1, scale = 1 } }", "did you mean"},
           {law + "{ law = \"gamma\", shape = 0, scale = 1 } }", "shape is 0, but must be"},
           {law + "{ law = \"normal\", mean = 1, sd = 1 } }", "has values beyond"},
           {law + "{ law = \"point\", value = 1 } }", "has no density of one number"},
           {law + "{ law = \"gamma\", shape = 1, scale = 1 }, grid = [1] }", "unknown key"},
           {law + "3 }", "population.p.lambda.random"},
           {law + "{ law = \"gamma\", shape = 1, scale = 1 } }\ndraw = \"without_replacement\"",
            "without replacement"},
           {"law = \"categorical.dirichlet\"\nK = 2\nalpha = { random = { law = \"gamma\", shape = 1, scale "
            "= 1 } }",
            "only the parameters of a population that is a family can"},
           {"law = \"zipf\"\ns = 1\nN = { random = { law = \"gamma\", shape = 1, scale = 1 } }",
            "N is no number"}}) {
    EXPECT_NE(faults(keys).find(says), std::string::npos) << keys << "\n" << faults(keys);
  }
  EXPECT_NE(faults(law + "{ law = \"gamma\", shape = 1, scale = 1 } }", "n = 10\nroute = \"short\"")
                .find("has no short route; use route = \"auto\" or \"draw\""),
            std::string::npos);
}

}  // namespace
}  // namespace plim::random_parameters_test
