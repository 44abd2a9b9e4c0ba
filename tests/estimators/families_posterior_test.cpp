#include <set>

#include "sample.hpp"

// Every case of numeric_bayes.json by sums over the lattice, through the catalogue: posterior means, medians
// and standard deviations, evidence and predictive densities, to 1e-8, which the lattice promises.
namespace plim::families_posterior_test {
namespace {

Arguments arguments_of(const nlohmann::json& prior) {
  Arguments arguments;
  for (const auto& [name, value] : prior.items()) {
    if (value.is_number()) arguments.set(name, value.get<double>());
  }
  return arguments;
}

Knowns knowns_of(const nlohmann::json& c, const std::string& estimand) {
  Knowns knowns;
  knowns.likelihood = c["likelihood"];
  knowns.estimand = estimand;
  for (const auto& [name, prior] : c["priors"].items())
    knowns.priors[name] = {prior["family"].get<std::string>(), arguments_of(prior)};
  for (const auto& [name, value] : c["known"].items())
    knowns.priors[name] = {"point", arguments_of({{"value", value}})};
  return knowns;
}

void expect_near(const nlohmann::json& c, double found, double wanted, double size) {
  EXPECT_NEAR(found, wanted, 1e-8 * size) << c["id"];
}

void check_case(const nlohmann::json& c) {
  const auto sample = test::sample_of(c["data"], false);
  for (const auto& [name, wanted] : c["posterior"].items()) {
    const test::Estimated mean = test::estimated(*sample, "posterior_mean", knowns_of(c, name)),
                          median = test::estimated(*sample, "posterior_median", knowns_of(c, name));
    ASSERT_EQ(mean.refusal, "") << c["id"];
    ASSERT_EQ(mean.status, Status::regular) << c["id"];
    const double sd = wanted["sd"];
    expect_near(c, mean.cells[0].value, wanted["mean"], sd);
    expect_near(c, mean.cells[0].se, sd, sd);
    expect_near(c, median.cells[0].value, wanted["median"], 10 * sd);
  }
  expect_near(c, test::estimated(*sample, "exact", knowns_of(c, "log_evidence")).cells[0].value,
              c["log_evidence"], 1);
  for (const nlohmann::json& next : c["log_predictive"]) {
    Arguments at;
    at.set("x", next["x_new"].get<double>());
    expect_near(c, test::estimated(*sample, "exact", knowns_of(c, "log_predictive"), at).cells[0].value,
                next["value"], 1);
  }
}

TEST(FamiliesPosterior, EveryReferenceCase) {
  std::set<std::string> checked;
  const nlohmann::json cases = test::read_json("numeric_bayes.json")["cases"];
  for (const nlohmann::json& c : cases) {
    check_case(c);
    checked.insert(c["likelihood"]);
  }
  EXPECT_EQ(cases.size(), 21U);
  EXPECT_EQ(checked.size(), 3U);
}

}  // namespace
}  // namespace plim::families_posterior_test
