#include <gtest/gtest.h>

#include "plim/estimators/labelled/softmax_regression.hpp"
#include "support.hpp"

// Softmax regression against maxima in 40 and 60 digits and existence by linear programming (softmax.py), and
// the cases of the reference set.
namespace plim {
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
    EXPECT_NEAR(std::sqrt(fit.variances[i]), se, 1e-7 * se) << name << " " << i;
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

}  // namespace
}  // namespace plim
