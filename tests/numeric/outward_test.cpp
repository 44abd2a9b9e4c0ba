#include "plim/numeric/outward.hpp"

#include <cmath>
#include <limits>

#include "support.hpp"

namespace plim::outward_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

LogShape everywhere(const std::function<double(double)>& log_value) {
  return {log_value, [](double) { return infinity; }};
}

// The tails of the exponential and the normal law, to both sides and from any first step.
TEST(Outward, IntegralsOfTails) {
  const LogShape fall = everywhere([](double t) { return -5 * t; });
  const LogShape bell = everywhere([](double t) { return -0.5 * t * t; });
  for (const double step : {1e-6, 0.3, 40.0}) {
    EXPECT_NEAR(integral_outward(fall, 0, infinity, 0, step), 0.2, 1e-16);
    EXPECT_NEAR(integral_outward(fall, 0, 0.1, 0, step), -std::expm1(-0.5) / 5, 1e-16);
    EXPECT_NEAR(integral_outward(bell, 0, -infinity, 0, step), 1.2533141373155002512, 1e-15);
    // Phi(-20) by mpmath 1.2.
    EXPECT_NEAR(std::log(integral_outward(bell, -20, -infinity, -200, step)) - 200 - 0.91893853320467274178,
                -203.91715537109727, 1e-13);
  }
}

// The integral of t^2 e^-t, and of a root, which is not smooth at the end.
TEST(Outward, WeightsAndSingularEnds) {
  const LogShape fall = everywhere([](double t) { return -t; });
  EXPECT_NEAR(integral_outward(fall, 0, infinity, 0, 1, [](double t) { return t * t; }), 2, 1e-14);
  const LogShape root{[](double t) { return 0.5 * std::log(t); }, [](double t) { return t; }};
  EXPECT_NEAR(integral_outward(root, 1, 0, 0, 1), 2.0 / 3, 1e-15);
}

// Geometric sums, whose panels are one term or thousands; the power k^-2 to 200 000 by mpmath 1.2.
TEST(Outward, Sums) {
  for (const double rate : {2.0, 0.1, 1e-3, 1e-9}) {
    const LogShape fall = everywhere([rate](double k) { return -rate * k; });
    const double want = -1 / std::expm1(-rate);
    EXPECT_NEAR(sum_outward(fall, 0, infinity, 0) / want, 1, 1e-14);
  }
  constexpr double squares = 1.6449290668607264156;
  const LogShape power{[](double k) { return -2 * std::log(k); }, [](double k) { return k; }};
  EXPECT_NEAR(sum_outward(power, 1, 200000, 0), squares, 4e-15);
  EXPECT_NEAR(sum_outward(power, 200000, 1, 0), squares, 4e-15);
  EXPECT_EQ(sum_outward(power, 1, 1, 0), 1);
}

TEST(Outward, Peak) {
  const auto hill = [](double x) { return -(x - 3) * (x - 3); };
  EXPECT_NEAR(peak_of(hill, -infinity, infinity, 1000, 1), 3, 1e-2);
  EXPECT_EQ(peak_of(hill, 5, 7, 6, 1), 5);
}

}  // namespace
}  // namespace plim::outward_test
