#include "plim/random/hypergeometric.hpp"

#include <boost/math/distributions/hypergeometric.hpp>

#include "support.hpp"

namespace plim::hypergeometric_test {
namespace {

constexpr std::int64_t huge = std::int64_t{1} << 53;

std::vector<std::int64_t> draw_many(const Urn& urn, std::size_t draws, std::uint64_t key = 17) {
  std::vector<std::int64_t> drawn(draws);
  for (std::size_t i = 0; i < draws; ++i) drawn[i] = draw_hypergeometric(Variate({{key}, i, 0}, 5), urn);
  return drawn;
}

/// The smallest and the largest value that can be drawn.
std::pair<std::int64_t, std::int64_t> support(const Urn& u) {
  return {std::max<std::int64_t>(0, u.drawn + u.marked - u.total), std::min(u.drawn, u.marked)};
}

/// |z| of a chi-square of draws against exact masses: products of ratios of neighbouring masses, made without
/// any function of the sampler.
double law_z(const std::vector<std::int64_t>& draws, const Urn& u) {
  const std::int64_t low = support(u).first, high = support(u).second;
  std::vector<long double> mass(static_cast<std::size_t>(high - low + 1));
  long double total = 0;
  const std::int64_t middle =
      std::clamp(static_cast<std::int64_t>(static_cast<double>(u.drawn) * static_cast<double>(u.marked) /
                                           static_cast<double>(u.total)),
                 low, high);
  const auto at = [&](std::int64_t k) -> long double& { return mass[static_cast<std::size_t>(k - low)]; };
  const auto ratio = [&](std::int64_t k) {  // mass(k + 1) / mass(k)
    return static_cast<long double>(u.marked - k) * static_cast<long double>(u.drawn - k) /
           (static_cast<long double>(k + 1) * static_cast<long double>(u.total - u.marked - u.drawn + k + 1));
  };
  at(middle) = 1;
  for (std::int64_t k = middle; k < high; ++k) at(k + 1) = at(k) * ratio(k);
  for (std::int64_t k = middle; k > low; --k) at(k - 1) = at(k) / ratio(k - 1);
  for (const long double m : mass) total += m;
  std::vector<double> seen(mass.size(), 0.0), expected(mass.size());
  for (std::size_t i = 0; i < mass.size(); ++i)
    expected[i] = static_cast<double>(mass[i] / total) * static_cast<double>(draws.size());
  for (const std::int64_t k : draws) {
    if (k < low || k > high) return 1e9;
    seen[static_cast<std::size_t>(k - low)] += 1;
  }
  return std::fabs(test::chi_square_z(seen, expected));
}

// Both sides of the mean 10, every way to turn the urn, ends of the support above 0.
TEST(Hypergeometric, LawAgreesWithExactMasses) {
  for (const Urn u :
       {Urn{10, 3, 4}, Urn{10, 7, 8}, Urn{50, 25, 25}, Urn{100, 40, 26}, Urn{100, 60, 26}, Urn{100, 40, 74},
        Urn{100, 60, 74}, Urn{1000, 500, 500}, Urn{1000, 990, 300}, Urn{40, 20, 20}, Urn{42, 21, 20},
        Urn{5000, 40, 2400}, Urn{100000, 30000, 700}, Urn{1000000, 100, 50000}, Urn{1000000, 500000, 2000}}) {
    EXPECT_LT(law_z(draw_many(u, 200000), u), test::z_limit) << u.total << " " << u.marked << " " << u.drawn;
  }
}

TEST(Hypergeometric, MutantsAreCaught) {
  const Urn u{1000, 300, 200};
  const std::vector<std::int64_t> draws = draw_many(u, 200000);
  EXPECT_LT(law_z(draws, u), test::z_limit);
  EXPECT_GT(law_z(draws, {1000, 303, 200}), test::z_limit);  // the mean by 1 %
  EXPECT_GT(law_z(draws, {2000, 600, 200}), test::z_limit);  // the mean kept, the spread by 6 %
}

TEST(Hypergeometric, H1_MomentsAtHugeTotals) {
  for (const Urn u :
       {Urn{huge, huge / 2, huge / 2}, Urn{huge, huge / 3, 1000000007}, Urn{huge, 12345678901, huge - 12345},
        Urn{huge - 1, 3, huge / 2}, Urn{huge, huge / 1000000, 30000000}}) {
    const double total = static_cast<double>(u.total), share = static_cast<double>(u.marked) / total;
    const double variance = static_cast<double>(u.drawn) * share * (1 - share) *
                            (static_cast<double>(u.total - u.drawn) / (total - 1));
    std::vector<double> standard;
    for (const std::int64_t k : draw_many(u, 100000))
      standard.push_back(from_mean(u, k) / std::sqrt(variance));
    const test::Summary s(standard);
    double fourth = 0;
    for (const double x : standard) fourth += std::pow(x - s.mean, 4) / s.n;
    EXPECT_LT(std::fabs(s.mean) * std::sqrt(s.n), test::z_limit) << u.marked << " " << u.drawn;
    EXPECT_LT(std::fabs(s.variance - 1) / std::sqrt((fourth - 1) / s.n), test::z_limit)
        << u.marked << " " << u.drawn;
  }
  std::int64_t odd = 0;
  for (const std::int64_t k : draw_many({huge, huge / 2, huge / 2}, 10000)) odd += k & 1;
  EXPECT_NEAR(static_cast<double>(odd), 5000, test::z_limit * 50);
}

TEST(Hypergeometric, H1_DegenerateUrns) {
  EXPECT_EQ(draw_hypergeometric(Variate({{1}, 0, 0}, 0), {10, 0, 5}), 0);
  EXPECT_EQ(draw_hypergeometric(Variate({{1}, 0, 0}, 0), {10, 10, 5}), 5);
  EXPECT_EQ(draw_hypergeometric(Variate({{1}, 0, 0}, 0), {10, 5, 0}), 0);
  EXPECT_EQ(draw_hypergeometric(Variate({{1}, 0, 0}, 0), {10, 5, 10}), 5);
  EXPECT_EQ(draw_hypergeometric(Variate({{1}, 0, 0}, 0), {0, 0, 0}), 0);
}

// The mass by Boost (log-gamma and primes), which is good to about 1e-11.
TEST(Hypergeometric, MassAgreesWithBoost) {
  for (const Urn u : {Urn{10, 3, 4}, Urn{100, 60, 26}, Urn{1000, 990, 300}, Urn{100000, 300, 700}}) {
    const boost::math::hypergeometric law(static_cast<unsigned>(u.marked), static_cast<unsigned>(u.drawn),
                                          static_cast<unsigned>(u.total));
    const auto [low, high] = support(u);
    for (std::int64_t k = low; k <= std::min(high, low + 400); ++k) {
      const double expected = boost::math::pdf(law, static_cast<unsigned>(k));
      if (expected < 1e-290) continue;
      EXPECT_NEAR(std::exp(hypergeometric_log_mass(u, k)) / expected, 1, 1e-10) << u.total << " " << k;
    }
  }
}

// The rectangle holds the region: at both ends of every step, |x - centre| sqrt(mass/peak) <= half its width.
TEST(Hypergeometric, T8_TheRectangleCoversTheMass) {
  for (const Urn u :
       {Urn{40, 20, 20}, Urn{100, 40, 26}, Urn{101, 50, 50}, Urn{1000, 50, 210}, Urn{2000000, 1000000, 21},
        Urn{2000000, 30000, 800}, Urn{1000000, 500000, 500000}, Urn{100000000, 11, 50000000}}) {
    const HypergeometricLaw law(u);
    const Urn& t = law.turned();
    ASSERT_GE(static_cast<double>(t.marked) / static_cast<double>(t.total) * static_cast<double>(t.drawn), 5);
    if (law.half_width() == 0) continue;  // inverted
    const double peak = hypergeometric_log_mass(t, law.mode());
    for (std::int64_t k = 0; k <= std::min({t.marked, t.drawn, law.mode() + 20000}); ++k) {
      const double root = std::exp(0.5 * (hypergeometric_log_mass(t, k) - peak));
      const double low = static_cast<double>(k - law.mode()) - law.centre();
      const double reach = std::max(std::fabs(low), std::fabs(low + 1)) * root;
      ASSERT_LE(reach, law.half_width() * (1 + 1e-12))
          << u.total << " " << u.marked << " " << u.drawn << " " << k;
    }
  }
}

}  // namespace
}  // namespace plim::hypergeometric_test
