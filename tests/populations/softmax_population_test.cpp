#include "plim/populations/softmax_population.hpp"

#include <gtest/gtest.h>

#include "plim/views/labelled.hpp"
#include "support.hpp"

namespace plim::softmax_population_test {
namespace {

Outcome<std::shared_ptr<const Population>> make(NumberRows weights, NumberRows features = {}) {
  Arguments a;
  a.set("weights", *accept(SoftmaxPopulation::parameters()[0], Value{std::move(weights)}));
  if (!features.empty()) a.set("features", *accept(SoftmaxPopulation::parameters()[1], Value{features}));
  return SoftmaxPopulation::make(a);
}

const NumberRows three_classes = {{1, 0, 0}, {1.5, 1, -1}, {0.5, 0.5, 1}};

/// A grown group of samples.
struct Grown {
  std::unique_ptr<ViewSource> source;
  Labelled view;
  Grown(const Population& population, const std::vector<std::int64_t>& sizes, std::uint64_t replicate,
        std::size_t lanes) {
    const std::vector<ViewId> wanted = {view_id<Labelled>()};
    source = population.source(RouteKind::draws, wanted, sizes.back(), lanes);
    source->start({{17}, replicate, 0}, lanes);
    for (const std::int64_t n : sizes) source->grow(n, 0);
    view = *static_cast<const Labelled*>(source->view(view_id<Labelled>()));
  }
};

TEST(SoftmaxPopulation, SaysItsWeightsRelativeToTheFirstClass) {
  const auto population = *make(three_classes);
  EXPECT_EQ(population->truth("intercept_1", 0), 0.5);
  EXPECT_EQ(population->truth("slope_1_2", 0), -1);
  EXPECT_EQ(population->truth("intercept_2", 0), -0.5);
  EXPECT_EQ(population->truth("slope_3_1", 0), std::nullopt);
  EXPECT_EQ(population->truth("entropy", 0), std::nullopt);
  EXPECT_EQ(population->public_facts().K, 3U);
  EXPECT_EQ(population->public_facts().dimension, 2U);
  // softmax.py, of the same law with the first row 0.
  EXPECT_NEAR(population->truth("conditional_entropy", 0).value(), 0.811707400661621, 1e-9);
}

TEST(SoftmaxPopulation, RefusesWhatIsNoLaw) {
  EXPECT_FALSE(make({{1, 2}}));
  EXPECT_FALSE(make({{1}, {2}}));
  EXPECT_FALSE(make({{0, 0}, {1, 1}}, {{0, 1}, {0, 1}}));
  EXPECT_FALSE(make({{0, 0}, {1, 1}}, {{0, 0}}));
  EXPECT_FALSE(make({{0, 0}, {1, 1}}, {{0, 1, 2}}));
  EXPECT_TRUE(make({{0, 0}, {1, 1}}, {{-3, 0.1}}));
  const Parameter matrix = SoftmaxPopulation::parameters()[0];
  EXPECT_FALSE(accept(matrix, Value{NumberRows{{1, 2}, {1}}}));
  EXPECT_FALSE(accept(matrix, Value{NumberRows{{1, std::nan("")}}}));
  EXPECT_FALSE(accept(matrix, Value{std::vector<double>{1, 2}}));
}

TEST(SoftmaxPopulation, ASampleIsThePrefixOfALongerOneAndOfNoLaneBesideIt) {
  const auto population = *make(three_classes);
  const Grown whole(*population, {50}, 4, 1), grown(*population, {1, 7, 20, 50}, 3, 3);
  const Labelled::One a = whole.view.one(0), b = grown.view.one(1);
  EXPECT_TRUE(std::equal(a.x, a.x + 100, b.x));
  EXPECT_TRUE(std::equal(a.y, a.y + 50, b.y));
  EXPECT_FALSE(std::equal(a.x, a.x + 100, grown.view.one(0).x));
}

// Means, variances and correlation of the points and, for each class, the mean of 1{y = k} - p_k(x) and of
// that times each feature: 14 comparisons, each false with chance 1e-8.
TEST(SoftmaxPopulation, PointsAndLabelsHaveTheLaw) {
  const std::int64_t n = 400'000;
  const NumberRows features = {{3, 2}, {-1, 0.5}};
  const auto population = *make(three_classes, features);
  const SoftmaxLaw& law = *population->softmax();
  const Grown grown(*population, {n}, 0, 1);
  const Labelled::One sample = grown.view.one(0);
  double mean[2] = {}, square[2] = {}, product = 0, residual[3][3] = {}, variance[3][3] = {};
  std::vector<double> p(3);
  for (std::size_t i = 0; i < sample.n; ++i) {
    const double* x = sample.point(i);
    const double z[2] = {(x[0] - 3) / 2, (x[1] + 1) / 0.5};
    softmax_scores(law.shape(), law.weights(), x, p);
    softmax_probabilities(p);
    product += z[0] * z[1];
    for (int j = 0; j < 2; ++j) {
      mean[j] += z[j];
      square[j] += z[j] * z[j];
    }
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t j = 0; j < 3; ++j) {
        const double feature = j == 0 ? 1 : z[j - 1], r = (sample.label(i) == k ? 1 : 0) - p[k];
        residual[k][j] += r * feature;
        variance[k][j] += p[k] * (1 - p[k]) * feature * feature;
      }
    }
  }
  const double count = static_cast<double>(n);
  for (int j = 0; j < 2; ++j) {
    EXPECT_LT(std::fabs(mean[j]) / std::sqrt(count), test::z_limit);
    EXPECT_LT(std::fabs(square[j] - count) / std::sqrt(2 * count), test::z_limit);
  }
  EXPECT_LT(std::fabs(product) / std::sqrt(count), test::z_limit);
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t j = 0; j < 3; ++j)
      EXPECT_LT(std::fabs(residual[k][j]) / std::sqrt(variance[k][j]), test::z_limit) << k << " " << j;
  }
}

}  // namespace
}  // namespace plim::softmax_population_test
