#include "plim/random/fill.hpp"

#include "plim/core/digest.hpp"
#include "plim/numeric/special.hpp"
#include "plim/random/variate.hpp"
#include "support.hpp"

namespace plim::fill_test {
namespace {

constexpr std::size_t draws = 1 << 20;
const Address address{{0x9e3779b97f4a7c15}, 12, 0};

using Fill = void (*)(const Address&, std::uint64_t, std::span<double>);

std::vector<double> filled(Fill fill, std::size_t size = draws) {
  std::vector<double> x(size);
  fill(address, 0, x);
  return x;
}

std::string digest_of(const std::vector<double>& x) {
  return hex(sha256({reinterpret_cast<const char*>(x.data()), x.size() * sizeof(double)}));
}

TEST(Fill, B4_SameBytesOnEveryInstructionSetAndCut) {
  const test::IsaGuard guard;
  for (const Fill fill : {Fill{fill_open}, Fill{fill_normal}, Fill{fill_exponential}}) {
    force_isa(Isa::v2);
    const std::string plain = digest_of(filled(fill, 4096));
    for (const Isa isa : test::usable_isas()) {
      force_isa(isa);
      EXPECT_EQ(digest_of(filled(fill, 4096)), plain) << isa_name(isa);
      std::vector<double> cut(4096);
      fill(address, 0, std::span(cut).first(128));
      fill(address, 64, std::span(cut).subspan(128));
      EXPECT_EQ(digest_of(cut), plain) << isa_name(isa);
    }
  }
}

TEST(Fill, U1_OpenUniformsNeverReachTheEnds) {
  EXPECT_EQ(open_uniform(0), 0x1p-53);
  EXPECT_EQ(open_uniform(~std::uint64_t{0}), 1 - 0x1p-53);
  for (const double u : filled(fill_open)) ASSERT_TRUE(u > 0 && u < 1);
}

/// z of the first four raw moments and a chi-square over 256 cells of equal probability; mutants must exceed.
double worst_z(const std::vector<double>& u) {
  std::vector<double> cells(256, 0.0), expected(256, static_cast<double>(u.size()) / 256);
  double worst = 0;
  for (const double x : u) cells[std::min<std::size_t>(255, static_cast<std::size_t>(x * 256))] += 1;
  for (int power = 1; power <= 4; ++power) {
    double sum = 0;
    for (const double x : u) sum += std::pow(x, power);
    const double mean = 1.0 / (power + 1), variance = 1.0 / (2 * power + 1) - mean * mean;
    const double n = static_cast<double>(u.size());
    worst = std::max(worst, std::fabs(sum / n - mean) / std::sqrt(variance / n));
  }
  return std::max(worst, std::fabs(test::chi_square_z(cells, expected)));
}

// Each law is carried to uniforms by its distribution function; the false-alarm rate of a comparison is 1e-8.
TEST(Fill, LawsAgreeWithTheirDistributionFunctions) {
  EXPECT_LT(worst_z(filled(fill_open)), test::z_limit);
  std::vector<double> normal = filled(fill_normal), exponential = filled(fill_exponential);
  for (double& x : normal) x = special::normal_cdf(x);
  for (double& x : exponential) x = -std::expm1(-x);
  EXPECT_LT(worst_z(normal), test::z_limit);
  EXPECT_LT(worst_z(exponential), test::z_limit);
}

TEST(Fill, MutantsAreCaught) {
  std::vector<double> normal = filled(fill_normal);
  for (double& x : normal) x = special::normal_cdf(1.012 * x);
  EXPECT_GT(worst_z(normal), test::z_limit);
  std::vector<double> exponential = filled(fill_exponential);
  for (double& x : exponential) x = -std::expm1(-1.012 * x);
  EXPECT_GT(worst_z(exponential), test::z_limit);
}

TEST(Fill, NormalPairsAreUncorrelatedInValueAndSquare) {
  const std::vector<double> x = filled(fill_normal);
  double product = 0, squares = 0;
  for (std::size_t block = 0; block < x.size(); block += 128) {
    for (std::size_t i = 0; i < 64; ++i) {
      const double a = x[block + i], b = x[block + 64 + i];
      product += a * b;
      squares += (a * a - 1) * (b * b - 1);
    }
  }
  const double pairs = static_cast<double>(x.size()) / 2;
  EXPECT_LT(std::fabs(product) / std::sqrt(pairs), test::z_limit);
  EXPECT_LT(std::fabs(squares) / std::sqrt(4 * pairs), test::z_limit);
}

}  // namespace
}  // namespace plim::fill_test
