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
/// standard error of is exact but for rounding.
void check_value(const nlohmann::json& c, const std::string& name, const Cell& cell) {
  const double value = c["mle"][name];
  if (!c.contains("se_expected")) {
    const bool has_error = c.contains("se_observed");
    const double error = has_error ? c["se_observed"][name].get<double>() : 0;
    EXPECT_NEAR(cell.value, value, 1e-8 * error + 1e-14 * std::fabs(value)) << c["id"] << name;
    EXPECT_EQ(std::isnan(cell.se), !has_error) << c["id"] << name;
    return;
  }
  const double se = c["se_expected"][name];
  EXPECT_NEAR(cell.value, value, 1e-8 * se + 1e-12 * std::fabs(value)) << c["id"] << name;
  EXPECT_NEAR(cell.se, se, 1e-7 * se) << c["id"] << name;
}

/// A local maximum is one, and nothing tells the numeric route that another is higher. Of two observations
/// Cauchy's law has a ridge of maxima, of which the route finds one as regular. An angle without a direction
/// has any mean: the file says that the concentration is on its boundary, plim that the mean is nonunique.
void check_status(const nlohmann::json& c, Status found) {
  static const std::map<std::string, std::string> said = {{"cauchy.two_points", "regular"},
                                                          {"von_mises.zero_resultant", "nonunique"}};
  const auto other = said.find(c["id"].get<std::string>());
  const std::string wanted = other != said.end()      ? other->second
                             : c["status"] == "local" ? "regular"
                                                      : c["status"].get<std::string>();
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
  for (std::size_t i = 0; i < all.cells.size(); ++i) {
    if (c["mle"].contains(c["parameters"][i].get<std::string>()))
      check_value(c, c["parameters"][i], all.cells[i]);
  }
}

TEST(FamiliesLikelihood, EveryReferenceCase) {
  std::map<std::string, int> checked;
  const nlohmann::json cases = test::read_json("numeric_mle.json")["cases"];
  for (const nlohmann::json& c : cases) {
    check_case(c);
    ++checked[c["family"]];
  }
  EXPECT_EQ(checked.size(), 19U);
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

/// The maximum of the parameters of a model of which nothing is known.
test::Estimated parameters_of(const char* family, const std::vector<double>& x, double level = 0) {
  Knowns knowns;
  knowns.likelihood = family;
  knowns.estimand = "parameters";
  if (level > 0) knowns.interval = IntervalRequest{level, ""};
  test::Sample sample(x);
  return test::estimated(sample, "mle", knowns);
}

// Integers: one value is a law of one integer; sd^2 = ((upper - lower + 1)^2 - 1)/12.
TEST(FamiliesLikelihood, ADiscreteUniformLaw) {
  const test::Estimated ends = parameters_of("discrete_uniform", {19, 40, 42, 60});
  ASSERT_EQ(ends.cells.size(), 2U);
  EXPECT_EQ(ends.status, Status::nonregular);
  EXPECT_EQ(ends.cells[0].value, 19);
  EXPECT_EQ(ends.cells[1].value, 60);
  EXPECT_EQ(parameters_of("discrete_uniform", {3, 3}).status, Status::nonregular);
  EXPECT_EQ(parameters_of("discrete_uniform", {3, 3.5}).status, Status::invalid);
  EXPECT_EQ(parameters_of("discrete_uniform", {}).status, Status::empty);
  Knowns knowns;
  knowns.likelihood = "discrete_uniform";
  test::Sample sample(std::vector<double>{19, 40, 42, 60});
  knowns.estimand = "variance";
  EXPECT_NEAR(test::estimated(sample, "mle", knowns).cells[0].value, (42 * 42 - 1) / 12.0, 1e-12);
  knowns.estimand = "log_likelihood";
  EXPECT_NEAR(test::estimated(sample, "mle", knowns).cells[0].value, -4 * std::log(42.0), 1e-13);
}

// The limits by mpmath: the shape over its estimate is a gamma number of shape n - 1 over n, and the scale's
// by (level)^(-1/(n - 1)) (Malik 1970).
TEST(FamiliesLikelihood, AParetoLawHasExactLimits) {
  const test::Estimated found = parameters_of("pareto", {2.19566, 1.96647, 1.87957, 1.8239, 3.65887}, 0.95);
  ASSERT_EQ(found.cells.size(), 2U);
  EXPECT_NEAR(found.cells[0].lo, 1.46363672464587519754, 1e-13);
  EXPECT_EQ(found.cells[0].hi, 1.8239);
  EXPECT_NEAR(found.cells[1].lo, 1.10420696446743828013, 1e-13);
  EXPECT_NEAR(found.cells[1].hi, 8.88264203750775730519, 1e-12);
  EXPECT_EQ(parameters_of("pareto", {1, 0}).status, Status::invalid);
  EXPECT_EQ(parameters_of("pareto", {}).status, Status::empty);
}

// What moves an end of the support is no parameter of a regular likelihood. Here and below the maxima by
// mpmath, errors by the expected information (of generalised_pareto Smith 1984).
TEST(FamiliesLikelihood, EndsOfTheSupportAreKnown) {
  EXPECT_EQ(
      parameters_of("generalised_pareto", {1, 2, 5}).refusal,
      "a generalised_pareto model needs prior.location = { law = \"point\", value = ... }, as an option "
      "--prior location=point,value=...");
  const nlohmann::json c = {{"family", "generalised_pareto"}, {"known", {{"location", 0.0}}}};
  test::Sample sample(std::vector<double>{0.3, 1.1, 0.2, 4.5, 0.9, 2.4});
  const test::Estimated two = test::estimated(sample, "mle", knowns_of(c, "parameters"));
  ASSERT_EQ(two.cells.size(), 2U);
  EXPECT_NEAR(two.cells[0].value, 1.75537762909600013889, 1e-9);
  EXPECT_NEAR(two.cells[0].se, 0.95268835446231025260, 1e-9);
  EXPECT_NEAR(two.cells[1].value, -0.11634681108161820698, 1e-9);
  EXPECT_NEAR(two.cells[1].se, 0.36074990373887035020, 1e-9);
}

TEST(FamiliesLikelihood, AnEndWhereTheDensityVanishesIsEstimated) {
  const test::Estimated both = parameters_of("levy", {2.19566, 1.96647, 1.87957, 1.8239, 3.65887});
  ASSERT_EQ(both.cells.size(), 2U);
  EXPECT_EQ(both.status, Status::regular);
  EXPECT_NEAR(both.cells[0].value, 1.81058409411335075560, 1e-9);
  EXPECT_NEAR(both.cells[1].value, 0.05043029507970180645, 1e-9);
}

// Of classes by a rule the number is known, as that of the alphabet.
TEST(FamiliesLikelihood, ThePowerOfClasses) {
  Knowns knowns;
  knowns.likelihood = "categorical.power";
  knowns.estimand = "power";
  knowns.K = 5;
  test::Sample sample(std::vector<double>{0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 4});
  const test::Estimated power = test::estimated(sample, "mle", knowns);
  ASSERT_EQ(power.refusal, "");
  EXPECT_NEAR(power.cells[0].value, 1.45665013487923596830, 1e-9);
  EXPECT_NEAR(power.cells[0].se, 0.49910644054638549685, 1e-9);
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
