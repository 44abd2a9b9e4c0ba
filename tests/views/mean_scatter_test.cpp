#include "plim/views/mean_scatter.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace plim::mean_scatter_test {
namespace {

/// The statistic of samples of n points each, one a lane: `samples: [lanes][n][d]`.
struct Statistic {
  Statistic(const std::vector<std::vector<double>>& samples, std::size_t d) : of(samples.size()) {
    for (const auto& sample : samples) rows.push_back(sample.data());
    const auto n = static_cast<std::int64_t>(samples[0].size() / d);
    view = &of(Points{n, d, samples.size(), rows.data()});
  }
  MeanScatterOfPoints of;
  std::vector<const double*> rows;
  const MeanScatter* view;
};

// Six flowers of Fisher's irises (1936), three lengths each; sums of products in fractions.
const std::vector<double> irises = {5.1, 3.5, 1.4, 4.9, 3.0, 1.4, 4.7, 3.2, 1.3,
                                    7.0, 3.2, 4.7, 6.4, 3.2, 4.5, 6.3, 3.3, 6.0};
constexpr double iris_scatter[] = {6 * 0.7555555555555555,   6 * 0.005555555555555556, 6 * 1.4927777777777778,
                                   6 * 0.022222222222222223, 6 * 0.01611111111111111,  6 * 3.644722222222222};

TEST(MeanScatters, AreThoseOfASmallSample) {
  std::vector<double> other(irises.rbegin(), irises.rend());
  const Statistic s({other, irises}, 3);
  const MeanScatter::One one = s.view->one(1);
  EXPECT_EQ(one.n, 6);
  const double mean[] = {5.733333333333333, 3.233333333333333, 3.216666666666667};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(one.mean[i], mean[i], 1e-15 * mean[i]);
  for (std::size_t e = 0; e < 6; ++e) EXPECT_NEAR(one.scatter[e], iris_scatter[e], 2e-14) << e;
  EXPECT_EQ(one.squares(1), one.scatter[3]);
  EXPECT_NEAR(s.view->one(0).scatter[5], iris_scatter[0],
              2e-14);  // coordinates and points the other way round
}

// Whole numbers far from 0: 1e15 + (0, 1, 3), -1e15 + (1, 1, 4), the scatter is that of the small ones.
TEST(MeanScatters, KeepTheirDigitsFarFromTheOrigin) {
  const Statistic s({{1e15, -1e15 + 1, 1e15 + 1, -1e15 + 1, 1e15 + 3, -1e15 + 4}}, 2);
  const MeanScatter::One one = s.view->one(0);
  EXPECT_NEAR(one.scatter[0], 14.0 / 3, 1e-14);
  EXPECT_NEAR(one.scatter[1], 5.0, 1e-14);
  EXPECT_NEAR(one.scatter[2], 6.0, 1e-14);
  // 2^20 points of +-1 about 1e9, in two coordinates that are equal: mean 1e9, scatter n.
  std::vector<double> many;
  for (std::size_t i = 0; i < std::size_t{1} << 21; ++i) many.push_back(1e9 + (i / 2 % 2 == 0 ? 1 : -1));
  const Statistic sums({many}, 2);
  const MeanScatter::One large = sums.view->one(0);
  EXPECT_EQ(large.mean[0], 1e9);
  for (const double entry : large.scatter) EXPECT_EQ(entry, 0x1p20);
}

// Deviations 1, 0, -1 and 2, -1, -1 whose squares are no doubles: the means are 3 and 5.
TEST(MeanScatters, OfSquaresBeyondTheDoubles) {
  for (const double small : {0x1p-600, 0x1p600}) {
    const double large = 1 / small;
    const Statistic s({{4 * small, 7 * large, 3 * small, 4 * large, 2 * small, 4 * large}}, 2);
    const MeanScatter::One one = s.view->one(0);
    EXPECT_EQ(one.mean[0], 3 * small);
    EXPECT_EQ(one.mean[1], 5 * large);
    EXPECT_EQ(std::sqrt(one.scatter[0]) * one.unit[0] / small, std::sqrt(2));
    EXPECT_EQ(std::sqrt(one.scatter[2]) * one.unit[1] / large, std::sqrt(6));
    EXPECT_EQ(one.scatter[1] * one.unit[0] * one.unit[1], 3);
  }
}

// 2^20 times 0.1: added up one by one, their mean is off by 1e-13.
TEST(MeanScatters, TheMeanOfManyIsNotThatOfARoundedSum) {
  const Statistic s({std::vector<double>(std::size_t{1} << 20, 0.1)}, 1);
  EXPECT_NEAR(s.view->one(0).mean[0], 0.1, 2e-17);
  EXPECT_NEAR(s.view->one(0).squares(0), 0, 1e-27);
}

TEST(MeanScatters, OfOnePointOfNoneAndOfWhatIsNoNumber) {
  const Statistic single({{3.5, -2}}, 2);
  const MeanScatter::One one = single.view->one(0);
  EXPECT_EQ(one.mean[1], -2);
  for (const double entry : one.scatter) EXPECT_EQ(entry, 0);
  const Statistic none({{}}, 2);
  EXPECT_TRUE(std::isnan(none.view->one(0).mean[0]));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Statistic lacking({{1, nan, 2, 0}}, 2);
  const MeanScatter::One bad = lacking.view->one(0);
  EXPECT_EQ(bad.mean[0], 1.5);
  EXPECT_TRUE(std::isnan(bad.mean[1]));
  EXPECT_TRUE(std::isnan(bad.scatter[1]));
  EXPECT_TRUE(std::isnan(bad.squares(1)));
}

}  // namespace
}  // namespace plim::mean_scatter_test
