#include <gtest/gtest.h>

#include "plim/core/real.hpp"
#include "plim/estimators/labelled/softmax_regression.hpp"
#include "support.hpp"

// Softmax regression against maxima in 40 and 60 digits and existence by linear programming (softmax.py), and
// the cases of the reference set.
namespace plim::softmax_test {
namespace {

/// Labelled points of a case, rows that count several times repeated.
struct Rows {
  std::vector<double> x;
  std::vector<std::int32_t> y;
  std::size_t d, K;

  explicit Rows(const nlohmann::json& c) : d(c["d"]), K(c["K"]) {
    for (std::size_t i = 0; i < c["y"].size(); ++i) {
      for (int times = c.contains("times") ? c["times"][i].get<int>() : 1; times > 0; --times) add(c, i);
    }
  }
  void add(const nlohmann::json& c, std::size_t i) {
    for (const double v : c["x"][i]) x.push_back(v);
    y.push_back(c["y"][i]);
  }
  Labelled::One one() const { return {y.size(), d, K, x.data(), y.data()}; }
};

SoftmaxFit fit_of(const Rows& rows) {
  SoftmaxFitter fitter;
  SoftmaxFit fit;
  fitter(rows.one(), fit);
  return fit;
}

void compare(const nlohmann::json& c) {
  const std::string name = c["name"];
  const Rows rows(c);
  const SoftmaxFit fit = fit_of(rows);
  ASSERT_EQ(status_names[static_cast<std::size_t>(fit.status)], c["status"].get<std::string>()) << name;
  if (!is_success(fit.status)) return;
  const double n = static_cast<double>(rows.y.size()), value = c["log_likelihood"];
  EXPECT_NEAR(n * fit.mean_log_likelihood, value, 1e-11 * std::fabs(value)) << name;
  for (std::size_t i = 0; i < fit.weights.size(); ++i) {
    const double weight = c["weights"][i], se = c["se"][i];
    EXPECT_NEAR(fit.weights[i], weight, 1e-8 * se) << name << " " << i;
    EXPECT_NEAR(fit.standard_errors[i], se, 1e-7 * se) << name << " " << i;
  }
}

TEST(SoftmaxRegression, HasTheMaximaOfOthersAndNoneWhereThereIsNone) {
  std::size_t regular = 0, at_infinity = 0;
  for (const char* file : {"softmax.json", "softmax_cases.json"}) {
    const nlohmann::json data = test::read_json(file);
    for (const nlohmann::json& c : data["fits"]) {
      compare(c);
      ++(c["status"] == "regular" ? regular : at_infinity);
    }
  }
  EXPECT_GE(regular, 40U);
  EXPECT_GE(at_infinity, 15U);
}

// Classes apart by 1e-12 in sixty points, and a class that two points at one place tie: no iteration without
// end.
TEST(SoftmaxRegression, SeparationByLittleIsFound) {
  nlohmann::json c = {{"K", 2}, {"d", 1}, {"x", {{-1e-12}, {0.0}}}, {"y", {0, 1}}};
  for (int i = 1; i < 30; ++i) {
    c["x"].push_back({-0.1 * i});
    c["y"].push_back(0);
    c["x"].push_back({0.1 * i});
    c["y"].push_back(1);
  }
  EXPECT_EQ(fit_of(Rows(c)).status, Status::at_infinity);
  c["x"].push_back({0.0});
  c["y"].push_back(0);
  EXPECT_EQ(fit_of(Rows(c)).status, Status::at_infinity);
  c["x"].push_back({0.5});
  c["y"].push_back(0);
  EXPECT_EQ(fit_of(Rows(c)).status, Status::regular);
}

TEST(SoftmaxRegression, AClassThatIsMissingLiesAtInfinity) {
  const nlohmann::json c = {{"K", 3}, {"d", 1}, {"x", {{-1}, {0}, {1}, {2}, {0.5}}}, {"y", {0, 2, 0, 2, 2}}};
  EXPECT_EQ(fit_of(Rows(c)).status, Status::at_infinity);
}

TEST(SoftmaxRegression, MeanOneHotCrossEntropyIsTheNegativeLogLikelihoodPerPoint) {
  const nlohmann::json data = test::read_json("softmax.json");
  for (const nlohmann::json& c : data["fits"]) {
    if (c["status"] != "regular") continue;
    const Rows rows(c);
    const SoftmaxFit fit = fit_of(rows);
    Cell loss, one_hot;
    Status status = Status::threw;
    NoWorkspace nothing;
    std::vector<double> p;
    SoftmaxInSampleLoss{}.estimate({fit, rows.one()}, nothing, {}, {{&loss, 1}, status});
    OneHotLoss{}.estimate({fit, rows.one()}, p, {}, {{&one_hot, 1}, status});
    EXPECT_NEAR(loss.value, one_hot.value, 1e-13 * loss.value) << c["name"];
    EXPECT_NEAR(loss.value, -c["log_likelihood"].get<double>() / static_cast<double>(rows.y.size()), 1e-12);
  }
}

/// The case of that name, its features moved and stretched.
nlohmann::json moved(const std::string& name, double by, double times) {
  const nlohmann::json data = test::read_json("softmax.json");
  for (nlohmann::json c : data["fits"]) {
    if (c["name"] != name) continue;
    for (nlohmann::json& row : c["x"]) {
      for (nlohmann::json& x : row) x = by + times * x.get<double>();
    }
    return c;
  }
  throw std::runtime_error("no case " + name);
}

// Slopes go by 1/unit wherever the features lie: units and shifts that round nothing of three digits.
TEST(SoftmaxRegression, NeitherUnitNorPlaceOfFeaturesMatters) {
  const char* name = "random K=3 d=2 n=25 0";
  const nlohmann::json plain = moved(name, 0, 1000);
  ASSERT_EQ(plain["status"], "regular");
  const SoftmaxFit fit = fit_of(Rows(plain));
  const std::size_t slopes[] = {1, 2, 4, 5};
  for (const double by : {1e5, 1e8, -1e12}) {
    const SoftmaxFit far = fit_of(Rows(moved(name, by, 1000)));
    ASSERT_EQ(far.status, Status::regular) << by;
    for (const std::size_t i : slopes) {
      EXPECT_NEAR(far.weights[i], fit.weights[i], 1e-9 * fit.standard_errors[i]) << by;
      EXPECT_NEAR(far.standard_errors[i], fit.standard_errors[i], 1e-9 * fit.standard_errors[i]) << by;
    }
    EXPECT_NEAR(far.mean_log_likelihood, fit.mean_log_likelihood, 1e-14) << by;
  }
  for (const double times : {1e-300, 1e-160, 1e160, 1e300}) {
    const SoftmaxFit other = fit_of(Rows(moved(name, 0, times)));
    ASSERT_EQ(other.status, Status::regular) << times;
    for (const std::size_t i : slopes) {
      EXPECT_NEAR(other.weights[i] * times / 1000, fit.weights[i], 1e-9 * fit.standard_errors[i]) << times;
      EXPECT_NEAR(other.standard_errors[i] * times / 1000 / fit.standard_errors[i], 1, 1e-9) << times;
    }
  }
}

// The intercept's variance is that of the score at 0, far from the features: 60 digits by Newton in mpmath.
TEST(SoftmaxRegression, TheInterceptFarFromTheFeatures) {
  const nlohmann::json c = {{"K", 2},
                            {"d", 1},
                            {"x", {{101}, {102}, {103}, {104}, {105}, {106}, {107}, {108}}},
                            {"y", {0, 0, 1, 0, 1, 0, 1, 1}}};
  const SoftmaxFit fit = fit_of(Rows(c));
  ASSERT_EQ(fit.status, Status::regular);
  EXPECT_NEAR(fit.weights[0], -62.0818156407514, 1e-9);
  EXPECT_NEAR(fit.weights[1], 0.594084360198578, 1e-12);
  EXPECT_NEAR(fit.standard_errors[0], 45.17714935670765, 1e-9);
  EXPECT_NEAR(fit.standard_errors[1], 0.43224157964617554, 1e-11);
}

// A constant feature, and one that is the sum of two others: weights are not to be had, the losses are those
// without the feature.
TEST(SoftmaxRegression, FeaturesThatTellNothingOfTheirOwn) {
  const nlohmann::json plain = moved("random K=3 d=2 n=25 0", 0, 1);
  const SoftmaxFit fit = fit_of(Rows(plain));
  for (const bool constant : {true, false}) {
    nlohmann::json c = plain;
    c["d"] = 3;
    for (nlohmann::json& row : c["x"])
      row.push_back(constant ? 0.1 : row[0].get<double>() + row[1].get<double>());
    const Rows rows(c);
    const SoftmaxFit more = fit_of(rows);
    EXPECT_EQ(more.status, Status::nonunique);
    EXPECT_EQ(more.status_of_weights(), Status::undefined);
    EXPECT_NEAR(more.mean_log_likelihood, fit.mean_log_likelihood, 1e-14);
    EXPECT_TRUE(std::isnan(more.standard_errors[0]));
    Knowns knowns;
    knowns.K = 3;
    knowns.dimension = 3;
    Cell loss, weights[8];
    Status of_loss = Status::threw, of_weights = Status::threw;
    NoWorkspace nothing;
    SoftmaxInSampleLoss{}.estimate({more, rows.one()}, nothing, {}, {{&loss, 1}, of_loss});
    SoftmaxWeights::bind(knowns, {})->estimate({more, rows.one()}, nothing, {}, {weights, of_weights});
    EXPECT_EQ(of_loss, Status::nonunique);
    EXPECT_EQ(loss.value, -more.mean_log_likelihood);
    EXPECT_EQ(of_weights, Status::undefined);
  }
}

// Two points cross by a billionth of the range; one point lies a million times farther than the others.
TEST(SoftmaxRegression, OverlapByLittleIsNoSeparation) {
  nlohmann::json c = {{"K", 2}, {"d", 1}, {"x", {{1e-8}, {0.0}}}, {"y", {0, 1}}};
  for (int i = 1; i < 12; ++i) {
    c["x"].push_back({-1 - 0.1 * i});
    c["y"].push_back(0);
    c["x"].push_back({1 + 0.1 * i});
    c["y"].push_back(1);
  }
  EXPECT_EQ(fit_of(Rows(c)).status, Status::regular);
  const nlohmann::json far = {{"K", 2},
                              {"d", 1},
                              {"x", {{-1}, {-0.5}, {0.2}, {0.1}, {0.5}, {1}, {1e6}}},
                              {"y", {0, 0, 0, 1, 1, 1, 1}}};
  EXPECT_NE(fit_of(Rows(far)).status, Status::at_infinity);
}

TEST(SoftmaxRegression, AFeatureThatIsNoNumberIsInvalid) {
  const std::vector<double> x = {1, not_a_number, 2, infinity};
  const std::vector<std::int32_t> y = {0, 1, 1, 0};
  SoftmaxFitter fitter;
  SoftmaxFit fit;
  fitter({4, 1, 2, x.data(), y.data()}, fit);
  EXPECT_EQ(fit.status, Status::invalid);
}

}  // namespace
}  // namespace plim::softmax_test
