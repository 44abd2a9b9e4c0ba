#include "plim/numeric/softmax_law.hpp"

#include <gtest/gtest.h>

#include "plim/numeric/positive_system.hpp"
#include "support.hpp"

// The law of labelled points against nested adaptive quadrature (softmax.py).
namespace plim::softmax_law_test {
namespace {

std::vector<double> relative(const NumberRows& rows) {
  const SoftmaxLaw law(rows, std::vector<SoftmaxLaw::Feature>(rows.front().size() - 1));
  return {law.weights().begin(), law.weights().end()};
}

void near(double value, double expected, const char* what) {
  EXPECT_NEAR(value, expected, 1e-9 * std::fabs(expected)) << what;
}

TEST(SoftmaxLaw, IsThatOfAdaptiveQuadrature) {
  const nlohmann::json data = test::read_json("softmax.json");
  ASSERT_EQ(data["laws"].size(), 3U);
  for (const nlohmann::json& c : data["laws"]) {
    const NumberRows weights = c["weights"];
    const std::size_t d = weights.front().size() - 1;
    const SoftmaxLaw law(weights, std::vector<SoftmaxLaw::Feature>(d));
    ASSERT_TRUE(law.conditional_entropy());
    near(*law.conditional_entropy(), c["conditional_entropy"], "entropy");
    near(law.surprisal_variance(), c["surprisal_variance"], "variance of the surprise");
    ASSERT_EQ(law.variances().size(), c["variances"].size());
    for (std::size_t i = 0; i < law.variances().size(); ++i)
      near(law.variances()[i], c["variances"][i], "variance");
    const SoftmaxLaw::Mean loss = law.cross_entropy(relative(c["other"]));
    EXPECT_NEAR(loss.value, c["loss_of_other"].get<double>(), 1e-8);
    EXPECT_LT(loss.coarse_error, 1e-3);
  }
}

// Three features of scores along one direction: the law of one feature of that slope. And features of mean 3
// and sd 2, which are standard ones of other weights.
TEST(SoftmaxLaw, AgreesAcrossDimensionsAndScales) {
  const SoftmaxLaw one({{0, 0}, {0.5, 1.5}}, {{}}), two({{0, 0, 0}, {0.5, 0.9, 1.2}}, {{}, {}}),
      three({{0, 0, 0, 0}, {0.5, 0.5, 1, 1}}, {{}, {}, {}}), wide({{0, 0}, {0.5 - 2.25, 0.75}}, {{3, 2}});
  const double h = one.conditional_entropy().value();
  near(two.conditional_entropy().value(), h, "two features");
  EXPECT_NEAR(three.conditional_entropy().value(), h, 1e-8);
  near(wide.conditional_entropy().value(), h, "scaled");
  near(wide.variances()[1], one.variances()[1] / 4, "scaled slope");
}

// A feature far from 0 for its spread: 0.5 + 1.5 z with z = (x - 2^27)/2, and the intercept's variance that
// of the score at 0, which a slope off by its error moves by 2^27 of it.
TEST(SoftmaxLaw, KeepsItsDigitsFarFromTheOrigin) {
  const double far = 0x1p27;
  const SoftmaxLaw one({{0, 0}, {0.5, 1.5}}, {{}}), other({{0, 0}, {0.5 - 0.75 * far, 0.75}}, {{far, 2}});
  near(other.conditional_entropy().value(), one.conditional_entropy().value(), "entropy");
  near(other.variances()[1], one.variances()[1] / 4, "slope");
  EXPECT_NEAR(other.variances()[0] / (one.variances()[1] / 4 * far * far), 1, 1e-7);
  EXPECT_NEAR(other.cross_entropy(other.weights()).value, *one.conditional_entropy(), 1e-9);
}

TEST(SoftmaxLaw, SaysNothingWhereQuadratureDoesNotReach) {
  EXPECT_FALSE(SoftmaxLaw({{0, 0, 0, 0}, {0, 20, 0, 0}}, {{}, {}, {}}).conditional_entropy());
  EXPECT_FALSE(SoftmaxLaw({{0, 0, 0, 0, 0}, {0, 1, 1, 0, 0}}, {{}, {}, {}, {}}).conditional_entropy());
}

TEST(PositiveSystem, RefusesWhatIsNotPositiveDefinite) {
  PositiveSystem system;
  EXPECT_FALSE(system.factorise(std::vector<double>{1, 2, 2, 1}, 2));
  EXPECT_FALSE(system.factorise(std::vector<double>{1, 1, 1, 1}, 2));
  ASSERT_TRUE(system.factorise(std::vector<double>{4, 2, 2, 3}, 2));
  std::vector<double> b = {2, 5};
  system.solve(b);
  EXPECT_NEAR(b[0], -0.5, 1e-15);
  EXPECT_NEAR(b[1], 2, 1e-15);
  EXPECT_NEAR(system.inverse_square(std::vector<double>{1, 0}), 0.375, 1e-15);
  EXPECT_NEAR(system.inverse_square(std::vector<double>{1, -1}), 1.375, 1e-15);
  EXPECT_NEAR(system.least_pivot(), 2.0 / 3, 1e-15);
}

}  // namespace
}  // namespace plim::softmax_law_test
