#include "plim/numeric/kolmogorov.hpp"

#include <cmath>
#include <vector>

#include "support.hpp"

namespace plim::kolmogorov_test {
namespace {

struct Case {
  std::int64_t n;
  double d, cdf, complement;
};

// The determinant of Durbin (1973) in exact fractions; from n = 1000 on with mpmath at 60 digits.
const Case cases[] = {{1, 0.6, 0.2, 0.8},
                      {1, 0.99, 0.98, 0.02},
                      {2, 0.3, 0.02, 0.98},
                      {2, 0.8, 0.92, 0.08},
                      {5, 0.11, 3.84e-7, 0.999999616},
                      {5, 0.3, 0.336, 0.664},
                      {5, 0.56, 0.9477491712, 0.0522508288},
                      {10, 0.274, 0.62847961545650428, 0.37152038454349572},
                      {10, 0.409, 0.94977659189452539, 0.050223408105474612},
                      {10, 0.6, 0.9994318328, 0.0005681672},
                      {10, 0.9, 0.9999999998, 2.0e-10},
                      {50, 0.1, 0.33768872953418146, 0.66231127046581854},
                      {50, 0.19, 0.95301067179793744, 0.04698932820206256},
                      {50, 0.3, 0.99982646739797282, 0.00017353260202718055},
                      {100, 0.06, 0.15711520437258784, 0.84288479562741216},
                      {100, 0.1, 0.74730724299360987, 0.25269275700639013},
                      {100, 0.16, 0.98945649327554387, 0.010543506724456133},
                      {100, 0.22, 0.99990099734072679, 9.9002659273214978e-5},
                      {1000, 0.02, 0.18910286892978785, 0.81089713107021215},
                      {1000, 0.03, 0.6773097535867001, 0.3226902464132999},
                      {1000, 0.05, 0.9869879286900331, 0.013012071309966901},
                      {1000, 0.08, 0.99999484581061521, 5.1541893847898267e-6},
                      {6000, 0.011, 0.54103818804118865, 0.45896181195881135},
                      {6000, 0.018, 0.95952205579485797, 0.04047794420514203}};

TEST(Kolmogorov, AgreesWithExactFractions) {
  for (const Case& c : cases) {
    const double error = c.complement < 0.005 ? 2e-8 * c.complement : c.n > 5000 ? 3e-9 : 1e-12;
    EXPECT_NEAR(kolmogorov_complement(c.n, c.d), c.complement, error) << c.n << " " << c.d;
  }
}

// Critical values at 5 and 1 percent as tables print them, to five digits.
TEST(Kolmogorov, AgreesWithPrintedTables) {
  struct Critical {
    std::int64_t n;
    double at_5_percent, at_1_percent;
  };
  for (const Critical& c :
       {Critical{1, 0.97500, 0.99500}, Critical{2, 0.84189, 0.92929}, Critical{5, 0.56328, 0.66853},
        Critical{10, 0.40925, 0.48893}, Critical{50, 0.18841, 0.22604}, Critical{100, 0.13403, 0.16081}}) {
    for (const auto& [d, p] : {std::pair{c.at_5_percent, 0.05}, std::pair{c.at_1_percent, 0.01}}) {
      EXPECT_LT(kolmogorov_complement(c.n, d + 6e-6), p) << c.n;
      EXPECT_GT(kolmogorov_complement(c.n, d - 6e-6), p) << c.n;
    }
  }
}

// The limit of P(D > z / sqrt n), 2 sum (-1)^(k-1) e^(-2 k^2 z^2) (Kolmogorov 1933), from which n = 10^12 is
// of order 10^-6 away, and 10^7 of order 3e-4.
TEST(Kolmogorov, HasItsLimit) {
  for (const double z : {0.4, 0.5, 0.8, 1.0, 1.3581, 1.6276}) {
    double limit = 0;
    for (int k = 1; k < 20; ++k) limit += (k % 2 != 0 ? 2 : -2) * std::exp(-2.0 * k * k * z * z);
    EXPECT_NEAR(kolmogorov_complement(1000000000000, z / 1e6), limit, 1e-6) << z;
    EXPECT_NEAR(kolmogorov_complement(10000000, z / std::sqrt(1e7)), limit, 3e-4) << z;
  }
}

// The three methods meet: at n = 5000 (neighbours differ by 1e-4 / n at most) and at n d^2 = 3.
TEST(Kolmogorov, ItsMethodsMeet) {
  for (const double z : {0.3, 0.5, 0.8, 1.2, 1.6, 1.73}) {
    const auto at = [z](std::int64_t n) {
      return kolmogorov_complement(n, z / std::sqrt(static_cast<double>(n)));
    };
    // Second differences in n are of order n^-2.5.
    EXPECT_NEAR(at(4999) - 2 * at(5000) + at(5001), 0, 3e-9) << z;
  }
  for (const double n : {4.0, 20.0, 300.0, 5000.0, 1e6}) {
    const double d = std::sqrt(3 / n), step = 1e-9 * d;
    const double below = kolmogorov_complement(static_cast<std::int64_t>(n), d - step);
    const double above = kolmogorov_complement(static_cast<std::int64_t>(n), d + step);
    EXPECT_NEAR(below / above, 1, 1e-6) << n;
  }
}

TEST(Kolmogorov, Ends) {
  EXPECT_EQ(kolmogorov_complement(10, 0.05), 1);
  EXPECT_EQ(kolmogorov_complement(10, 0), 1);
  EXPECT_EQ(kolmogorov_complement(10, 1), 0);
  EXPECT_EQ(kolmogorov_complement(1000000, 0.00001), 1);
  EXPECT_EQ(kolmogorov_complement(1000000, 0.5), 0);
}

TEST(Kolmogorov, Distance) {
  const std::vector<double> cdf = {0.1, 0.2, 0.9};
  EXPECT_DOUBLE_EQ(kolmogorov_distance(cdf, std::vector<std::int64_t>{1, 1, 2}), 0.4);  // 0.9 - 2/4
  EXPECT_DOUBLE_EQ(kolmogorov_distance(cdf, std::vector<std::int64_t>{5, 4, 1}), 0.7);  // 9/10 - 0.2
  EXPECT_DOUBLE_EQ(kolmogorov_distance(std::vector<double>{0.5}, std::vector<std::int64_t>{1}), 0.5);
}

}  // namespace
}  // namespace plim::kolmogorov_test
