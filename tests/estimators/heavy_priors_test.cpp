#include "plim/estimators/bayes/dirichlet.hpp"
#include "sample.hpp"

// Credible intervals under heavy priors, without data: mpmath's quantiles (as in heavy_quantiles_test.cpp) of
// the prior itself.
namespace plim::heavy_priors_test {
namespace {

Cell posterior(const std::string& likelihood, const std::string& estimand, const std::string& parameter,
               const std::string& law, const std::vector<std::pair<std::string, double>>& arguments) {
  Knowns knowns;
  knowns.likelihood = likelihood;
  knowns.estimand = estimand;
  knowns.interval = IntervalRequest{0.95, "equal_tailed"};
  Prior prior{law, {}};
  for (const auto& [name, value] : arguments) prior.arguments.set(name, value);
  knowns.priors[parameter] = prior;
  if (likelihood == "bernoulli") {
    test::Sample none(std::vector<std::int64_t>{0, 0});
    return test::estimated(none, "posterior_median", knowns).cells.at(0);
  }
  test::Sample none(std::vector<double>{});
  return test::estimated(none, "posterior_median", knowns).cells.at(0);
}

void expect_interval(const Cell& cell, double lower, double median, double upper, double sd) {
  const double tolerance = 1e-10 * sd + 0x1p-51 * std::fabs(median);
  EXPECT_NEAR(cell.lo, lower, tolerance);
  EXPECT_NEAR(cell.value, median, tolerance);
  EXPECT_NEAR(cell.hi, upper, tolerance);
  EXPECT_NEAR(cell.se, sd, 1e-10 * sd);
}

TEST(HeavyPriors, CredibleIntervals) {
  constexpr double shape = 1e11, low = 99999380205.9148489224, median = 99999999999.66666666667,
                   high = 100000619795.979456958;
  expect_interval(posterior("bernoulli", "p", "p", "beta", {{"alpha", shape}, {"beta", shape}}),
                  0.4999978086936485663291, 0.5, 0.5000021913063514336705, 0.5 / std::sqrt(2 * shape + 1));
  expect_interval(posterior("poisson", "mean", "mean", "gamma", {{"shape", shape}, {"scale", 1}}), low,
                  median, high, std::sqrt(shape));
  const std::vector<std::pair<std::string, double>> joint = {
      {"mu", 3}, {"kappa", 1}, {"shape", shape}, {"scale", shape}};
  expect_interval(posterior("normal", "variance", "", "normal_inverse_gamma", joint), shape / high,
                  shape / median, shape / low, shape / ((shape - 1) * std::sqrt(shape - 2)));
  constexpr double t = 1.959963984551915211756;
  expect_interval(posterior("normal", "mean", "", "normal_inverse_gamma", joint), 3 - t, 3, 3 + t,
                  std::sqrt(shape / (shape - 1)));
}

// A light class beside a heavy one keeps its weight: sd and ln(a/(a + b)) of Beta(1e12, 0.1) and of its
// mirror image by mpmath; at 1e300 the sd is sqrt(b)/a.
TEST(HeavyPriors, LightClassBesideAHeavyOne) {
  const auto sd = [](double alpha, double beta) {
    return posterior("bernoulli", "p", "p", "beta", {{"alpha", alpha}, {"beta", beta}}).se;
  };
  EXPECT_NEAR(sd(1e12, 0.1) / 3.162277660166323852e-13, 1, 1e-14);
  EXPECT_NEAR(sd(0.1, 1e12) / 3.162277660166323852e-13, 1, 1e-14);
  EXPECT_NEAR(sd(1e300, 0.25) / 0.5e-300, 1, 1e-14);

  const DirichletPredictive heavy({0.1, 1e12}, 1), light({0.1, 1e12}, 0);
  const std::vector<std::int64_t> none = {0, 0};
  const auto predicted = [&none](const DirichletPredictive& predictive) {
    Cell cell;
    Status status = Status::regular;
    NoWorkspace nothing;
    predictive.estimate(Counts{0, 2, 1, none.data()}.one(0), nothing, {}, {{&cell, 1}, status});
    return cell.value;
  };
  EXPECT_NEAR(predicted(heavy) / -9.9999999999995e-14, 1, 1e-14);
  EXPECT_NEAR(predicted(light), std::log(1e-13), 1e-13);
}

}  // namespace
}  // namespace plim::heavy_priors_test
