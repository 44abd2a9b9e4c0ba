#include "plim/families/beta.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace plim::beta_test {
namespace {

struct Reference {
  double alpha, beta, x, log_density, cdf, entropy, variance, information;
};

// mpmath 1.2, 30 digits; information: that of alpha.
const Reference references[] = {{0.5, 0.5, 0.1, 0.059242918476535794, 0.20483276469913346,
                                 -0.24156447527049044, 0.125, 3.2898681336964529},
                                {2, 5, 0.3, 0.77052480158128989, 0.57982499999999998, -0.48453071499548871,
                                 0.025510204081632653, 0.49138888888888889},
                                {1, 1, 0.7, 0, 0.7, 0, 0.083333333333333333, 1},
                                {300, 0.01, 0.999, 1.9970695641723578, 0.0090808673857181648,
                                 -100.64796169919228, 1.1073091001035608e-7, 1.114783766240496e-7},
                                {0.001, 2, 1e-5, 4.5946467608062043, 0.98954163786606483, -993.09060148726069,
                                 0.00016644464336892908, 1000000.998002996}};

TEST(Beta, AgainstMpmath) {
  for (const Reference& r : references) {
    const Beta law{r.alpha, r.beta};
    const auto near = [](double a, double b, double tolerance) {
      EXPECT_NEAR(a, b, tolerance * std::fmax(1, std::fabs(b)));
    };
    near(law.log_density(r.x), r.log_density, 1e-12);
    near(law.cdf(r.x), r.cdf, 1e-12);
    near(law.complement(r.x), 1 - r.cdf, 1e-12);
    near(law.entropy(), r.entropy, 1e-12);
    EXPECT_NEAR(law.variance() / r.variance, 1, 1e-12);
    EXPECT_NEAR(law.fisher_information().matrix[0] / r.information, 1, 1e-10);
    near(law.cdf(law.quantile(r.cdf)), r.cdf, 1e-10);
    near(law.complement(law.complement_quantile(1 - r.cdf)), 1 - r.cdf, 1e-10);
  }
}

TEST(Beta, Ends) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ((Beta{0.5, 2}.log_density(0)), infinity);
  EXPECT_EQ((Beta{1, 1}.log_density(1)), 0);
  EXPECT_EQ((Beta{2, 2}.log_density(0)), -infinity);
  EXPECT_EQ((Beta{2, 2}.log_density(1.1)), -infinity);
  EXPECT_EQ((Beta{2, 2}.quantile(0)), 0);
  EXPECT_EQ((Beta{2, 2}.quantile(1)), 1);
  EXPECT_EQ((Beta{2, 2}.cdf(-1)), 0);
  EXPECT_EQ((Beta{2, 2}.complement(2)), 0);
}

/// sqrt(n) sup |F_n - F| of draws from `law` held against `against`.
double distance(const Beta& law, const Beta& against, std::size_t n) {
  std::vector<double> u(n);
  for (std::size_t i = 0; i < n; ++i) {
    Variate v({{9}, 0, 0}, i);
    u[i] = against.cdf(law.sample(v));
  }
  std::sort(u.begin(), u.end());
  double worst = 0;
  for (std::size_t i = 0; i < n; ++i)
    worst = std::fmax(worst, std::fmax(u[i] - static_cast<double>(i) / static_cast<double>(n),
                                       static_cast<double>(i + 1) / static_cast<double>(n) - u[i]));
  return std::sqrt(static_cast<double>(n)) * worst;
}

// 2 exp(-2 x^2) (Massart 1990) is 1e-8 at 3.09: the chance of a false alarm of each law; the seed is fixed.
TEST(Beta, Draws) {
  constexpr double limit = 3.09;
  for (const Beta& law : {Beta{1, 1}, Beta{0.5, 3}, Beta{40, 7}, Beta{0.1, 2}})
    EXPECT_LT(distance(law, law, 100000), limit) << law.alpha;
  EXPECT_GT(distance(Beta{2, 3}, Beta{2, 3.2}, 100000), limit);
}

}  // namespace
}  // namespace plim::beta_test
