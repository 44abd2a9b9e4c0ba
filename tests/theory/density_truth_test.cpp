#include "plim/theory/density_truth.hpp"

#include <cmath>

#include "plim/populations/pair_population.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/realised_coverage.hpp"
#include "plim/views/points_pair.hpp"
#include "support.hpp"

namespace plim::density_truth_test {
namespace {

using Law = std::shared_ptr<const Population>;

Law law(const std::string& name, const std::map<std::string, Value>& values) {
  Arguments arguments;
  for (const auto& [key, value] : values) arguments.set(key, value);
  return *standard_catalogue().find_law(name)->make(arguments);
}
Law normal(double mean, double sd) { return law("normal", {{"mean", mean}, {"sd", sd}}); }
Law uniform(double lower, double upper) { return law("uniform", {{"lower", lower}, {"upper", upper}}); }
Law cauchy(double location, double scale) {
  return law("cauchy", {{"location", location}, {"scale", scale}});
}
Law points(const std::vector<double>& mean, const NumberRows& covariance) {
  return law("multivariate_normal", {{"mean", mean}, {"covariance", covariance}});
}

double truth(const Law& p, const Law& q, const char* estimand = "kl") {
  const Outcome<Law> pair = make_pair_population(p, q, 1);
  EXPECT_TRUE(pair) << (pair ? "" : pair.reason());
  return pair ? truth_by_density(**pair, estimand).value_or(-1) : -1;
}

TEST(DensityTruth, OfNumbersInClosedForm) {
  // ln(s_q/s_p) + (s_p^2 + shift^2)/(2 s_q^2) - 1/2.
  EXPECT_NEAR(truth(normal(1, 2), normal(0, 3)), std::log(1.5) + 5.0 / 18 - 0.5, 1e-10);
  EXPECT_NEAR(truth(normal(1, 2), normal(1, 2)), 0, 1e-15);
  EXPECT_NEAR(truth(normal(1, 2), normal(0, 3), "cross_entropy"),
              std::log(3) + 0.5 * std::log(2 * std::acos(-1.0)) + 5.0 / 18, 1e-10);
  // Of exponential laws ln(a/b) + b/a - 1.
  EXPECT_NEAR(truth(law("exponential", {{"lambda", 2.0}}), law("exponential", {{"lambda", 0.5}})),
              std::log(4.0) + 0.25 - 1, 1e-9);
  // Of Cauchy's ln(((a + b)^2 + shift^2)/(4 a b)) (Chyzak and Nielsen 2019).
  EXPECT_NEAR(truth(cauchy(0, 1), cauchy(1, 3)), std::log(17.0 / 12), 1e-8);
}

TEST(DensityTruth, WhereTheSecondLawExcludesWhatTheFirstHas) {
  EXPECT_NEAR(truth(uniform(0, 1), uniform(-1, 1)), std::log(2.0), 1e-9);
  EXPECT_EQ(truth(uniform(-1, 1), uniform(0, 1)), std::numeric_limits<double>::infinity());
  EXPECT_EQ(truth(normal(0, 1), law("exponential", {{"lambda", 1.0}})),
            std::numeric_limits<double>::infinity());
  // Infinite by its tails, which quadrature cuts off: nothing is said.
  EXPECT_FALSE(std::isfinite(truth(cauchy(0, 1), normal(0, 1))));
}

// mpmath: [tr(Q^-1 P) + m' Q^-1 m - d - ln(det P/det Q)]/2.
TEST(DensityTruth, OfNormalPoints) {
  const Law p = points({0, 1}, {{1, 0.5}, {0.5, 2}}), q = points({1, 0}, {{2, -0.25}, {-0.25, 1}});
  EXPECT_NEAR(truth(p, q), 1.0508913471549712, 1e-13);
  EXPECT_NEAR(truth(p, p), 0, 1e-15);
  const Law t =
      law("multivariate_t",
          {{"location", std::vector<double>{0, 0}}, {"scale", NumberRows{{1, 0}, {0, 1}}}, {"df", 5.0}});
  EXPECT_TRUE(std::isnan(truth(p, t)));
}

TEST(DensityTruth, PairsAreOfOneKind) {
  EXPECT_FALSE(make_pair_population(normal(0, 1), points({0, 1}, {{1, 0}, {0, 1}}), 1));
  EXPECT_FALSE(make_pair_population(normal(0, 1), law("poisson", {{"mean", 1.0}}), 1));
  EXPECT_FALSE(truth_by_density(*normal(0, 1), "kl"));
}

// Both samples, by their moments; the first is what its law alone gives.
TEST(DensityTruth, APairIsDrawnFromBothLaws) {
  const Law pair = *make_pair_population(normal(3, 1), uniform(0, 1), 0.5);
  const ViewId both[] = {view_id<PointsPair>()};
  EXPECT_EQ(pair->views(RouteKind::draws), std::vector<ViewId>{view_id<PointsPair>()});
  EXPECT_TRUE(pair->views(RouteKind::statistic).empty());
  const auto source = pair->source(RouteKind::draws, both, 4000, 2);
  source->start({{4}, 0, 0}, 2);
  source->grow(10, 0);
  source->grow(4000, 1);
  const auto& view = *static_cast<const PointsPair*>(source->view(view_id<PointsPair>()));
  EXPECT_EQ((std::vector<std::int64_t>{view.n, view.m}), (std::vector<std::int64_t>{4000, 2000}));
  EXPECT_EQ(view.d, 1U);
  for (std::size_t lane = 0; lane < 2; ++lane) {
    double x = 0, y = 0;
    for (std::size_t i = 0; i < 4000; ++i) x += view.x[lane][i] / 4000;
    for (std::size_t i = 0; i < 2000; ++i) y += view.y[lane][i] / 2000;
    EXPECT_NEAR(x, 3, 5 / std::sqrt(4000.0));
    EXPECT_NEAR(y, 0.5, 5 / std::sqrt(12 * 2000.0));
  }
}

TEST(RealisedCoverage, IsTheProbabilityOfTheClassesSeen) {
  const Law p = law("categorical", {{"p", std::vector<double>{0.5, 0.25, 0.125, 0.125}}});
  const auto oracle = *RealisedCoverage::bind(*p, {});
  const std::vector<std::int64_t> c = {3, 0, 1, 0}, all = {1, 1, 1, 1}, none = {0, 0, 0, 0};
  EXPECT_EQ(oracle.estimate(Counts{4, 4, 1, c.data()}.one(0)), 0.625);
  EXPECT_EQ(oracle.estimate(Counts{4, 4, 1, all.data()}.one(0)), 1);
  EXPECT_EQ(oracle.estimate(Counts{0, 4, 1, none.data()}.one(0)), 0);
  EXPECT_FALSE(RealisedCoverage::bind(*normal(0, 1), {}));
}

}  // namespace
}  // namespace plim::density_truth_test
