#include <bit>

#include "plim/numeric/log_factorial.hpp"
#include "plim/views/mean_log.hpp"
#include "plim/views/mean_log_factorial.hpp"
#include "plim/views/real_kernels.hpp"
#include "plim/views/sample_mean.hpp"
#include "support.hpp"

namespace plim::real_views_test {
namespace {

const double infinity = std::numeric_limits<double>::infinity(), nan = std::nan("");

/// Positive numbers of very different size, without a generator: the same on every machine.
std::vector<double> numbers(std::size_t n, double spread) {
  std::vector<double> x(n);
  std::uint64_t state = 88172645463325252ULL;
  for (double& v : x) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    v = std::exp2(spread * (static_cast<double>(state >> 11) * 0x1p-53 - 0.5));
  }
  return x;
}

Reals reals_of(const std::vector<double>& x, const double*& row) {
  row = x.data();
  return {static_cast<std::int64_t>(x.size()), 1, &row};
}

MeanLog::One mean_log_of(const std::vector<double>& x) {
  const double* row = nullptr;
  MeanLogOfReals derive(1);
  return derive(reals_of(x, row)).one(0);
}

SampleMean::One mean_of(const std::vector<double>& x) {
  const double* row = nullptr;
  SampleMeanOfReals derive(1);
  return derive(reals_of(x, row)).one(0);
}

TEST(RealKernels, SumsAgreeWithExtendedPrecisionAtEveryLength) {
  for (const std::size_t n : {1, 2, 15, 16, 17, 31, 32, 33, 1000, 8191, 8192, 8193, 20000}) {
    for (const double spread : {1.0, 40.0, 1900.0}) {
      const std::vector<double> x = numbers(n, spread);
      long double sum = 0, logs = 0, size = 0;
      for (const double v : x) {
        sum += v;
        logs += std::log(static_cast<long double>(v));
        size += std::fabs(std::log(static_cast<long double>(v)));
      }
      const RealSums s = sums_of_reals(x);
      EXPECT_NEAR(s.sum, static_cast<double>(sum), 1e-14 * static_cast<double>(sum)) << n;
      EXPECT_EQ(s.min, *std::min_element(x.begin(), x.end())) << n;
      EXPECT_EQ(s.max, *std::max_element(x.begin(), x.end())) << n;
      EXPECT_NEAR(log_sum_of_reals(x), static_cast<double>(logs),
                  2e-16 * static_cast<double>(size + static_cast<long double>(n)))
          << n << " " << spread;
    }
  }
}

TEST(RealKernels, SameBitsForEveryInstructionSet) {
  const test::IsaGuard guard;
  for (const std::size_t n : {1, 15, 16, 17, 8193, 20000}) {
    const std::vector<double> x = numbers(n, 30);
    std::vector<std::uint64_t> bits;
    for (const Isa isa : test::usable_isas()) {
      force_isa(isa);
      const double found[] = {sums_of_reals(x).sum, log_sum_of_reals(x), log_gap_of_reals(x, 1.5),
                              gauss_sum_of_reals(x, 1.5, 0.7, 0.25)};
      for (std::size_t i = 0; i < 4; ++i) {
        if (isa == Isa::v2) bits.push_back(std::bit_cast<std::uint64_t>(found[i]));
        EXPECT_EQ(std::bit_cast<std::uint64_t>(found[i]), bits[i]) << n << " " << isa_name(isa);
      }
    }
  }
}

TEST(RealKernels, GaussSums) {
  for (const std::size_t n : {0, 1, 15, 16, 17, 1000}) {
    const std::vector<double> x = numbers(n, 3);
    long double sum = 0;
    for (const double v : x) {
      const long double z = (static_cast<long double>(v) - 1.25L) / 0.75L;
      sum += std::exp((0.5L - z * z) / 2);
    }
    const double expected = static_cast<double>(sum);
    EXPECT_NEAR(gauss_sum_of_reals(x, 1.25, 0.75, 0.5), expected, 1e-14 * expected) << n;
  }
}

TEST(SampleMean, KnowsIntegersBoundsAndBadNumbers) {
  EXPECT_TRUE(mean_of({3, 0, 0x1p60, -7}).whole);
  EXPECT_EQ(mean_of({3, 0, -7}).min, -7);
  for (const double odd : {0.5, 0x1p51 + 0.5, -0.25, 1e-300, 5e-324}) EXPECT_FALSE(mean_of({1, odd}).whole);
  EXPECT_FALSE(mean_of({1, nan}).whole);
  EXPECT_TRUE(std::isnan(mean_of({1, nan}).mean));
  EXPECT_TRUE(std::isnan(mean_of({}).mean));
  EXPECT_EQ(mean_of({}).sum(), 0);
  EXPECT_EQ(mean_of({0, 0, 1}).sum(), 1) << "integers sum to an integer";
  std::vector<double> last(33, 1.0);
  last.back() = 0.5;
  EXPECT_FALSE(mean_of(last).whole);
  EXPECT_EQ(mean_of(last).min, 0.5);
}

TEST(MeanLog, TheRatioKeepsItsDigits) {
  // ln(mean) - mean(ln x) of x = 1e6 + {0, 1, 3}: 50 digits by mpmath.
  EXPECT_NEAR(mean_log_of({1e6, 1e6 + 1, 1e6 + 3}).log_ratio / 7.777754568e-13, 1, 1e-9);
  EXPECT_EQ(mean_log_of(std::vector<double>(100, 0.1)).log_ratio, 0);
  EXPECT_NEAR(mean_log_of({1, 4}).log_ratio, std::log(1.25), 1e-15);
  EXPECT_NEAR(mean_log_of({5e-324, 1}).mean_log, -372.220035960690631, 1e-12) << "a subnormal number";
  for (const double bad : {0.0, -1.0, nan, infinity}) EXPECT_TRUE(std::isnan(mean_log_of({1, bad}).mean_log));
}

TEST(ValuedViews, CountsGiveWhatTheObservationsGive) {
  const std::vector<double> values = {0.5, 2, 3, 7};
  const std::vector<std::int64_t> counts = {3, 0, 5, 1};
  const std::vector<double> x = {0.5, 0.5, 0.5, 3, 3, 3, 3, 3, 7};
  const ValuedCounts valued{{9, 4, 1, counts.data()}, values.data(), 1};
  SampleMeanOfCounts mean(1);
  EXPECT_NEAR(mean(valued).one(0).mean, mean_of(x).mean, 1e-15);
  EXPECT_EQ(mean(valued).one(0).min, 0.5);
  EXPECT_FALSE(mean(valued).one(0).whole);
  MeanLogOfCounts logs(1);
  EXPECT_NEAR(logs(valued).one(0).mean_log, mean_log_of(x).mean_log, 1e-15);
  EXPECT_NEAR(logs(valued).one(0).log_ratio, mean_log_of(x).log_ratio, 1e-15);
  EXPECT_EQ(logs(valued).one(0).max, 7);
  MeanLogFactorialOfCounts factorials(1);
  EXPECT_TRUE(std::isnan(factorials(valued).one(0).mean_log_factorial));
  const std::vector<double> whole = {0, 1, 2, 30};
  const ValuedCounts integers{{9, 4, 1, counts.data()}, whole.data(), 1};
  const double* row = nullptr;
  const std::vector<double> seen = {0, 0, 0, 2, 2, 2, 2, 2, 30};
  MeanLogFactorialOfReals by_reals(1);
  EXPECT_NEAR(factorials(integers).one(0).mean_log_factorial,
              by_reals(reals_of(seen, row)).one(0).mean_log_factorial, 1e-14);
}

TEST(LogFactorial, AgreesWithTheLogarithmOfGamma) {
  for (double k = 0; k < 1e9; k = k < 300 ? k + 1 : std::floor(k * 1.7)) {
    const double wanted = std::lgamma(k + 1);
    EXPECT_NEAR(log_factorial(k), wanted, 1e-15 * wanted) << k;
  }
}

}  // namespace
}  // namespace plim::real_views_test
