#include "sample.hpp"

// Log evidence where the gamma functions of the prior nearly cancel: mpmath 1.2.1 at 700 digits, differences
// of loggamma at the doubles given.
namespace plim::evidence_test {
namespace {

constexpr double tolerance = 2e-14;  // relative

Knowns evidence_knowns(const std::string& likelihood, const std::string& parameter, const Prior& prior) {
  Knowns knowns;
  knowns.likelihood = likelihood;
  knowns.estimand = "log_evidence";
  knowns.priors[parameter] = prior;
  return knowns;
}

double evidence_of(test::Sample& sample, const Knowns& knowns) {
  return test::estimated(sample, "exact", knowns).cells.at(0).value;
}

Prior prior_of(const std::string& law, const std::vector<std::pair<std::string, Value>>& arguments) {
  Prior prior{law, {}};
  for (const auto& [name, value] : arguments) prior.arguments.set(name, value);
  return prior;
}

TEST(Evidence, OfClassesWithHeavyPriors) {
  struct {
    std::vector<double> alpha;
    std::vector<std::int64_t> counts;
    double exact;
  } const cases[] = {{{1e6, 1e6}, {1, 2}, -2.0794420416797109283},
                     {{1e9, 1e9}, {0, 1}, -0.69314718055994530942},
                     {{1e12, 1e12}, {0, 1}, -0.69314718055994530942},
                     {{1e15, 1e15}, {1, 2}, -2.0794415416798364283},
                     {{1e15, 1e15}, {400000, 600000}, -693147.18054994555942},
                     {{1, 1e15}, {0, 5}, -4.9999999999999875e-15},
                     {{1e300, 1e300}, {1, 2}, -2.0794415416798359283},
                     {{1e-10, 1e-10}, {3, 2}, -26.20390476045506909},
                     {{1e9, 1e9, 1e9}, {0, 1, 0}, -1.0986122886681096914},
                     {{1e12, 1e12, 1e12}, {1, 0, 2}, -3.2958368660043290742},
                     {{1e15, 1e15, 1e15}, {70, 20, 10}, -109.86122886680996914},
                     {{1e15, 1, 1e-5}, {100, 0, 0}, -1.0000099999999499995e-13},
                     {{0.5, 0.5, 0.5, 0.5}, {1000, 0, 1, 0}, -18.538022823930536284}};
  for (const auto& c : cases) {
    test::Sample sample(c.counts);
    Knowns knowns = evidence_knowns("categorical", "p", prior_of("dirichlet", {{"alpha", c.alpha}}));
    knowns.K = c.alpha.size();
    EXPECT_NEAR(evidence_of(sample, knowns) / c.exact, 1, tolerance) << readable(Value{c.alpha});
    if (c.alpha.size() > 2) continue;
    knowns =
        evidence_knowns("bernoulli", "p", prior_of("beta", {{"alpha", c.alpha[1]}, {"beta", c.alpha[0]}}));
    EXPECT_NEAR(evidence_of(sample, knowns) / c.exact, 1, tolerance) << readable(Value{c.alpha});
  }
}

TEST(Evidence, OfWaitingTimesWithHeavyPriors) {
  struct {
    double alpha, beta;
    std::vector<double> x;
    double exact;
  } const cases[] = {{1e15, 1e15, {0, 3, 1}, -4.8520302639196186659},
                     {1e15, 1, {0, 0}, -1.999999999999998e-15},
                     {2, 1e15, {1e15, 5}, -70.058382042833108757}};
  for (const auto& c : cases) {
    test::Sample sample(c.x);
    const Prior prior = prior_of("beta", {{"alpha", c.alpha}, {"beta", c.beta}});
    EXPECT_NEAR(evidence_of(sample, evidence_knowns("geometric", "p", prior)) / c.exact, 1, tolerance);
  }
}

TEST(Evidence, OfANormalSampleWithHeavyPriors) {
  for (const auto& [weight, exact] :
       {std::pair(1e9, -5.9649609655198457593), std::pair(1e15, -5.9649609655510957267)}) {
    test::Sample sample(std::vector<double>{1, 2.5, -0.75});
    const Prior prior =
        prior_of("normal_inverse_gamma", {{"mu", 0.5}, {"kappa", 2.0}, {"shape", weight}, {"scale", weight}});
    EXPECT_NEAR(evidence_of(sample, evidence_knowns("normal", "", prior)) / exact, 1, tolerance);
  }
}

}  // namespace
}  // namespace plim::evidence_test
