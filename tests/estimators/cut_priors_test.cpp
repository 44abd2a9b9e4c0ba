#include "sample.hpp"

// Posteriors that the edge of a prior cuts, by mpmath's quadrature (20 digits) within it; weibull by
// composite Gauss-Legendre sums of numpy 1.24, the same to 1e-15 with half as many panels.
namespace plim::cut_priors_test {
namespace {

Prior prior(const std::string& law, const std::vector<std::pair<std::string, double>>& arguments) {
  Prior made{law, {}};
  for (const auto& [name, value] : arguments) made.arguments.set(name, value);
  return made;
}

Prior uniform(double lower, double upper) { return prior("uniform", {{"lower", lower}, {"upper", upper}}); }

Prior point(double value) {
  Prior made{"point", {}};
  made.arguments.set("value", value);
  return made;
}

Knowns knowns_of(const std::string& likelihood, const std::string& estimand,
                 const std::map<std::string, Prior>& priors) {
  Knowns knowns;
  knowns.likelihood = likelihood;
  knowns.estimand = estimand;
  knowns.interval = IntervalRequest{0.9, "equal_tailed"};
  knowns.priors = priors;
  return knowns;
}

struct Expected {
  double mean, sd, lower, upper, median, evidence;
};

void expect_posterior(const std::vector<double>& x, Knowns knowns, const Expected& expected) {
  test::Sample sample(x);
  const test::Estimated mean = test::estimated(sample, "posterior_mean", knowns),
                        median = test::estimated(sample, "posterior_median", knowns);
  ASSERT_EQ(mean.refusal, "");
  ASSERT_EQ(mean.status, Status::regular) << knowns.likelihood << x.size();
  const double tolerance = 1e-8 * expected.sd;
  EXPECT_NEAR(mean.cells[0].value, expected.mean, tolerance) << knowns.likelihood;
  EXPECT_NEAR(mean.cells[0].se, expected.sd, tolerance) << knowns.likelihood;
  EXPECT_NEAR(mean.cells[0].lo, expected.lower, tolerance) << knowns.likelihood;
  EXPECT_NEAR(mean.cells[0].hi, expected.upper, tolerance) << knowns.likelihood;
  EXPECT_NEAR(median.cells[0].value, expected.median, tolerance) << knowns.likelihood;
  knowns.estimand = "log_evidence";
  knowns.interval.reset();
  EXPECT_NEAR(test::estimated(sample, "exact", knowns).cells[0].value, expected.evidence,
              1e-9 + 1e-14 * std::fabs(expected.evidence));
}

TEST(CutPriors, OfAShare) {
  const auto share = [](double trials, const Prior& p) {
    return knowns_of("binomial", "p", {{"p", p}, {"trials", point(trials)}});
  };
  expect_posterior({3, 5, 2, 4, 3, 6, 1, 2, 4, 3}, share(10, uniform(0, 0.32)),
                   {0.28835319265563945, 0.024137729523239774, 0.24159700051889472, 0.31761450492601021,
                    0.29342833687858527, -20.640115951464124 - std::log(0.32)});
  std::vector<double> of_ten(10, 0.0);
  std::fill_n(of_ten.begin(), 9, 1.0);
  std::vector<double> of_hundred, of_many;
  for (int i = 0; i < 10; ++i) of_hundred.insert(of_hundred.end(), of_ten.begin(), of_ten.end());
  expect_posterior(of_hundred, share(1, uniform(0.1, 0.32)),
                   {0.31634068496903189, 0.003614682803736884, 0.30910562814728501, 0.31981002501899158,
                    0.31744304139530354, -112.00381306733095 - std::log(0.22)});
  for (int i = 0; i < 100; ++i) of_many.insert(of_many.end(), of_hundred.begin(), of_hundred.end());
  expect_posterior(of_many, share(1, uniform(0.1, 0.32)),
                   {0.31996249226673429, 3.7502980879303825e-5, 0.31988764396250002, 0.31999807586723276,
                    0.31997399946766346, -10650.761866210178 - std::log(0.22)});
}

TEST(CutPriors, OfALineAndAHalfLine) {
  const std::vector<double> x = {3, 0, 2, 5, 1, 1};
  const Expected mean = {2.8452084119188131, 0.28849080813967803, 2.5225236928871733,
                         3.4165492414682365, 2.7725429848242141,  -12.647967949065743 - std::log(6.5)};
  expect_posterior(x, knowns_of("normal", "mean", {{"mean", uniform(2.5, 9)}, {"sd", point(1.5)}}), mean);
  std::vector<double> far = x;
  for (double& v : far) v -= 1e6;
  expect_posterior(
      far, knowns_of("normal", "mean", {{"mean", uniform(2.5 - 1e6, 9 - 1e6)}, {"sd", point(1.5)}}),
      {mean.mean - 1e6, mean.sd, mean.lower - 1e6, mean.upper - 1e6, mean.median - 1e6, mean.evidence});
  expect_posterior(x, knowns_of("poisson", "mean", {{"mean", uniform(0, 3)}}),
                   {2.0451853120042578, 0.47420674490994777, 1.2622620045660677, 2.8265508575738449,
                    2.0439509169040069, -10.674203621566366 - std::log(3)});
}

TEST(CutPriors, OfTwoParameters) {
  test::Sample waits(std::vector<double>{0.7, 1.9, 0.35, 2.4, 1.1, 0.05, 3.3, 0.9, 1.45, 0.62, 2.05, 1.7});
  Knowns knowns =
      knowns_of("weibull", "parameters",
                {{"scale", uniform(0.5, 1.2)}, {"shape", prior("gamma", {{"shape", 2}, {"scale", 1}})}});
  const test::Estimated got = test::estimated(waits, "posterior_mean", knowns);
  ASSERT_EQ(got.refusal, "");
  ASSERT_EQ(got.status, Status::regular);
  EXPECT_NEAR(got.cells[0].value, 1.1668766849726708, 1e-9);
  EXPECT_NEAR(got.cells[0].se, 0.2412942883176255, 1e-9);
  EXPECT_NEAR(got.cells[1].value, 1.067591199699818, 1e-9);
  EXPECT_NEAR(got.cells[1].se, 0.11205159435220971, 1e-9);
  knowns.estimand = "log_evidence";
  knowns.interval.reset();
  EXPECT_NEAR(test::estimated(waits, "exact", knowns).cells[0].value, -18.366928749545796, 1e-9);
}

// A prior that ends before the parameter can be anything.
TEST(CutPriors, NowhereWhereTheParameterCanBe) {
  test::Sample sample(std::vector<double>{1, 2, 4});
  const Knowns knowns = knowns_of("poisson", "mean", {{"mean", uniform(-2, -1)}});
  EXPECT_EQ(test::estimated(sample, "posterior_mean", knowns).refusal,
            "prior.mean is nowhere where mean can be");
}

}  // namespace
}  // namespace plim::cut_priors_test
