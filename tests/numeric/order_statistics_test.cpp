#include "plim/numeric/order_statistics.hpp"

#include <algorithm>
#include <functional>

#include "plim/numeric/special.hpp"
#include "plim/random/fill.hpp"
#include "support.hpp"

namespace plim::order_statistics_test {
namespace {

// numpy.quantile of the same list.
TEST(OrderStatistics, QuantilesAreThoseOfNumpy) {
  std::vector<double> x = {1.201, 1.499, 0.926, 0.309, 0.745, 0.208, 1.26, 2.54, 0.708, 0.58, 1.69, 1.557};
  std::sort(x.begin(), x.end());
  EXPECT_DOUBLE_EQ(sample_quantile(x, 0.5), 1.0635);
  EXPECT_DOUBLE_EQ(sample_quantile(x, 0.25), 0.676);
  EXPECT_DOUBLE_EQ(sample_quantile(x, 0.9), 1.6767);
  EXPECT_DOUBLE_EQ(sample_quantile(std::vector{3.0}, 0.9), 3);
  EXPECT_TRUE(std::isnan(sample_quantile({}, 0.5)));
  EXPECT_TRUE(std::isnan(sample_quantile_se({}, 0.5)));
}

TEST(OrderStatistics, InfiniteValuesHaveTheirPlace) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> x = {-infinity, 1, 2, infinity, infinity};
  EXPECT_EQ(sample_quantile(x, 0.5), 2);
  EXPECT_EQ(sample_quantile(x, 0.9), infinity);
  EXPECT_EQ(sample_quantile(x, 0.125), -infinity);
}

std::vector<double> places(std::size_t n) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<double>(i + 1);
  return x;
}

// Ranks of the limits by scipy.stats.binom: for the median of 20 and 100 at 95 % the 6th and 15th, the 40th
// and 61st, as tables have them (Conover 1999, table A3).
TEST(OrderStatistics, LimitsAreTheOnesOfTheBinomialLaw) {
  const struct {
    std::size_t n;
    double p, tail, lower, upper;
  } cases[] = {{100, 0.5, 0.025, 40, 61},    {20, 0.5, 0.025, 6, 15}, {12, 0.5, 0.025, 3, 10},
               {1000, 0.9, 0.005, 875, 925}, {30, 0.25, 0.01, 2, 14}, {100000, 0.99, 1e-6, 98847, 99147}};
  for (const auto& c : cases) {
    const Limits l = quantile_limits(places(c.n), c.p, c.tail);
    EXPECT_EQ(l.lower, c.lower) << c.n;
    EXPECT_EQ(l.upper, c.upper) << c.n;
  }
}

// 7 values hold the median between their ends but for a chance of 2^-7 < 0.01 on either side; 6 do not.
TEST(OrderStatistics, TooFewValuesLeaveASideOpen) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(fewest_for_quantile(0.5, 0.01), 7);
  EXPECT_EQ(quantile_limits(places(7), 0.5, 0.01).lower, 1);
  EXPECT_EQ(quantile_limits(places(7), 0.5, 0.01).upper, 7);
  EXPECT_EQ(quantile_limits(places(6), 0.5, 0.01).lower, -infinity);
  EXPECT_EQ(quantile_limits(places(6), 0.5, 0.01).upper, infinity);
  // 0.9^44 < 0.01 < 0.9^43: the upper side of the 0.9 quantile; its lower one is there long before.
  EXPECT_EQ(fewest_for_quantile(0.9, 0.01), 44);
  EXPECT_EQ(quantile_limits(places(44), 0.9, 0.01).upper, 44);
  EXPECT_EQ(quantile_limits(places(43), 0.9, 0.01).upper, infinity);
  EXPECT_GT(quantile_limits(places(43), 0.9, 0.01).lower, 30);
}

struct Law {
  std::function<double(double uniform)> quantile;
  bool continuous;
};

class Simulation {
 public:
  explicit Simulation(const Law& law) : law_(law) {}
  std::vector<double> sample(std::size_t n) {
    std::vector<double> x((n + 127) / 128 * 128);  // as fills want it
    fill_open({{20261126}, samples_++, 0}, 0, x);
    x.resize(n);
    for (double& v : x) v = law_.quantile(v);
    std::sort(x.begin(), x.end());
    return x;
  }

 private:
  const Law& law_;
  std::uint64_t samples_ = 0;
};

const Law laws[] = {{[](double u) { return special::normal_quantile(u); }, true},
                    {[](double u) { return -std::log1p(-u); }, true},
                    {[](double u) { return std::floor(3 * u); }, false}};

// The level holds for every law, ties included: of 4000 samples at most 40 are expected to miss on a side;
// more than 75 come with probability 4e-7 at most, for each of 36 counts.
TEST(OrderStatistics, LimitsKeepTheirLevel) {
  for (const Law& law : laws) {
    Simulation simulation(law);
    for (const double p : {0.1, 0.5, 0.85}) {
      for (const std::size_t n : {50U, 400U}) {
        int low = 0, high = 0;
        for (int i = 0; i < 4000; ++i) {
          const Limits l = quantile_limits(simulation.sample(n), p, 0.01);
          low += l.upper < law.quantile(p) ? 1 : 0;
          high += l.lower > law.quantile(p) ? 1 : 0;
        }
        EXPECT_LE(low, 75) << p << " " << n;
        EXPECT_LE(high, 75) << p << " " << n;
      }
    }
  }
}

// The standard error: the quantile and 1.96 of it cover in 95 % of large samples. Of 4000 samples the share
// has a standard error of 0.0035; the window of 0.925 .. 0.97 is 0.025 and 0.02 wide (a chance below 1e-7
// each).
TEST(OrderStatistics, TheStandardErrorCoversAsPromised) {
  for (const Law& law : laws) {
    if (!law.continuous) continue;
    Simulation simulation(law);
    for (const double p : {0.1, 0.5, 0.9}) {
      int covered = 0;
      for (int i = 0; i < 4000; ++i) {
        const std::vector<double> x = simulation.sample(1000);
        covered +=
            std::fabs(sample_quantile(x, p) - law.quantile(p)) <= 1.96 * sample_quantile_se(x, p) ? 1 : 0;
      }
      EXPECT_GT(covered / 4000.0, 0.925) << p;
      EXPECT_LT(covered / 4000.0, 0.97) << p;
    }
  }
}

}  // namespace
}  // namespace plim::order_statistics_test
