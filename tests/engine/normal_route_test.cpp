#include "plim/numeric/special.hpp"
#include "studies.hpp"

namespace plim::normal_route_test {
namespace {

constexpr double false_alarm = 1e-6;  // over all comparisons of one test
constexpr double sigma2 = 4;

/// Errors of the variance's MLE, `[n]`, of a normal law with mean 1 and sd 2.
std::vector<Moments> variance_errors(const std::string& route, std::uint64_t seed) {
  const test::Planned plan = test::plan_of(test::study_text(
      "law = \"normal\"\nmean = 1\nsd = 2", "n = { grid = [2, 5, 50] }\nroute = \"" + route + "\"",
      test::normal_estimates, 100000, seed));
  EXPECT_EQ(plan.scenarios[0].route, route == "draw" ? RouteKind::draws : RouteKind::statistic);
  std::vector<Moments> errors;
  for (const SeriesStats& s : test::run_first(plan)) errors.push_back(s.error);
  return errors;
}

/// Largest |z| of mean, variance and third central moment against those of sigma^2 chi^2(n - 1 + more) / n.
double worst_z(const std::vector<Moments>& errors, double more) {
  const double sizes[] = {2, 5, 50};
  double worst = 0;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const Moments& m = errors[i];
    const double r = static_cast<double>(m.count), unit = sigma2 / sizes[i];
    const double degrees = sizes[i] - 1 + more;
    // Central moments of chi^2(v) from its cumulants 2^(k-1) (k-1)! v (Johnson, Kotz and Balakrishnan 1994).
    const double m2 = 2 * degrees, m3 = 8 * degrees, m4 = 12 * degrees * (degrees + 4);
    const double mean = unit * degrees - sigma2;
    worst = std::max(worst, std::fabs(m.mean - mean) / (unit * std::sqrt(m2 / r)));
    worst = std::max(worst, std::fabs(m.m2 / r / (unit * unit) - m2) / std::sqrt((m4 - m2 * m2) / r));
    const double k4 = 48 * degrees, k6 = 3840 * degrees;
    const double m6 = k6 + 15 * k4 * m2 + 10 * m3 * m3 + 15 * m2 * m2 * m2;
    // Variance of a third central moment (Kendall and Stuart 1969, 10.9).
    const double spread = m6 - m3 * m3 - 6 * m4 * m2 + 9 * m2 * m2 * m2;
    worst = std::max(worst, std::fabs(m.m3 / r / (unit * unit * unit) - m3) / std::sqrt(spread / r));
  }
  return worst;
}

/// 18 comparisons of two routes, Bonferroni.
double limit() { return special::simultaneous_z(2 * 9, false_alarm); }

TEST(NormalRoute, BothRoutesFollowTheChiSquareOfTheTheory) {
  EXPECT_LT(worst_z(variance_errors("short", 1), 0), limit());
  EXPECT_LT(worst_z(variance_errors("draw", 2), 0), limit());
}

TEST(NormalRoute, OneDegreeOfFreedomMoreIsCaught) {
  EXPECT_GT(worst_z(variance_errors("short", 1), 1), limit());
}

}  // namespace
}  // namespace plim::normal_route_test
