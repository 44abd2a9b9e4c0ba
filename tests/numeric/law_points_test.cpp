#include "plim/numeric/law_points.hpp"

#include <cmath>
#include <limits>

#include "plim/core/cell.hpp"
#include "support.hpp"

// Entropies by mpmath (30 digits), or in closed form.
namespace plim::law_points_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), pi = 3.14159265358979323846;

using Density = std::function<double(double)>;

double log_normal(double x, double mean, double sd) {
  const double z = (x - mean) / sd;
  return -0.5 * z * z - std::log(sd) - 0.5 * std::log(2 * pi);
}
Density log_gamma_law(double shape) {
  return [shape](double x) { return (shape - 1) * std::log(x) - x - std::lgamma(shape); };
}

void expect_points(const Outcome<LawPoints>& points, const Density& log_density, double entropy,
                   double mean) {
  ASSERT_TRUE(points);
  EXPECT_NEAR(entropy_of_points(*points, log_density), entropy, 2e-10 * (1 + std::fabs(entropy)));
  EXPECT_LT(points->x.size(), 1200U);
  if (std::isnan(mean)) return;
  double sum = 0;
  for (std::size_t i = 0; i < points->x.size(); ++i) sum += points->weight[i] * points->x[i];
  EXPECT_NEAR(sum, mean, 1e-10 * (1 + std::fabs(mean)));
}

TEST(LawPoints, OfDensities) {
  const double normal = 1.41893853320467274178;
  const Density standard = [](double x) { return log_normal(x, 0, 1); };
  expect_points(points_of_density(standard, -infinity, infinity, 0, 1), standard, normal, 0);
  // Told of a wrong place, by 30 standard deviations, or not at all.
  expect_points(points_of_density(standard, -infinity, infinity, 30, 1), standard, normal, 0);
  const Density narrow = [](double x) { return log_normal(x, 100, 0.5); };
  expect_points(points_of_density(narrow, -infinity, infinity, 0, 1), narrow, normal - std::log(2), 100);
  const Density cauchy = [](double x) { return -std::log(pi * (1 + x * x)); };
  expect_points(points_of_density(cauchy, -infinity, infinity, 0, 1), cauchy, 2.53102424696929079298,
                not_given);
  const Density singular = log_gamma_law(0.3), long_shape = log_gamma_law(1e4);
  expect_points(points_of_density(singular, 0, infinity, 0, 0.3), singular, -1.05596896072201757060, 0.3);
  expect_points(points_of_density(long_shape, 0, infinity, 0, 1e4), long_shape, 6.02407538502608633287, 1e4);
  const Density falling = [](double x) { return log_gamma_law(2.5)(5 - x); };
  expect_points(points_of_density(falling, -infinity, 5, 0, 2.5), falling, 1.72994790950505437879, 2.5);
  const Density flat = [](double) { return -std::log(4.0); };
  expect_points(points_of_density(flat, 1, 5, 0, 1), flat, std::log(4.0), 3);
  const Density square = [](double x) { return std::log(0.5) - 0.5 * std::log(x); };  // of a uniform number
  expect_points(points_of_density(square, 0, 1, 0, 1), square, std::log(2) - 1, 1.0 / 3);
}

TEST(LawPoints, OfMasses) {
  const auto poisson = [](double rate) {
    return [rate](double k) { return k < 0 ? -infinity : k * std::log(rate) - rate - std::lgamma(k + 1); };
  };
  expect_points(points_of_mass(poisson(3), 0, infinity), poisson(3), 1.93147019814856893392, 3);
  expect_points(points_of_mass(poisson(3), -infinity, infinity), poisson(3), 1.93147019814856893392, 3);
  const Outcome<LawPoints> large = points_of_mass(poisson(1e5), 0, infinity);
  ASSERT_TRUE(large);
  EXPECT_NEAR(entropy_of_points(*large, poisson(1e5)), 7.17540043235228695183, 1e-8);  // lgamma to 1e-10
  EXPECT_TRUE(large->cut_above);
  EXPECT_FALSE(large->cut_below);
  const Density fair = [](double) { return -std::log(6.0); };
  expect_points(points_of_mass(fair, 1, 6), fair, std::log(6.0), 3.5);
}

// Between 1 and the double before it the arcsine law has a mass of 7e-9, which no point can stand for.
TEST(LawPoints, AreNotHadOfWhatIsNoLaw) {
  const Density twice = [](double x) { return log_normal(x, 0, 1) + std::log(2); },
                unknown = [](double) { return not_given; },
                hidden = [](double x) { return log_normal(x, 1e9, 1e-3); };
  for (const Density& d : {twice, unknown, hidden})
    EXPECT_FALSE(points_of_density(d, -infinity, infinity, 0, 1));
  const Density arcsine = [](double x) { return -std::log(pi) - 0.5 * std::log(x * (1 - x)); };
  EXPECT_FALSE(points_of_density(arcsine, 0, 1, 0, 1));
  const Density laplace = [](double x) { return -std::fabs(x - 0.3) - std::log(2); };
  EXPECT_NE(points_of_density(laplace, -infinity, infinity, 0, 1).reason().find("kink"), std::string::npos);
  EXPECT_NE(points_of_density(twice, -infinity, infinity, 0, 1).reason().find("adds up"), std::string::npos);
  EXPECT_FALSE(points_of_mass([](double) { return -std::log(5.0); }, 1, 6));
  EXPECT_FALSE(points_of_mass(unknown, 0, 6));
}

}  // namespace
}  // namespace plim::law_points_test
