#include "plim/numeric/quadrature.hpp"

#include <cmath>
#include <limits>

#include "plim/numeric/root.hpp"
#include "support.hpp"

namespace plim::quadrature_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void expect_integral(const Integral& got, double want) {
  EXPECT_NEAR(got.value, want, 1e-12 * std::fabs(want));
  EXPECT_LT(got.error, 1e-9 * std::fabs(want));
}

// Values by mpmath 1.2 or known: the sophomore's dream (Bernoulli 1697), sqrt(pi), Gamma(1/2), -4.
TEST(Quadrature, KnownIntegrals) {
  expect_integral(integral_over([](double x) { return std::pow(x, x); }, 0, 1), 0.78343051071213440705);
  expect_integral(integral_between([](double x) { return std::cos(x); }, 0, 1), 0.84147098480789650665);
  expect_integral(integral_over([](double x) { return std::exp(-x * x); }, -infinity, infinity),
                  1.7724538509055160273);
  expect_integral(integral_over([](double x) { return std::exp(-x) / std::sqrt(x); }, 0, infinity),
                  1.7724538509055160273);
  expect_integral(integral_over([](double x) { return std::log(x) / std::sqrt(x); }, 0, 1), -4);
}

TEST(Quadrature, SaysWhereItIsInaccurate) {
  const Integral steps = integral_over([](double x) { return std::floor(10 * x); }, 0, 1, 1e-14);
  EXPECT_GT(steps.error, 1e-9);
}

// Wallis's equation (1685); mpmath.
TEST(Root, OfACubic) {
  const auto cubic = [](double x) { return x * x * x - 2 * x - 5; };
  EXPECT_NEAR(root_between(cubic, 2, 3), 2.0945514815423265915, 1e-15);
  EXPECT_TRUE(std::isnan(root_between(cubic, 3, 4)));
  EXPECT_EQ(root_between([](double x) { return x; }, 0, 1), 0);
}

}  // namespace
}  // namespace plim::quadrature_test
