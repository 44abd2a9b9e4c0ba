#include "plim/numeric/line_mixture.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace plim::line_mixture_test {
namespace {

/// x = 1/(1 + e^-t) of Beta(a, b): tails e^(a t) and e^(-b t).
class BetaShares final : public LineMixture {
 public:
  BetaShares(double a, double b) : a_(a), b_(b) {}
  double log_weight(double t) const override { return a_ * std::log(share(t)) + b_ * std::log(share(-t)); }
  MeanVariance moments(double t) const override { return {share(t), share(t) * share(-t)}; }

 private:
  static double share(double t) { return 1 / (1 + std::exp(-t)); }
  double a_, b_;
};

// A Bernoulli draw of p ~ Beta(a, b): mean a/(a + b), variance that of a Bernoulli with it.
TEST(LineMixture, BernoulliDrawsOfABetaLaw) {
  for (const auto& [a, b] : {std::pair{1.0, 1.0}, {0.5, 0.5}, {300.0, 1.0}, {2.0, 5000.0}, {1e5, 3e5}}) {
    const MixtureAverage found = average_over_line(BetaShares(a, b), 0);
    const double mean = a / (a + b);
    EXPECT_TRUE(found.converged) << a;
    EXPECT_NEAR(found.of.mean / mean, 1, 1e-13) << a << " " << b;
    EXPECT_NEAR(found.of.variance / (mean * (1 - mean)), 1, 1e-11) << a << " " << b;
  }
}

TEST(LineMixture, ModesFarFromTheStart) {
  const Mode mode = mode_of(BetaShares(1e6, 1), -50);  // at ln 1e6
  EXPECT_NEAR(mode.at, std::log(1e6), 2);
  EXPECT_LE(mode.width, 1);
  EXPECT_NEAR(mode_of(BetaShares(4e6, 4e6), 30).at, 0, 2e-3);
}

TEST(LineMixture, RefinedSumsAgreeOrNot) {
  EXPECT_TRUE(agree({1, 1}, {1 + 1e-9, 1 + 1e-8}));
  EXPECT_FALSE(agree({1, 1}, {1 + 1e-7, 1}));
  EXPECT_FALSE(agree({1, 1}, {1, 1 + 1e-6}));
}

}  // namespace
}  // namespace plim::line_mixture_test
