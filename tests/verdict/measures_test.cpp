#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "plim/accumulate/series_stats.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::measures_test {
namespace {

Measured measured(const std::string& name, const SeriesStats& s, double truth) {
  static const Catalogue catalogue = standard_catalogue();
  if (const auto m = catalogue.find_measure(name)) return m->compute(s, truth);
  ADD_FAILURE() << "no measure " << name;
  return {};
}

SeriesStats stats(const std::vector<double>& values, double truth) {
  SeriesStats s;
  for (const double v : values) s.add({Cell{v}, Status::regular, truth});
  return s;
}

// By hand from Morris, White and Crowther (2019), table 6: errors -1, 0, 1, 2 around the truth 2.
TEST(Measures, OfFourErrors) {
  const SeriesStats s = stats({1, 2, 3, 4}, 2);
  const Measured mean = measured("mean", s, 2), bias = measured("bias", s, 2);
  EXPECT_DOUBLE_EQ(mean.value, 2.5);
  EXPECT_DOUBLE_EQ(bias.value, 0.5);
  EXPECT_DOUBLE_EQ(bias.mcse, std::sqrt(5.0 / 12));  // sum of squares 5, over n (n - 1)
  EXPECT_EQ(bias.count, 4);
  const Measured mse = measured("mse", s, 2);
  EXPECT_DOUBLE_EQ(mse.value, 1.5);             // (1 + 0 + 1 + 4) / 4
  EXPECT_DOUBLE_EQ(mse.mcse, std::sqrt(0.75));  // squares around 1.5: (0.25 + 2.25 + 0.25 + 6.25) / 12
  const Measured rmse = measured("rmse", s, 2);
  EXPECT_DOUBLE_EQ(rmse.value, std::sqrt(1.5));
  EXPECT_DOUBLE_EQ(rmse.mcse, std::sqrt(0.75) / (2 * std::sqrt(1.5)));
  // Squared deviations 2.25, 0.25, 0.25, 2.25 have mean 1.25 and sum of squares 4 around it; k = 4 / 3.
  const Measured se = measured("empirical_se", s, 2);
  EXPECT_DOUBLE_EQ(se.value, std::sqrt(5.0 / 3));
  EXPECT_DOUBLE_EQ(se.mcse, std::pow(4.0 / 3, 1.5) * 2 / (2 * 4 * std::sqrt(5.0 / 3)));
}

TEST(Measures, ABiasFarAboveTheSpreadDoesNotCancel) {
  // Errors 1e8 + d, d = -1, 0, 1, 2: MSE = 1e16 + 1e8 + 1.5, its MCSE nearly 2e8 sqrt(5 / 12).
  const Measured mse = measured("mse", stats({1e8 + 1, 1e8 + 2, 1e8 + 3, 1e8 + 4}, 2), 2);
  EXPECT_NEAR(mse.value, 1e16 + 1e8, 4);
  EXPECT_NEAR(mse.mcse / (2e8 * std::sqrt(5.0 / 12)), 1, 1e-7);
}

TEST(Measures, CoverageCountsIntervalsThatHoldTheTruth) {
  SeriesStats s;
  for (int i = 0; i < 10; ++i) {
    const double lo = i < 9 ? 0.0 : 1.5;  // the last one misses
    s.add({Cell{1, not_given, lo, 2}, Status::regular, 1.0});
  }
  const Measured coverage = measured("coverage", s, 1);
  EXPECT_DOUBLE_EQ(coverage.value, 0.9);
  EXPECT_DOUBLE_EQ(coverage.mcse, std::sqrt(0.9 * 0.1 / 10));
  EXPECT_EQ(coverage.count, 10);
  // Wilson (1927) limits for 9 of 10: 0.5958 and 0.9821 (Brown, Cai and DasGupta 2001, formula (4)).
  EXPECT_NEAR(measured("coverage_lower", s, 1).value, 0.59585, 5e-6);
  EXPECT_NEAR(measured("coverage_upper", s, 1).value, 0.98212, 5e-6);
  EXPECT_DOUBLE_EQ(measured("width", s, 1).value, (9 * 2 + 0.5) / 10);
}

TEST(Measures, FailuresEnterNoMeanButTheSecondCoverage) {
  SeriesStats s = stats({1, 2, 3, 4}, 2);
  s.add({Cell{}, Status::undefined, 2});
  EXPECT_EQ(measured("bias", s, 2).count, 4);
  EXPECT_DOUBLE_EQ(measured("bias", s, 2).value, 0.5);
  SeriesStats covered;
  covered.add({Cell{1, not_given, 0, 2}, Status::regular, 1.0});
  covered.add({Cell{}, Status::undefined, 1.0});
  EXPECT_DOUBLE_EQ(measured("coverage", covered, 1).value, 1);
  EXPECT_DOUBLE_EQ(measured("coverage_with_failures", covered, 1).value, 0.5);
}

TEST(Measures, FailuresHaveARateWithItsError) {
  SeriesStats s = stats({1, 2, 3}, 2);
  s.add({Cell{}, Status::invalid, 2.0});
  const Measured rate = measured("failure_rate", s, 2);
  EXPECT_DOUBLE_EQ(rate.value, 0.25);
  EXPECT_DOUBLE_EQ(rate.mcse, std::sqrt(0.25 * 0.75 / 4));
  EXPECT_EQ(rate.count, 4);
  EXPECT_TRUE(std::isnan(measured("coverage_with_failures", s, 2).value));  // there are no intervals
}

TEST(Measures, WithoutReplicatesNothingIsGiven) {
  const SeriesStats none;
  const Catalogue catalogue = standard_catalogue();
  for (const auto& m : catalogue.measures()) {
    if (!m->in_files()) continue;
    const Measured empty = m->paired != nullptr        ? m->paired(JointStats(4))
                           : m->compute_own != nullptr ? m->compute_own(m->own.make(0.5), *m, 1)
                                                       : m->compute(none, 1);
    EXPECT_TRUE(std::isnan(empty.value)) << m->name;
    EXPECT_TRUE(std::isnan(empty.mcse)) << m->name;
    EXPECT_EQ(empty.count, 0) << m->name;
  }
  const SeriesStats one = stats({3}, 2);
  EXPECT_DOUBLE_EQ(measured("bias", one, 2).value, 1);
  EXPECT_TRUE(std::isnan(measured("bias", one, 2).mcse));
  EXPECT_TRUE(std::isnan(measured("empirical_se", one, 2).value));
}

/// Numbers that nobody expects, where the measure says that it does not look.
SeriesStats disturbed(SeriesStats s, const Accumulators& asked) {
  const Moments other{1000, -7, 3, 5, 11};
  if (!asked.errors) s.error = other;
  if (!asked.controlled) s.controlled = other;
  if (!asked.values) s.value = other;
  if (!asked.widths) s.width = other;
  if (!asked.covered) s.covered = 500;
  return s;
}

TEST(Measures, ReadNoMoreThanTheyAskFor) {
  SeriesStats s;
  for (const double x : {1.0, 2.0, 4.0, 4.5, 9.0})
    s.add({Cell{x, not_given, x - 2, x + 1}, Status::regular, 2 + x / 10, true, x / 3});
  s.add({Cell{}, Status::undefined, 2.0});
  int asked = 0;
  const Catalogue catalogue = standard_catalogue();
  for (const auto& m : catalogue.measures()) {
    if (m->compute == nullptr) continue;
    const Measured plain = m->compute(s, 2), other = m->compute(disturbed(s, m->asks), 2);
    EXPECT_EQ(std::memcmp(&plain, &other, sizeof plain), 0) << m->name;
    ++asked;
  }
  EXPECT_GE(asked, 14);
}

TEST(Measures, ScaleWithTheUnit) {
  const Measured m{2, 0.5, 9};
  EXPECT_EQ(in_unit(m, Scaling::linear, 3).value, 6);
  EXPECT_EQ(in_unit(m, Scaling::square, 3).mcse, 4.5);
  EXPECT_EQ(in_unit(m, Scaling::none, 3).value, 2);
}

}  // namespace
}  // namespace plim::measures_test
