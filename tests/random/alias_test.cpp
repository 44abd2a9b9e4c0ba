#include "plim/random/alias.hpp"

#include "plim/core/error.hpp"
#include "support.hpp"

namespace plim::alias_test {
namespace {

const Address address{{0xfeedface}, 5, 0};

TEST(Alias, TableGivesEveryClassItsWeight) {
  const std::vector<std::uint64_t> weights = {1, 0, 7, 1000000007, 3, 3, 250000000};
  double sum = 0;
  for (const std::uint64_t w : weights) sum += static_cast<double>(w);
  const AliasTable table(weights);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    EXPECT_NEAR(table.probability(k), static_cast<double>(weights[k]) / sum, 1e-17 * 8) << k;
  }
}

TEST(Alias, ProbabilitiesWithinTheirBound) {
  std::vector<double> p(1000);
  double sum = 0;
  for (std::size_t k = 0; k < p.size(); ++k) sum += p[k] = 1 / std::pow(static_cast<double>(k + 1), 1.3);
  for (double& x : p) x /= sum;
  const AliasTable table = AliasTable::from_probabilities(p);
  double distance = 0;
  for (std::size_t k = 0; k < p.size(); ++k) distance += std::fabs(table.probability(k) - p[k]) / 2;
  EXPECT_LT(distance, 1e-15);
}

// C1, C2: a class without probability is never drawn, wherever it stands and however the others round.
TEST(Alias, C1_C2_EmptyClassesAreNeverDrawn) {
  std::vector<double> tenths(10, 0.1);
  tenths.push_back(0);
  for (const std::vector<double>& p :
       {std::vector<double>{0, 1, 0}, std::vector<double>{0, 0.5, 0, 0.5, 0}, tenths}) {
    const AliasTable table = AliasTable::from_probabilities(p);
    std::vector<std::int64_t> counts(p.size(), 0);
    table.count(address, 0, 0, 1 << 20, counts.data(), 1);
    for (std::size_t k = 0; k < p.size(); ++k) {
      EXPECT_NEAR(table.probability(k), p[k], 1e-18 * static_cast<double>(p.size())) << k;
      if (p[k] == 0) {
        EXPECT_EQ(table.probability(k), 0) << k;
        EXPECT_EQ(counts[k], 0) << k;
      }
    }
  }
}

// C5: masses from 10^-300 to 1 in a thousand classes.
TEST(Alias, C5_MassesOfEveryMagnitude) {
  std::vector<double> p(1000);
  double rest = 1;
  for (std::size_t k = 1; k < p.size(); ++k) rest -= p[k] = std::pow(10.0, -0.3 * static_cast<double>(k));
  p[0] = rest > 0 ? rest : 0;
  double sum = 0;
  for (const double x : p) sum += x;
  for (double& x : p) x /= sum;
  const AliasTable table = AliasTable::from_probabilities(p);
  for (std::size_t k = 0; k < p.size(); ++k)
    EXPECT_NEAR(table.probability(k), p[k], 0x1p-62 + 0x1p-52 * p[k]) << k;
}

TEST(Alias, OneClassAndHugeClasses) {
  const AliasTable one(std::vector<std::uint64_t>{42});
  std::vector<std::int64_t> counts(1, 0);
  one.count(address, 0, 0, 1000, counts.data(), 1);
  EXPECT_EQ(counts[0], 1000);
  EXPECT_THROW(AliasTable(std::vector<std::uint64_t>{}), Error);
  EXPECT_THROW(AliasTable(std::vector<std::uint64_t>{0, 0}), Error);
  EXPECT_THROW(AliasTable(std::vector<std::uint64_t>((1 << 20) + 1, 1)), Error);
}

TEST(Alias, BlockDrawsAgreeWithSingleOnesOnEveryInstructionSetAndCut) {
  const AliasTable table = AliasTable::from_probabilities(std::vector<double>{0.1, 0.2, 0.3, 0.05, 0.35});
  const test::IsaGuard guard;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    std::vector<std::int32_t> draws(1000);
    table.draw(address, 64, 0, std::span(draws).first(300));
    table.draw(address, 64, 300, std::span(draws).subspan(300));
    std::vector<std::int64_t> counts(10, 0), expected(10, 0);
    table.count(address, 64, 0, 123, counts.data(), 2);
    table.count(address, 64, 123, 877, counts.data(), 2);
    for (std::size_t i = 0; i < draws.size(); ++i) {
      ASSERT_EQ(static_cast<std::uint32_t>(draws[i]), table.pick(address, 64, i))
          << isa_name(isa) << " draw " << i;
      ++expected[2 * static_cast<std::size_t>(draws[i])];
    }
    EXPECT_EQ(counts, expected) << isa_name(isa);
  }
}

// A threshold in the middle of a column whose first digits are hit by one word in 2^31 ties so rarely that no
// test of draws would meet it. With 2^20 columns only 12 digits are left, and a tie comes every 4096 draws.
TEST(Alias, C5_TiesAreDecidedByTheRemainingDigits) {
  std::vector<std::uint64_t> weights(std::size_t{1} << 20);
  for (std::size_t k = 0; k < weights.size(); ++k) weights[k] = 1000 + k % 997;
  const AliasTable table(weights);
  constexpr std::size_t n = 1 << 22;
  std::vector<std::int32_t> draws(n);
  table.draw(address, 0, 0, draws);
  for (std::size_t i = 0; i < n; i += 1009)
    ASSERT_EQ(static_cast<std::uint32_t>(draws[i]), table.pick(address, 0, i));
  std::vector<double> seen(997, 0.0), expected(997, 0.0);
  double sum = 0;
  for (const std::uint64_t w : weights) sum += static_cast<double>(w);
  for (const std::int32_t k : draws) seen[static_cast<std::size_t>(k) % 997] += 1;
  for (std::size_t k = 0; k < weights.size(); ++k)
    expected[k % 997] += static_cast<double>(weights[k]) / sum * n;
  EXPECT_LT(std::fabs(test::chi_square_z(seen, expected)), test::z_limit);
}

TEST(Alias, LawOfDrawsAndAMutant) {
  const std::vector<double> p = {0.02, 0.2, 0.3, 0.08, 0.4};
  const AliasTable table = AliasTable::from_probabilities(p);
  constexpr std::int64_t n = 4000000;
  std::vector<std::int64_t> counts(5, 0);
  table.count(address, 0, 0, n, counts.data(), 1);
  std::vector<double> seen(counts.begin(), counts.end()), expected, mutant;
  for (std::size_t k = 0; k < p.size(); ++k) {
    expected.push_back(p[k] * n);
    mutant.push_back((p[k] + (k == 0 ? 0.001 : k == 4 ? -0.001 : 0)) * n);
  }
  EXPECT_LT(std::fabs(test::chi_square_z(seen, expected)), test::z_limit);
  EXPECT_GT(std::fabs(test::chi_square_z(seen, mutant)), test::z_limit);
}

}  // namespace
}  // namespace plim::alias_test
