#include <map>

#include "sample.hpp"

// Every case of numeric_mle.json, whose families have no closed form or a nonregular one, through the
// catalogue: statuses, maxima, standard errors by the expected information, and log-likelihoods.
namespace plim::families_likelihood_test {
namespace {

Knowns knowns_of(const nlohmann::json& c, const std::string& estimand) {
  Knowns knowns;
  knowns.likelihood = c["family"];
  knowns.estimand = estimand;
  for (const auto& [name, value] : c["known"].items()) {
    Arguments point;
    point.set("value", value.get<double>());
    knowns.priors[name] = {"point", point};
  }
  return knowns;
}

/// The search ends where the score vanishes to rounding: in standard errors about 1e-9, and what there is no
/// standard error of is exact.
void check_value(const nlohmann::json& c, const std::string& name, const Cell& cell) {
  const double value = c["mle"][name];
  if (!c.contains("se_expected")) {
    EXPECT_EQ(cell.value, value) << c["id"] << name;
    EXPECT_TRUE(std::isnan(cell.se)) << c["id"] << name;
    return;
  }
  const double se = c["se_expected"][name];
  EXPECT_NEAR(cell.value, value, 1e-8 * se + 1e-12 * std::fabs(value)) << c["id"] << name;
  EXPECT_NEAR(cell.se, se, 1e-7 * se) << c["id"] << name;
}

/// A local maximum is one, and nothing tells the numeric route that another is higher.
void check_status(const nlohmann::json& c, Status found) {
  const std::string wanted = c["status"] == "local" ? "regular" : c["status"].get<std::string>();
  EXPECT_EQ(status_names[static_cast<std::size_t>(found)], wanted) << c["id"];
}

void check_case(const nlohmann::json& c) {
  const auto sample = test::sample_of(c["data"], false);
  const test::Estimated all = test::estimated(*sample, "mle", knowns_of(c, "parameters")),
                        peak = test::estimated(*sample, "mle", knowns_of(c, "log_likelihood"));
  ASSERT_EQ(all.refusal, "") << c["id"];
  check_status(c, all.status);
  check_status(c, peak.status);
  if (!c.contains("mle")) return;
  const double loglik = c["loglik"];
  EXPECT_NEAR(peak.cells[0].value, loglik, 1e-11 * std::fabs(loglik) + 1e-12) << c["id"];
  ASSERT_EQ(all.cells.size(), c["parameters"].size()) << c["id"];
  for (std::size_t i = 0; i < all.cells.size(); ++i) check_value(c, c["parameters"][i], all.cells[i]);
}

TEST(FamiliesLikelihood, EveryReferenceCase) {
  std::map<std::string, int> checked;
  const nlohmann::json cases = test::read_json("numeric_mle.json")["cases"];
  for (const nlohmann::json& c : cases) {
    check_case(c);
    ++checked[c["family"]];
  }
  EXPECT_EQ(checked.size(), 7U);
}

test::Estimated of_uniform(const std::vector<double>& x, const std::string& of,
                           std::map<std::string, double> known = {}) {
  nlohmann::json c = {{"family", "uniform"}, {"known", known}};
  test::Sample sample(x);
  return test::estimated(sample, "mle", knowns_of(c, of));
}

TEST(FamiliesLikelihood, AUniformLawOfWhichOneEndIsKnown) {
  const test::Estimated upper = of_uniform({2, 5, 3}, "parameters", {{"lower", 0}});
  ASSERT_EQ(upper.cells.size(), 1U);
  EXPECT_EQ(upper.status, Status::nonregular);
  EXPECT_EQ(upper.cells[0].value, 5);
  EXPECT_EQ(of_uniform({2, 5, 3}, "mean", {{"lower", 0}}).cells[0].value, 2.5);
  EXPECT_NEAR(of_uniform({2, 5, 3}, "log_likelihood", {{"lower", 0}}).cells[0].value, -3 * std::log(5.0),
              1e-14);
  EXPECT_EQ(of_uniform({2, 5, 3}, "parameters", {{"lower", 2.5}}).status, Status::invalid);
  EXPECT_EQ(of_uniform({2}, "parameters", {{"lower", 0}}).status, Status::nonregular);
  EXPECT_EQ(of_uniform({2, 5}, "lower", {{"lower", 0}}).refusal, "lower of the uniform model is known");
  EXPECT_EQ(of_uniform({2, 5}, "upper", {{"lower", 0}, {"upper", 9}}).refusal,
            "a uniform model has 0 parameters to estimate");
}

TEST(FamiliesLikelihood, AUniformLawHasNoIntervalAndNoOtherInference) {
  nlohmann::json c = {{"family", "uniform"}, {"known", nlohmann::json::object()}};
  Knowns knowns = knowns_of(c, "upper");
  knowns.interval = IntervalRequest{0.95, "wald"};
  test::Sample sample(std::vector<double>{2, 5, 3});
  EXPECT_EQ(test::estimated(sample, "mle", knowns).refusal,
            "mle of the uniform law has no interval method \"wald\", as its likelihood has no information");
  for (const EstimatorEntry& e : test::Sample::catalogue().estimators())
    EXPECT_TRUE(e.likelihood != "uniform" || e.name == "mle") << e.name;
}

// An alphabet is what was seen, or the classes of another law: it says nothing of trials.
TEST(FamiliesLikelihood, BinomialTrialsMustBeTold) {
  nlohmann::json c = {{"family", "binomial"}, {"known", nlohmann::json::object()}};
  Knowns knowns = knowns_of(c, "p");
  test::Sample sample(std::vector<double>{3, 0, 2});
  for (const std::optional<std::size_t> K : {std::optional<std::size_t>{}, std::optional<std::size_t>{11}}) {
    knowns.K = K;
    EXPECT_EQ(test::estimated(sample, "mle", knowns).refusal,
              "a binomial model needs prior.trials = { law = \"point\", value = ... }, as an option "
              "--prior trials=point,value=...");
  }
  c["known"] = {{"trials", 10}};
  knowns.priors = knowns_of(c, "p").priors;
  EXPECT_NEAR(test::estimated(sample, "mle", knowns).cells[0].value, 1.0 / 6, 1e-12);
}

}  // namespace
}  // namespace plim::families_likelihood_test
