#include "sample.hpp"

// Every case of bayes.json, through the catalogue: posterior means, medians, sds, intervals, evidence and
// predictive, the statuses of diverging moments among them.
namespace plim::bayes_test {
namespace {

struct Model {
  std::string likelihood, parameter, law;
};

const std::map<std::string, Model> models = {
    {"beta_bernoulli", {"bernoulli", "p", "beta"}},
    {"dirichlet_categorical", {"categorical", "p", "dirichlet"}},
    {"beta_geometric", {"geometric", "p", "beta"}},
    {"gamma_poisson", {"poisson", "mean", "gamma"}},
    {"gamma_exponential", {"exponential", "lambda", "gamma"}},
    {"normal_normal", {"normal", "mean", "normal"}},
    {"normal_inverse_gamma", {"normal", "", "normal_inverse_gamma"}},
    {"normal_inverse_chi_squared", {"normal", "", "normal_inverse_chi_squared"}}};

Knowns knowns_of(const nlohmann::json& c, const std::string& estimand) {
  const Model& model = models.at(c["model"]);
  Knowns knowns;
  knowns.likelihood = model.likelihood;
  knowns.estimand = estimand;
  if (model.likelihood == "bernoulli") knowns.K = 2;
  if (c["data"].contains("category_counts")) knowns.K = c["data"]["category_counts"].size();
  Prior prior{model.law, {}};
  for (const auto& [key, value] : c["prior"].items()) {
    if (key == "family" || key == "rate") continue;
    if (value.is_array()) {
      prior.arguments.set(key, value.get<std::vector<double>>());
    } else {
      prior.arguments.set(key, value.get<double>());
    }
  }
  knowns.priors[model.parameter] = prior;
  if (c["model"] == "normal_normal") {
    Prior known{"point", {}};
    known.arguments.set("value", c["known"]["sd"].get<double>());
    knowns.priors["sd"] = known;
  }
  return knowns;
}

double number(const nlohmann::json& v) {
  if (v.is_null()) return std::nan("");
  if (!v.is_string()) return v.get<double>();
  const double infinity = std::numeric_limits<double>::infinity();
  return v == "inf" ? infinity : -infinity;
}

void expect_near(double found, const nlohmann::json& wanted, double relative, double scale,
                 const std::string& what) {
  const double w = number(wanted);
  if (std::isnan(w)) {
    EXPECT_TRUE(std::isnan(found)) << what;
  } else if (std::isinf(w)) {
    EXPECT_EQ(found, w) << what;
  } else {
    EXPECT_NEAR(found, w, relative * std::fabs(w) + 1e-13 * scale) << what;
  }
}

void check_summaries(const nlohmann::json& c, test::Sample& sample) {
  Knowns knowns = knowns_of(c, "");
  knowns.interval = IntervalRequest{0.95, "equal_tailed"};
  for (const auto& [key, summary] : c["summaries"].items()) {
    // "p2" of a categorical is output 2 of p; every other parameter has its own name.
    const bool element = c["model"] == "dirichlet_categorical";
    const std::size_t i = element ? std::stoul(key.substr(1)) : 0;
    knowns.estimand = element ? "p" : key;
    const test::Estimated mean = test::estimated(sample, "posterior_mean", knowns);
    const test::Estimated median = test::estimated(sample, "posterior_median", knowns);
    const std::string what = c["id"].get<std::string>() + " " + key;
    ASSERT_EQ(mean.refusal, "") << what;
    const Cell& cell = mean.cells[i];
    const double scale = std::isfinite(cell.se) ? cell.se : 1;
    expect_near(cell.value, summary["mean"], 1e-13, scale, what + " mean");
    expect_near(cell.se, summary["sd"], 1e-12, 0, what + " sd");
    expect_near(cell.lo, summary["equal_tailed_95"][0], 1e-10, scale, what + " lower limit");
    expect_near(cell.hi, summary["equal_tailed_95"][1], 1e-10, scale, what + " upper limit");
    expect_near(median.cells[i].value, summary["median"], 1e-10, scale, what + " median");
    EXPECT_EQ(median.status, Status::regular) << what;
    if (element) continue;
    const double wanted = number(summary["mean"]);
    EXPECT_EQ(mean.status, std::isnan(wanted)   ? Status::undefined
                           : std::isinf(wanted) ? Status::infinite
                                                : Status::regular)
        << what;
  }
}

TEST(Bayes, EveryReferenceCase) {
  const nlohmann::json cases = test::read_json("bayes.json")["cases"];
  ASSERT_EQ(cases.size(), 109U);
  for (const nlohmann::json& c : cases) {
    const std::string id = c["id"];
    const auto sample = test::sample_of(c["data"], c["model"] == "beta_bernoulli");
    check_summaries(c, *sample);
    const test::Estimated evidence = test::estimated(*sample, "exact", knowns_of(c, "log_evidence"));
    expect_near(evidence.cells[0].value, c["log_evidence"], 1e-12, 1, id + " log evidence");
    for (const nlohmann::json& p : c["log_predictive"]) {
      Arguments at;
      at.set("x", p["x_new"].get<double>());
      const test::Estimated predictive =
          test::estimated(*sample, "exact", knowns_of(c, "log_predictive"), at);
      expect_near(predictive.cells[0].value, p["value"], 1e-12, 1, id + " log predictive");
    }
  }
}

TEST(Bayes, TheEvidenceIsTheProductOfOneStepPredictions) {
  const nlohmann::json cases = test::read_json("bayes.json")["cases"];
  for (const nlohmann::json& c : cases) {
    const nlohmann::json& data = c["data"];
    if (!data.contains("values") || data.contains("counts") || data["values"].size() > 30) continue;
    double sum = 0;
    std::vector<double> seen;
    for (const double x : data["values"].get<std::vector<double>>()) {
      const auto sample = test::sample_of({{"values", seen}}, c["model"] == "beta_bernoulli");
      Arguments at;
      at.set("x", x);
      sum += test::estimated(*sample, "exact", knowns_of(c, "log_predictive"), at).cells[0].value;
      seen.push_back(x);
    }
    EXPECT_NEAR(sum, c["log_evidence"].get<double>(), 1e-11 * std::fabs(sum) + 1e-12) << c["id"];
  }
}

TEST(Bayes, HostileSamplesAndObservations) {
  const nlohmann::json cases = test::read_json("bayes.json")["cases"];
  const auto first_of = [&cases](const std::string& model) {
    return *std::find_if(cases.begin(), cases.end(), [&](const auto& c) { return c["model"] == model; });
  };
  const double nan = std::nan("");
  const auto status = [&](const std::string& model, std::vector<double> x, const std::string& parameter) {
    test::Sample sample(std::move(x));
    return test::estimated(sample, "posterior_mean", knowns_of(first_of(model), parameter)).status;
  };
  for (const double bad : {nan, std::numeric_limits<double>::infinity(), -1.0, 0.5}) {
    EXPECT_EQ(status("gamma_poisson", {1, bad}, "mean"), Status::invalid) << bad;
    EXPECT_EQ(status("beta_geometric", {1, bad}, "p"), Status::invalid) << bad;
  }
  for (const double bad : {nan, std::numeric_limits<double>::infinity(), -1.0})
    EXPECT_EQ(status("gamma_exponential", {1, bad}, "lambda"), Status::invalid) << bad;
  EXPECT_EQ(status("normal_normal", {1, nan}, "mean"), Status::invalid);
  EXPECT_EQ(status("normal_inverse_gamma", {1, nan}, "variance"), Status::invalid);
  // An observation that cannot be: its log mass is -inf, a recorded outcome.
  const auto predictive = [&](const std::string& model, double x, std::vector<double> data) {
    test::Sample sample(std::move(data));
    Arguments at;
    at.set("x", x);
    const test::Estimated e =
        test::estimated(sample, "exact", knowns_of(first_of(model), "log_predictive"), at);
    EXPECT_EQ(e.cells[0].value, -std::numeric_limits<double>::infinity()) << model;
    return e.status;
  };
  EXPECT_EQ(predictive("gamma_poisson", 1.5, {1}), Status::infinite);
  EXPECT_EQ(predictive("gamma_exponential", -1, {1}), Status::infinite);
  EXPECT_EQ(predictive("beta_geometric", -1, {1}), Status::infinite);
}

TEST(Bayes, RefusesWhatItCannotUse) {
  test::Sample two(std::vector<std::int64_t>{1, 2, 3});
  const auto refusal = [&two](Knowns knowns, const std::string& likelihood, const std::string& estimand) {
    knowns.likelihood = likelihood;
    knowns.estimand = estimand;
    return test::estimated(two, "posterior_mean", knowns).refusal;
  };
  EXPECT_NE(refusal({}, "bernoulli", "p").find("law = \"beta\""), std::string::npos);
  EXPECT_NE(refusal({}, "categorical", "p").find("law = \"dirichlet\""), std::string::npos);
  EXPECT_NE(refusal({}, "poisson", "mean").find("prior.mean = { law = \"gamma\""), std::string::npos);
  EXPECT_NE(refusal({}, "normal", "variance").find("normal_inverse_gamma"), std::string::npos);
  Knowns wrong;
  wrong.priors["lambda"] = {"dirichlet", {}};
  EXPECT_NE(refusal(wrong, "exponential", "lambda").find("without a density of one number"),
            std::string::npos);
  Knowns weights;
  Prior prior{"dirichlet", {}};
  prior.arguments.set("alpha", std::vector<double>{1, 2});
  weights.priors["p"] = prior;
  EXPECT_NE(refusal(weights, "categorical", "p").find("known alphabet"), std::string::npos);
  weights.K = 3;
  EXPECT_NE(refusal(weights, "categorical", "p").find("has 2 entries"), std::string::npos);
  weights.priors["p"].arguments.set("alpha", 1.0);
  weights.K = 33;
  EXPECT_NE(refusal(weights, "categorical", "p").find("up to 32 classes"), std::string::npos);
  weights.K = 3;
  weights.interval = IntervalRequest{0.9, "wald"};
  EXPECT_NE(refusal(weights, "categorical", "p").find("equal_tailed"), std::string::npos);
  Knowns known_sd;
  known_sd.priors["sd"] = {"point", {}};
  known_sd.priors["sd"].arguments.set("value", 2.0);
  EXPECT_NE(refusal(known_sd, "normal", "variance").find("the sd is known"), std::string::npos);
}

}  // namespace
}  // namespace plim::bayes_test
