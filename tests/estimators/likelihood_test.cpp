#include <map>

#include "sample.hpp"

// Every case of mle.json whose family plim has, through the catalogue: statuses, maxima, standard errors,
// intervals and log-likelihoods.
namespace plim::likelihood_test {
namespace {

constexpr double z = 1.9599639845400545;

bool on_classes(const std::string& family) { return family == "bernoulli" || family == "categorical"; }

Knowns knowns_of(const std::string& family, const nlohmann::json& c, const std::string& estimand) {
  Knowns knowns;
  knowns.likelihood = family;
  knowns.estimand = estimand;
  if (family == "bernoulli") knowns.K = 2;
  for (const char* size : {"K", "N"}) {
    if (c["known"].contains(size)) knowns.K = c["known"][size].get<std::size_t>();
  }
  return knowns;
}

double relative(double a, double b) { return std::fabs(a - b) / std::fmax(std::fabs(b), 1e-300); }

/// The inverse of n times the information of one observation, as se.
void check_value(const nlohmann::json& c, const std::string& name, const Cell& cell) {
  const std::string id = c["id"].get<std::string>() + " " + name;
  const double value = c["mle"][name];
  if (value == 0) {
    EXPECT_EQ(cell.value, 0) << id;
  } else {
    EXPECT_LT(relative(cell.value, value), 1e-10) << id;
  }
  if (c["status"] == "boundary" && c["family"] != "categorical") {
    EXPECT_TRUE(std::isnan(cell.se)) << id;
    EXPECT_EQ(cell.lo, cell.value) << id;
    EXPECT_EQ(cell.hi, cell.value) << id;
    return;
  }
  const char* key = c.contains("se_expected") ? "se_expected" : "se_observed";
  const double se = c[key][name];
  EXPECT_NEAR(cell.se, se, 1e-10 * se) << id;
  // Cut to where the parameter can be, but for a share's, which is the textbook's.
  const bool of_shares = c["family"] == "bernoulli" || c["family"] == "categorical";
  const bool uncut = of_shares || (name == "mean" && c["family"] == "normal");
  const double lo = uncut ? value - z * se : std::fmax(value - z * se, 0);
  const double hi = !uncut && name == "p" ? std::fmin(value + z * se, 1) : value + z * se;
  EXPECT_NEAR(cell.lo, lo, 1e-10 * (std::fabs(value) + se)) << id;
  EXPECT_NEAR(cell.hi, hi, 1e-10 * (std::fabs(value) + se)) << id;
}

void check_case(const nlohmann::json& c) {
  const std::string family = c["family"], id = c["id"], status = c["status"];
  Knowns knowns = knowns_of(family, c, "parameters");
  knowns.interval = IntervalRequest{0.95, "wald"};
  const auto sample = test::sample_of(c["data"], family == "bernoulli");
  const test::Estimated all = test::estimated(*sample, "mle", knowns);
  ASSERT_EQ(all.refusal, "") << id;
  EXPECT_EQ(all.status_name(), status) << id;
  const test::Estimated peak = test::estimated(*sample, "mle", knowns_of(family, c, "log_likelihood"));
  EXPECT_EQ(peak.status_name(), status) << id;
  if (!is_success(all.status)) {
    for (const Cell& cell : all.cells) EXPECT_TRUE(std::isnan(cell.value)) << id;
    EXPECT_TRUE(std::isnan(peak.cells[0].value)) << id;
    return;
  }
  const double loglik = c["loglik"];
  EXPECT_NEAR(peak.cells[0].value, loglik, 1e-11 * std::fabs(loglik) + 1e-13) << id;
  ASSERT_EQ(all.cells.size(), c["parameters"].size()) << id;
  for (std::size_t i = 0; i < all.cells.size(); ++i) check_value(c, c["parameters"][i], all.cells[i]);
  if (on_classes(family)) return;
  // One parameter by name is the same number.
  for (std::size_t i = 0; i < all.cells.size(); ++i) {
    knowns.estimand = c["parameters"][i];
    EXPECT_EQ(test::estimated(*sample, "mle", knowns).cells[0].value, all.cells[i].value) << id;
  }
}

TEST(Likelihood, EveryReferenceCase) {
  std::size_t checked = 0;
  const nlohmann::json cases = test::read_json("mle.json")["cases"];
  for (const nlohmann::json& c : cases) {
    if (c["family"] == "*") continue;
    check_case(c);
    ++checked;
  }
  EXPECT_EQ(checked, 69U);
}

TEST(Likelihood, EmptyAndNotANumberInEveryFamily) {
  const nlohmann::json cases = test::read_json("mle.json")["cases"];
  for (const nlohmann::json& c : cases) {
    if (c["family"] != "*") continue;
    for (const std::string family : c["applies_to"]) {
      if (on_classes(family)) continue;  // counts hold no NaN; without any they are below
      Knowns knowns = knowns_of(family, {{"known", {{"N", 5}}}}, "parameters");
      const auto sample = test::sample_of(c["data"], false);
      EXPECT_EQ(test::estimated(*sample, "mle", knowns).status_name(), c["status"].get<std::string>())
          << c["id"] << " " << family;
    }
  }
  for (const std::string family : {"bernoulli", "categorical"}) {
    test::Sample none(std::vector<std::int64_t>{0, 0});
    Knowns knowns = knowns_of(family, {{"known", {{"K", 2}}}}, "p");
    EXPECT_EQ(test::estimated(none, "mle", knowns).status, Status::empty);
  }
}

Status status_of(const std::string& family, const std::vector<double>& x) {
  test::Sample sample(x);
  return test::estimated(sample, "mle", knowns_of(family, {{"known", {{"N", 5}}}}, "parameters")).status;
}

TEST(Likelihood, HostileSamples) {
  const double inf = std::numeric_limits<double>::infinity();
  for (const std::string family : {"exponential", "gamma", "geometric", "normal", "poisson", "zipf"})
    EXPECT_EQ(status_of(family, {1, inf}), Status::invalid) << family;
  for (const std::string family : {"geometric", "poisson"}) {
    EXPECT_EQ(status_of(family, {1, 0.5}), Status::invalid) << family;
    EXPECT_EQ(status_of(family, {1, -1}), Status::invalid) << family;
    EXPECT_EQ(status_of(family, {3, 3, 3}), Status::regular) << family;
  }
  EXPECT_EQ(status_of("zipf", {6, 1}), Status::invalid);
  EXPECT_EQ(status_of("zipf", {0, 1}), Status::invalid);
  EXPECT_EQ(status_of("zipf", {1.5, 1}), Status::invalid);
  EXPECT_EQ(status_of("gamma", {-1, 2}), Status::invalid);
  EXPECT_EQ(status_of("gamma", {1e-300, 1e300}), Status::regular);
  EXPECT_EQ(status_of("gamma", {5e-324, 1}), Status::regular);
  EXPECT_EQ(status_of("gamma", std::vector<double>(1000, 0.1)), Status::unbounded);
}

TEST(Likelihood, ANarrowGammaSampleKeepsItsDigits) {
  // s = ln(mean) - mean(ln x) is 1e-12 of ln(mean): mpmath gives the shape by 40-digit Newton from the
  // doubles.
  test::Sample sample(std::vector<double>{1e6, 1e6 + 1, 1e6 + 3});
  const test::Estimated e = test::estimated(sample, "mle", knowns_of("gamma", {{"known", {}}}, "shape"));
  EXPECT_LT(relative(e.cells[0].value, 642859061225.38622), 1e-12);
}

/// Hours of sleep that the second drug gave more than the first (Student 1908, table I).
const std::vector<double> hours = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

test::Estimated of_hours(const std::string& estimand, const std::string& method) {
  test::Sample sample(hours);
  Knowns knowns = knowns_of("normal", {{"known", {}}}, estimand);
  knowns.interval = IntervalRequest{0.95, method};
  return test::estimated(sample, "mle", knowns);
}

TEST(Likelihood, ANormalMeanHasStudentsInterval) {
  // R 4.2, t.test(hours): 0.7001142 .. 2.4598858; further digits by mpmath.
  for (const std::string method : {"", "t"}) {
    const Cell mean = of_hours("mean", method).cells[0];
    EXPECT_NEAR(mean.lo, 0.70011423672301720, 1e-13);
    EXPECT_NEAR(mean.hi, 2.4598857632769828, 1e-13);
    EXPECT_NEAR(mean.se, 0.36899864498396197, 1e-13);  // of the likelihood, divisor n
  }
  const Cell wald = of_hours("mean", "wald").cells[0];
  EXPECT_NEAR(wald.lo, 1.58 - z * wald.se, 1e-14);
}

TEST(Likelihood, OnlyTheMeanHasStudentsInterval) {
  const test::Estimated both = of_hours("parameters", ""), t = of_hours("parameters", "t");
  EXPECT_EQ(both.cells[0].lo, of_hours("mean", "t").cells[0].lo);
  EXPECT_EQ(both.cells[1].lo, of_hours("sd", "log").cells[0].lo);
  EXPECT_EQ(t.cells[0].lo, both.cells[0].lo);
  EXPECT_TRUE(std::isnan(t.cells[1].lo));
  EXPECT_EQ(of_hours("sd", "t").refusal,
            "mle of sd has no interval method \"t\"; it has \"log\", \"exact\", \"wald\"");
  EXPECT_EQ(of_hours("mean", "wilson").refusal,
            "mle of mean has no interval method \"wilson\"; it has \"t\", \"wald\"");
}

TEST(Likelihood, OneNormalObservationHasNoInterval) {
  test::Sample sample(std::vector<double>{1.5});
  Knowns knowns = knowns_of("normal", {{"known", {}}}, "mean");
  knowns.interval = IntervalRequest{0.95, "t"};
  const test::Estimated e = test::estimated(sample, "mle", knowns);
  EXPECT_EQ(e.status, Status::unbounded);
  EXPECT_TRUE(std::isnan(e.cells[0].lo));
}

/// The interval of the only parameter, by the method that is not named.
Cell interval_of(const nlohmann::json& c, double level) {
  Knowns knowns = knowns_of(c["family"], c, c["parameters"][0]);
  knowns.interval = IntervalRequest{level, c["family"] == "poisson" ? "log" : ""};  // not an exact one
  const auto sample = test::sample_of(c["data"], false);
  const test::Estimated e = test::estimated(*sample, "mle", knowns);
  EXPECT_EQ(e.status, Status::boundary) << c["id"];
  EXPECT_TRUE(std::isnan(e.cells[0].se)) << c["id"];
  return e.cells[0];
}

// Zeros alone have the chance 1 - level at the limit. The likelihood ratio's limits of the reference are
// where that chance is exp(-3.84/2), the level 0.8535.
TEST(Likelihood, OnTheBoundaryIntervalsAreOneSided) {
  const double ratio = 1 - std::exp(-0.5 * 3.841458820694124);
  const std::map<std::string, std::pair<double, double>> wanted = {
      {"poisson.all_zeros_n1", {0, 1.920729410347062}},
      {"poisson.all_zeros_n10", {0, 0.1920729410347062}},
      {"geometric.all_zeros", {0.7260607656691141, 1}}};
  std::size_t checked = 0;
  const nlohmann::json cases = test::read_json("mle.json")["cases"];
  for (const nlohmann::json& c : cases) {
    if (c["status"] != "boundary" || (c["family"] != "poisson" && c["family"] != "geometric")) continue;
    const Cell cell = interval_of(c, ratio);
    const auto& [lo, hi] = wanted.at(c["id"]);
    EXPECT_NEAR(cell.lo, lo, 1e-12) << c["id"];
    EXPECT_NEAR(cell.hi, hi, 1e-12) << c["id"];
    ++checked;
  }
  EXPECT_EQ(checked, 3U);
  const auto zeros = [](const std::string& family, const std::string& parameter, std::size_t n) {
    return nlohmann::json{{"family", family},
                          {"parameters", {parameter}},
                          {"known", nlohmann::json::object()},
                          {"data", {{"values", std::vector<double>(n, 0)}}},
                          {"id", family}};
  };
  // By mpmath: -ln(0.05)/10 and 0.05^(1/6); the mean of the latter's law is (1 - p)/p.
  EXPECT_NEAR(interval_of(zeros("poisson", "mean", 10), 0.95).hi, 0.29957322735539910, 1e-15);
  const Cell p = interval_of(zeros("geometric", "p", 6), 0.95),
             mean = interval_of(zeros("geometric", "mean", 6), 0.95);
  EXPECT_NEAR(p.lo, 0.60696223100291723, 1e-15);
  EXPECT_EQ(p.hi, 1);
  EXPECT_EQ(mean.lo, 0);
  EXPECT_NEAR(mean.hi, (1 - 0.60696223100291723) / 0.60696223100291723, 1e-14);
}

// 24, 24, 24 on 1 .. 24: where the log-likelihood has lost 3.8414588/2 (mpmath, 40 digits).
TEST(Likelihood, ZipfsExponentAtZeroHasALikelihoodInterval) {
  nlohmann::json c = {{"family", "zipf"},
                      {"parameters", {"s"}},
                      {"known", {{"N", 24}}},
                      {"data", {{"values", {24, 24, 24}}}},
                      {"id", "zipf"}};
  const Cell cell = interval_of(c, 0.95);
  EXPECT_EQ(cell.lo, 0);
  EXPECT_NEAR(cell.hi, 0.57176787872822571, 1e-13);
  c["known"]["N"] = 1000;
  c["data"]["values"] = {1000, 1000, 1000};
  EXPECT_NEAR(interval_of(c, 0.95).hi, 0.48343259894113999, 1e-13);
}

TEST(Likelihood, SharesHaveWilsonsIntervalUnlessAnotherIsNamed) {
  // Wilson (1927) of 0 in 5 and 2 in 3, as prop.test(correct = FALSE) of R.
  const auto limits = [](std::int64_t zeros, std::int64_t ones) {
    test::Sample sample(std::vector<std::int64_t>{zeros, ones});
    Knowns knowns = knowns_of("bernoulli", {{"known", {}}}, "p");
    knowns.interval = IntervalRequest{0.95, ""};
    return test::estimated(sample, "mle", knowns).cells[0];
  };
  EXPECT_EQ(limits(5, 0).lo, 0);
  EXPECT_NEAR(limits(5, 0).hi, 0.43448246, 1e-8);
  EXPECT_NEAR(limits(1, 2).lo, 0.20765960, 1e-8);
  EXPECT_NEAR(limits(1, 2).hi, 0.93850806, 1e-8);
}

// Gamma 1, 2, 3: Wald's lower ends would be -2.97 and -0.23.
TEST(Likelihood, WaldsIntervalIsCutToTheParameterSpace) {
  test::Sample sample(std::vector<double>{1, 2, 3});
  Knowns knowns = knowns_of("gamma", {{"known", {}}}, "parameters");
  knowns.interval = IntervalRequest{0.95, "wald"};
  for (const Cell& cell : test::estimated(sample, "mle", knowns).cells) EXPECT_EQ(cell.lo, 0);
}

TEST(Likelihood, IntervalsOfTheBinomialKind) {
  // 95 % limits of 3 in 10 and of 0 in 10: R 4.2 binom.test (Clopper-Pearson) and prop.test(correct = FALSE).
  const auto limits = [](std::int64_t ones, const std::string& method) {
    test::Sample sample(std::vector<std::int64_t>{10 - ones, ones});
    Knowns knowns = knowns_of("bernoulli", {{"known", {}}}, "p");
    knowns.interval = IntervalRequest{0.95, method};
    return test::estimated(sample, "mle", knowns).cells[0];
  };
  EXPECT_NEAR(limits(3, "clopper_pearson").lo, 0.06673951, 1e-8);
  EXPECT_NEAR(limits(3, "clopper_pearson").hi, 0.65245285, 1e-8);
  EXPECT_NEAR(limits(3, "wilson").lo, 0.1077913, 1e-7);
  EXPECT_NEAR(limits(3, "wilson").hi, 0.6032219, 1e-7);
  EXPECT_EQ(limits(0, "clopper_pearson").lo, 0);
  EXPECT_NEAR(limits(0, "clopper_pearson").hi, 0.3084971, 1e-7);
  EXPECT_EQ(limits(10, "clopper_pearson").hi, 1);
  EXPECT_EQ(limits(10, "wilson").hi, 1);
  test::Sample sample(std::vector<std::int64_t>{1, 1});
  Knowns knowns = knowns_of("bernoulli", {{"known", {}}}, "p");
  knowns.interval = IntervalRequest{0.95, "walt"};
  EXPECT_NE(test::estimated(sample, "mle", knowns).refusal.find("\"wilson\", \"wald\", \"clopper_pearson\""),
            std::string::npos);
}

}  // namespace
}  // namespace plim::likelihood_test
