#include "exact_script.hpp"
#include "plim/families/zipf.hpp"

// T8: where a rejection accepts, found by halving the words laid down for it, against the exact ratio of
// masses or densities.
/// The least word for which `holds`, which is false below it and true from it on; 2^64 - 1 if none is.
namespace plim::acceptance_test {
namespace {

using namespace test;

template <class Holds>
std::uint64_t least_word(Holds holds) {
  std::uint64_t word = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 63; bit != 0; bit >>= 1) {
    if (!holds((word | bit) - 1)) word |= bit;
  }
  return word;
}

struct Rank {
  double k;
  bool accepted;
};
Rank rank_at(const Zipf& law, std::uint64_t word) {
  Rank rank{};
  rank.accepted = law.attempt({word, 0}, rank.k);
  return rank;
}

/// Words for which k is proposed, and of those the first that is not accepted.
struct Stretch {
  std::uint64_t begin, accepted_end, end;
};
Stretch stretch_of(const Zipf& law, double k) {
  const auto begin_of = [&](double rank) {
    return least_word([&](std::uint64_t word) { return rank_at(law, word).k <= rank; });
  };
  const std::uint64_t begin = begin_of(k), end = k > 1 ? begin_of(k - 1) : ~std::uint64_t{0};
  const std::uint64_t accepted_end = least_word([&](std::uint64_t word) {
    const Rank rank = rank_at(law, word);
    return rank.k < k || (rank.k == k && !rank.accepted);
  });
  return {begin, std::min(accepted_end, end), end};
}

// A rank's share of the accepted words is its mass: k^-s for one of the first.
TEST(Acceptance, Z1_Z3_T8_ZipfRanksTakeTheirMassOfTheWords) {
  for (const double s : {0.0, 0.5, 1 - 0x1p-53, 1.0, 1 + 0x1p-52, 1.0001, 1.3, 3.0}) {
    for (const std::int64_t N : {10, 1000, 1000000000}) {
      const Zipf law(s, N);
      const Stretch first = stretch_of(law, 1);
      const double unit = static_cast<double>(first.end - first.begin);
      for (double k = 2; k <= std::min(60.0, static_cast<double>(N)); ++k) {
        const Stretch at = stretch_of(law, k);
        const double exact = unit * std::pow(k, -s);
        // Words near 2^64 are no doubles of all digits: 2^12 of them at either end.
        ASSERT_NEAR(static_cast<double>(at.accepted_end - at.begin), exact, 1e-10 * exact + 0x1p13)
            << s << " " << N << " " << k;
        // Nothing is accepted beyond, and nothing refused before.
        for (int part = 1; part < 8; ++part) {
          const std::uint64_t within =
              at.begin + (at.accepted_end - at.begin) / 8 * static_cast<std::uint64_t>(part);
          const std::uint64_t beyond =
              at.accepted_end + (at.end - at.accepted_end) / 8 * static_cast<std::uint64_t>(part);
          ASSERT_TRUE(rank_at(law, within).accepted) << s << " " << N << " " << k;
          if (at.end - at.accepted_end > (1 << 14)) {
            ASSERT_FALSE(rank_at(law, beyond).accepted) << s << " " << N << " " << k;
          }
        }
      }
    }
  }
}

/// u of the first word for which a proposal is not taken, or 1 if it always is.
template <class Taken>
double threshold_of(Taken taken) {
  const std::uint64_t refused = least_word([&](std::uint64_t word) { return !taken(word); });
  return refused == ~std::uint64_t{0} ? 1 : open_uniform(refused);
}

/// Any words of a proposal.
Variate::Pair proposal(std::uint64_t i) { return {0x9e3779b97f4a7c15 * i, 0xd1b54a32d192ed03 * i}; }

// A proposal x is accepted with probability exp(-2 c (sin^2(x / 2) - y^2)), where y = 0 for one from all
// angles alike and y = x / pi for one from the normal law. The exponential number is -ln u.
TEST(Acceptance, N4_T8_VonMisesAcceptsByTheRatioOfDensities) {
  constexpr double pi = 3.14159265358979323846;
  for (const double c : {0.1, 0.39999999999999997, 0.4, 2.0, 50.0, 1e4}) {
    const AnyLaw law = law_of("von_mises", {{"mean", 0.0}, {"concentration", c}});
    int compared = 0;
    for (std::uint64_t i = 1; i <= 1000; ++i) {
      const auto draw = [&](std::uint64_t word) { return scripted_draw(law, {proposal(i), {word, 0}}, i); };
      if (draw(0).taken != 2) continue;  // a proposal beyond pi
      const double x = draw(0).x, y = c < 0.4 ? 0 : x / pi;
      const double rate = 2 * c * (std::sin(x / 2) * std::sin(x / 2) - y * y);
      if (rate > 20) continue;
      const double found = threshold_of([&](std::uint64_t word) { return draw(word).taken == 2; });
      ASSERT_NEAR(found, std::exp(-rate), 1e-10 * std::exp(-rate) + 0x1p-50) << c << " " << x;
      ++compared;
    }
    EXPECT_GT(compared, 500) << c;
  }
}

// A proposal d v, v = (1 + x / sqrt(9 d))^3 of a normal x, d = shape - 1/3, is accepted with probability
// exp(x^2 / 2 + d - d v + d ln v) (Marsaglia and Tsang 2000).
TEST(Acceptance, G3_G4_T8_GammaAcceptsByTheRatioOfDensities) {
  for (const double shape : {1.0, 1 + 0x1p-52, 1.9, 2.3, 60.0, 1e4}) {
    const AnyLaw law = law_of("gamma", {{"shape", shape}, {"scale", 1.0}});
    const double d = shape - 1.0 / 3;
    int compared = 0;
    for (std::uint64_t i = 1; i <= 1000; ++i) {
      const auto draw = [&](std::uint64_t word) { return scripted_draw(law, {proposal(i), {word, 0}}, i); };
      if (draw(0).taken != 2) continue;  // a v below 0
      const double v = draw(0).x / d, x = (std::cbrt(v) - 1) * std::sqrt(9 * d);
      const double exact = std::exp(0.5 * x * x + d - d * v + d * std::log(v));
      const double found = threshold_of([&](std::uint64_t word) { return draw(word).taken == 2; });
      ASSERT_NEAR(found, exact, 1e-10 * exact + 0x1p-50) << shape << " " << x;
      ++compared;
    }
    EXPECT_GT(compared, 900) << shape;
  }
}

// The smaller root x is taken with probability mean / (mean + x) (Michael, Schucany and Haas 1976).
TEST(Acceptance, N5_T8_InverseGaussianTakesTheSmallerRootByItsShare) {
  for (const auto& [mean, shape] :
       {std::pair{1.0, 1.0}, std::pair{2.5, 0.3}, std::pair{1e8, 2.25}, std::pair{30.0, 1e4}}) {
    const AnyLaw law = law_of("inverse_gaussian", {{"mean", mean}, {"shape", shape}});
    for (std::uint64_t i = 1; i <= 1000; ++i) {
      const auto draw = [&](std::uint64_t word) { return scripted_draw(law, {proposal(i), {word, 0}}, i).x; };
      const double x = draw(0), exact = mean / (mean + x);
      const double found = threshold_of([&](std::uint64_t word) { return draw(word) == x; });
      ASSERT_NEAR(found, exact, 1e-10 * exact + 0x1p-50) << mean << " " << x;
      // Both are roots of one quadratic equation, whose product is mean^2.
      ASSERT_NEAR(x * draw(~std::uint64_t{0}), mean * mean, 1e-10 * mean * mean);
    }
  }
}

}  // namespace
}  // namespace plim::acceptance_test
