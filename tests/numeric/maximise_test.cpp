#include "plim/numeric/maximise.hpp"

#include <cmath>

#include "support.hpp"

namespace plim::maximise_test {
namespace {

/// A function with or without its gradient.
class Of final : public Objective {
 public:
  using Value = double (*)(const Point&);
  using Gradient = Point (*)(const Point&);
  explicit Of(Value v, Gradient g = nullptr) : value_(v), gradient_(g) {}
  double value(const Point& u) override {
    ++values;
    return value_(u);
  }
  bool gradient(const Point& u, Point& out) override {
    if (gradient_ == nullptr) return false;
    ++gradients;
    out = gradient_(u);
    return true;
  }
  int values = 0, gradients = 0;

 private:
  Value value_;
  Gradient gradient_;
};

const Box wide = {{-50, -50, -50}, {50, 50, 50}};

double valley(const Point& u) {  // Rosenbrock 1960; its top is at (1, 1)
  return -100 * std::pow(u[1] - u[0] * u[0], 2) - std::pow(1 - u[0], 2);
}
Point valley_gradient(const Point& u) {
  const double off = u[1] - u[0] * u[0];
  return {400 * off * u[0] + 2 * (1 - u[0]), -200 * off, 0};
}

// The least value of the gamma function is at 1.46163214496836234126 (OEIS A030169).
TEST(Maximise, WithoutDerivativesToTheDigitsOfTheFunction) {
  Of f([](const Point& u) { return -std::lgamma(u[0]); });
  const Maximum m = maximise(f, 1, {3, 0, 0}, {{0.1, 0, 0}, {50, 0, 0}});
  EXPECT_TRUE(m.converged);
  EXPECT_NEAR(m.at[0], 1.46163214496836234126, 2e-13);
}

TEST(Maximise, AlongACurvedValley) {
  Of without(valley), with(valley, valley_gradient);
  for (Of* f : {&without, &with}) {
    const Maximum m = maximise(*f, 2, {-1.2, 1, 0}, wide);
    EXPECT_TRUE(m.converged);
    EXPECT_NEAR(m.at[0], 1, 1e-11);
    EXPECT_NEAR(m.at[1], 1, 1e-11);
  }
}

TEST(Maximise, InThreeCoordinates) {
  // Of a u - e^u in each; the top is at ln a.
  Of f([](const Point& u) {
    return 3 * u[0] - std::exp(u[0]) + 0.01 * u[1] - std::exp(u[1]) + 40 * u[2] - std::exp(u[2]);
  });
  const Maximum m = maximise(f, 3, {0, 0, 0}, wide);
  EXPECT_TRUE(m.converged);
  EXPECT_NEAR(m.at[0], std::log(3.0), 1e-12);
  EXPECT_NEAR(m.at[1], std::log(0.01), 2e-10);  // epsilon 110 / (0.02 0.01): the value's own rounding
  EXPECT_NEAR(m.at[2], std::log(40.0), 1e-12);
}

TEST(Maximise, WhatHasNoTopEndsUnconvergedAtTheBox) {
  Of line([](const Point&u) { return 0.5 * u[0]; }), flat([](const Point&u) { return -std::exp(-u[0]); });
  const Maximum m = maximise(line, 1, {0, 0, 0}, wide), far = maximise(flat, 1, {0, 0, 0}, wide);
  EXPECT_FALSE(m.converged);
  EXPECT_EQ(m.at[0], 50);
  EXPECT_FALSE(far.converged);
  EXPECT_GT(far.at[0], 10);
}

// The fit of a law takes so many passes over the data; a fit from a near start is what a study pays for.
TEST(Maximise, TakesFewValues) {
  Of without(valley), with(valley, valley_gradient);
  maximise(without, 2, {0.9, 0.8, 0}, wide);
  maximise(with, 2, {0.9, 0.8, 0}, wide);
  EXPECT_LT(without.values, 160);
  EXPECT_LT(with.gradients + with.values, 70);
}

TEST(Differences, OfTheEighthOrder) {
  Of f([](const Point& u) { return std::sin(u[0]) * std::exp(2 * u[1]); });
  const Point u = {0.7, -0.3, 0}, h = {0.03, 0.02, 0};
  const double s = std::sin(0.7), c = std::cos(0.7), e = std::exp(-0.6);
  const Point gradient = fine_gradient(f, u, 2, h);
  EXPECT_NEAR(gradient[0], c * e, 1e-13);
  EXPECT_NEAR(gradient[1], 2 * s * e, 1e-13);
  const Matrix hessian = fine_hessian(f, u, 2, h);
  EXPECT_NEAR(hessian[0][0], -s * e, 1e-11);
  EXPECT_NEAR(hessian[1][1], 4 * s * e, 1e-11);
  EXPECT_NEAR(hessian[0][1], 2 * c * e, 1e-11);
  EXPECT_EQ(hessian[1][0], hessian[0][1]);
}

TEST(Point, PositiveMatricesAreSolvedAndInverted) {
  const Matrix a = {{{4, 2, 0}, {2, 3, 1}, {0, 1, 5}}};  // determinant 36
  Point x{};
  ASSERT_TRUE(solve_positive(a, {1, 0, 0}, 3, x));
  EXPECT_NEAR(x[0], 14.0 / 36, 1e-15);
  EXPECT_NEAR(x[1], -10.0 / 36, 1e-15);
  Matrix inverse{};
  ASSERT_TRUE(invert_positive(a, 3, inverse));
  EXPECT_NEAR(inverse[2][2], 8.0 / 36, 1e-15);
  EXPECT_NEAR(quadratic_form(inverse, {1, 0, 0}, 3), 14.0 / 36, 1e-15);
  EXPECT_FALSE(solve_positive({{{1, 2, 0}, {2, 1, 0}, {0, 0, 1}}}, {1, 1, 1}, 3, x));
}

}  // namespace
}  // namespace plim::maximise_test
