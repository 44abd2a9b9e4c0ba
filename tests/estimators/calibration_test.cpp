#include "plim/estimators/labelled/calibration.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "plim/core/real.hpp"
#include "plim/estimators/labelled/temperature.hpp"

// Calibration errors by hand, temperatures in closed form.
namespace plim::calibration_test {
namespace {

double by(CalibrationForm form, bool equal_mass, std::size_t bins, std::vector<Certainty> points) {
  std::vector<CalibrationRule::Bin> room;
  return CalibrationRule{form, equal_mass, bins}(points, room);
}

const std::vector<Certainty> five = {{0.85, true}, {0.95, true}, {0.85, false}, {0.62, true}, {0.55, false}};

// Residuals 0.15 - 0.85 in (0.8, 0.9], 0.05, 0.38 and -0.55 in bins of their own.
TEST(CalibrationError, ByHandInTenBins) {
  EXPECT_NEAR(by(CalibrationForm::absolute, false, 10, five), 1.68 / 5, 1e-15);
  EXPECT_NEAR(by(CalibrationForm::squared, false, 10, five), (0.49 / 2 + 0.0025 + 0.1444 + 0.3025) / 5,
              1e-15);
  EXPECT_NEAR(by(CalibrationForm::debiased, false, 10, five), (0.49 - 0.0225 - 0.7225) / 5, 1e-15);
}

// Sorted 0.55, 0.62, 0.85, 0.85, 0.95: the third begins in the first of two bins, and takes its equal with
// it.
TEST(CalibrationError, ByHandInTwoBinsOfAsManyPoints) {
  EXPECT_NEAR(by(CalibrationForm::absolute, true, 2, five), (0.87 + 0.05) / 5, 1e-15);
  EXPECT_NEAR(by(CalibrationForm::squared, true, 2, five), (0.7569 / 4 + 0.0025) / 5, 1e-15);
  EXPECT_NEAR(by(CalibrationForm::debiased, true, 2, five), (0.7569 - 1.1919) / 3 / 5, 1e-15);
}

// A confidence of 0.8 lies in (0.7, 0.8], of 1 in the last bin.
TEST(CalibrationError, BinsAreClosedAbove) {
  EXPECT_NEAR(by(CalibrationForm::absolute, false, 10, {{0.8, true}, {0.75, false}}), 0.55 / 2, 1e-15);
  EXPECT_NEAR(by(CalibrationForm::absolute, false, 10, {{0.8, true}, {0.81, false}}), 1.01 / 2, 1e-15);
  EXPECT_NEAR(by(CalibrationForm::absolute, false, 10, {{1, true}, {0.95, false}}), 0.95 / 2, 1e-15);
  EXPECT_NEAR(by(CalibrationForm::absolute, false, 1, {{1, true}, {0.5, true}, {0.7, false}}), 0.2 / 3,
              1e-15);
}

TEST(CalibrationError, OfKumarLiangAndMaWhereConfidencesAreAlike) {
  // 10 points of confidence 0.7, 6 of them right: (0.6 - 0.7)^2 - 0.6 0.4/9.
  std::vector<Certainty> points;
  for (int i = 0; i < 10; ++i) points.push_back({0.7, i < 6});
  EXPECT_NEAR(by(CalibrationForm::debiased, true, 15, points), 0.01 - 0.24 / 9, 1e-15);
  EXPECT_NEAR(by(CalibrationForm::squared, true, 15, points), 0.01, 1e-15);
}

/// A model of two classes and one feature with these weights known.
Knowns told(double intercept, double slope) {
  Knowns knowns;
  knowns.estimand = "temperature";
  knowns.likelihood = "softmax";
  knowns.K = 2;
  knowns.dimension = 1;
  const auto point = [](double value) {
    Prior prior{"point", {}};
    prior.arguments.set("value", Value{value});
    return prior;
  };
  knowns.priors = {{"intercept_1", point(intercept)}, {"slope_1_1", point(slope)}};
  return knowns;
}

std::pair<Status, Cell> temperature(const Knowns& knowns, const std::vector<double>& x,
                                    const std::vector<std::int32_t>& y) {
  const Outcome<Temperature> bound = Temperature::bind(knowns, {});
  EXPECT_TRUE(bound);
  Temperature::workspace w;
  Cell cell;
  Status status = Status::regular;
  (*bound).estimate({y.size(), 1, 2, x.data(), y.data()}, w, {}, {{&cell, 1}, status});
  return {status, cell};
}

// Of four labels at one score z three are 1: sigma(z/T) = 3/4, so that T = z/ln 3, and the information about
// 1/T is 4 z^2 3/16: se = T^2/(z sqrt(3/4)).
TEST(TemperatureScaling, ByHandOfOneScore) {
  for (const double z : {1e-200, 0.5, 2.0, 1e200}) {
    Knowns knowns = told(0, z);
    knowns.interval = IntervalRequest{};
    const auto [status, cell] = temperature(knowns, {1, 1, 1, 1}, {1, 0, 1, 1});
    ASSERT_EQ(status, Status::regular) << z;
    const double T = z / std::log(3.0), relative = 1 / (std::log(3.0) * std::sqrt(0.75));
    EXPECT_NEAR(cell.value / T, 1, 1e-12) << z;
    EXPECT_NEAR(cell.se / T, relative, 1e-12) << z;
    EXPECT_NEAR(std::log(cell.hi / T), 1.959963984540054 * relative, 1e-9) << z;
    EXPECT_NEAR(std::log(cell.lo / T), -1.959963984540054 * relative, 1e-9) << z;
  }
}

TEST(TemperatureScaling, SaysWhereThereIsNone) {
  const Knowns knowns = told(0, 1);
  EXPECT_EQ(temperature(knowns, {1, 2, -1}, {1, 1, 0}).first, Status::at_infinity);  // all right: T = 0
  EXPECT_EQ(temperature(knowns, {1, 2, -1}, {0, 0, 1}).first, Status::at_infinity);  // no T > 0
  EXPECT_EQ(temperature(knowns, {1, -1}, {0, 0}).first, Status::at_infinity);        // half: 1/T = 0
  EXPECT_EQ(temperature(knowns, {0, 0}, {0, 1}).first, Status::undefined);           // any T
  EXPECT_EQ(temperature(knowns, {}, {}).first, Status::empty);
  EXPECT_EQ(temperature(knowns, {1, not_a_number}, {0, 1}).first, Status::invalid);
}

TEST(TemperatureScaling, NeedsAClassifierThatIsKnown) {
  Knowns knowns = told(0, 1);
  knowns.priors.erase("slope_1_1");
  EXPECT_NE(Temperature::bind(knowns, {}).reason().find("slope_1_1 has no prior"), std::string::npos);
  knowns = told(0, 1);
  knowns.priors["slope_2_1"] = knowns.priors["slope_1_1"];
  EXPECT_NE(Temperature::bind(knowns, {}).reason().find("no weight slope_2_1"), std::string::npos);
}

TEST(TemperatureScaling, ScoresThatAreAMultiple) {
  const KnownSoftmax known{{2, 1}, {1, 2}};
  EXPECT_NEAR(known.sharpness({0.5, 1}).value(), 2, 1e-15);
  EXPECT_FALSE(known.sharpness({-0.5, -1}));
  EXPECT_FALSE(known.sharpness({0.5, 1.001}));
  EXPECT_FALSE(known.sharpness({0, 0}));
  EXPECT_FALSE(known.sharpness({0.5}));
}

}  // namespace
}  // namespace plim::calibration_test
