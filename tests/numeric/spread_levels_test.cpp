#include "spread_designs.hpp"

namespace plim::spread_levels_test {
namespace {

using namespace test;

std::vector<Design> known_designs() {
  return {rate(5, 1),
          rate(6, 2),
          rate(7, 3),
          rate(10, 4),
          rate(30, 5),
          frequency(1, 1e-4, 6),
          frequency(10, 1e-4, 7),
          frequency(10, 1e-3, 8),
          frequency(10, 0.01, 9),
          frequency(100, 0.01, 10),
          frequency(1, 0.3, 13),
          normal(),
          exponential(),
          real_design("gamma(0.02)", 0.02, shape_of_mean({2, 6, 24, 120}, 0.02), 14,
                      gammas(0.02, [](double x) { return x; }))};
}

/// Runs whose lower and upper limit pass the true variance, by tail.
struct Misses {
  double runs = 0, above[3] = {}, below[3] = {};
};

using LimitsAt = std::function<Limits(const Spread&, int tail)>;

Misses missed(const Design& d, std::int64_t count, std::int64_t runs, const LimitsAt& limits_at) {
  Misses m;
  d.simulate(count, runs, [&](const Spread& s) {
    m.runs += 1;
    for (int i = 0; i < 3; ++i) {
      const Limits limits = limits_at(s, i);
      m.above[i] += limits.lower > d.variance;
      m.below[i] += limits.upper < d.variance;
    }
  });
  return m;
}

/// 1.3 times the tail and 4 sd of a binomial number of passes: a design whose chance is the tail fails with
/// probability at most 2e-4, at half the tail (as most are) 1e-5. PLIM_SHOW prints chances over tails (lower
/// and upper at each tail).
void expect_level(const Misses& m, const std::string& what) {
  for (int i = 0; i < 3; ++i) {
    const double allowed = 1.3 * tails[i] * m.runs, most = allowed + 4 * std::sqrt(allowed) + 1;
    EXPECT_LE(m.above[i], most) << what << " lower at " << tails[i] << ", runs " << m.runs;
    EXPECT_LE(m.below[i], most) << what << " upper at " << tails[i] << ", runs " << m.runs;
  }
  if (std::getenv("PLIM_SHOW") == nullptr) return;
  std::printf("%-32s", what.c_str());
  for (int i = 0; i < 3; ++i)
    std::printf("  %5.2f %5.2f", m.above[i] / m.runs / tails[i], m.below[i] / m.runs / tails[i]);
  std::printf("\n");
}

/// Runs of a design; PLIM_RUNS times as many to measure the chances.
std::int64_t runs_of(std::int64_t count, std::int64_t draws, std::int64_t most) {
  const char* more = std::getenv("PLIM_RUNS");
  return std::clamp<std::int64_t>(draws / count, 1000, most) * (more == nullptr ? 1 : std::atoi(more));
}

// With known moments the limits are multiples of the mean square, computed once.
TEST(SpreadLimits, KnownShapesKeepTheLevel) {
  for (const Design& d : known_designs()) {
    for (const std::int64_t count : {2, 3, 10, 30, 100, 400, 4000}) {
      Squares s = squares(count, 1);
      s.known = shape_of_square(d.shape, 0);
      ASSERT_EQ(method_of_squares(s), SquareMethod::known) << d.name;
      Limits of_one[3], of_zero[3];
      for (int i = 0; i < 3; ++i) {
        s.mean = 1;
        of_one[i] = limits_of_squares(s, tails[i]);
        s.mean = 0;
        of_zero[i] = limits_of_squares(s, tails[i]);
      }
      const Misses m = missed(d, count, runs_of(count, 4000000, 40000), [&](const Spread& sample, int tail) {
        const Limits& one = of_one[tail];
        return sample.variance > 0 ? Limits{one.lower * sample.variance, one.upper * sample.variance}
                                   : of_zero[tail];
      });
      expect_level(m, d.name + ", R = " + std::to_string(count));
    }
  }
}

// Squares far more skewed than those of a gamma law have tails longer than three moments say: upper quantiles
// of a gamma law with 1.5 times their skewness. Without that the lower limit passes 1.73 times as often as
// the smallest tail, 52 times here; with it less often than the tail: 30. More than 40 have probability 0.03
// at that and 1e-5 at two thirds of it.
TEST(SpreadLimits, TailsLongerThanTheGammaLawsKeepTheLevel) {
  const Design d = rate(10, 51);
  Squares s = squares(400, 1);
  s.known = shape_of_square(d.shape, 0);
  const Limits one = limits_of_squares(s, tails[2]);
  int above = 0;
  d.simulate(400, 120000, [&](const Spread& sample) { above += one.lower * sample.variance > d.variance; });
  EXPECT_LE(above, 40);
}

std::vector<Design> sample_designs() {
  const double spread = std::exp(0.25);
  const auto lognormal = [](const Address& a, std::span<double> out) {
    fill_normal(a, 0, out);
    for (double& x : out) x = std::exp(0.5 * x);
  };
  const auto student = [](const Address& a, std::span<double> out) {
    std::vector<double> gamma(out.size());
    Address other = a;
    other.sub = 1;
    fill_normal(a, 0, out);
    fill_gamma(other, 0, 4.5, gamma);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] *= std::sqrt(4.5 / gamma[i]);
  };
  return {normal(),
          exponential(),
          frequency(10, 0.3, 21),
          real_design("chi-square_4", 8, {}, 22, gammas(2, [](double x) { return 2 * x; })),
          real_design("lognormal(0.5)", spread * (spread - 1), {}, 23, lognormal),
          real_design("Student_9", 9. / 7, {}, 24, student),
          rate(10, 25),
          rate(30, 26)};
}

Misses missed_by_sample(const Design& d, std::int64_t count, std::int64_t runs, std::int64_t* by_sample) {
  *by_sample = 0;
  return missed(d, count, runs, [&](const Spread& sample, int tail) {
    Squares s = squares(count, sample.variance, sample.variation);
    s.has_moments = true;
    if (method_of_squares(s) != SquareMethod::sample) return Limits{};
    *by_sample += tail == 0;
    // Limits far from the truth need not be found.
    const double away = (sample.variance / d.variance - 1) / sample.variation;
    return std::fabs(away) < 1.5 ? Limits{0, infinite} : limits_of_squares(s, tails[tail]);
  });
}

TEST(SpreadLimits, TheSamplesOwnMomentsKeepTheLevel) {
  for (const Design& d : sample_designs()) {
    for (const std::int64_t count : {100, 400, 4000}) {
      std::int64_t by_sample = 0;
      const Misses m = missed_by_sample(d, count, runs_of(count, 4000000, 10000), &by_sample);
      expect_level(m, d.name + ", sample, R = " + std::to_string(count) + " " +
                          std::to_string(static_cast<double>(by_sample) / m.runs).substr(0, 5));
    }
  }
}

// A sample without its tail has both a small mean square and a small standard error: limits as of a symmetric
// law pass 1.38 and 1.30 times as often as the tail of 0.005, 414 and 390 times here. 345 is 2.6 sd above the
// 300 allowed.
TEST(SpreadLimits, ASampleWithoutItsTailIsAllowedFor) {
  for (const Design& d : {sample_designs()[6], sample_designs()[4]}) {
    std::int64_t by_sample = 0;
    EXPECT_LE(missed_by_sample(d, 400, 60000, &by_sample).below[1], 345) << d.name;
  }
}

// The rate by 5 exponentials has no fifth moment, and samples seldom show its tail: why the eighth is asked
// for. The limits pass the truth more than three times as often as they may.
TEST(SpreadLimits, WithoutTheEighthMomentTheSampleMisleads) {
  double worst = 0;
  for (const std::int64_t count : {400, 4000}) {
    std::int64_t by_sample = 0;
    const Misses m = missed_by_sample(rate(5, 31), count, runs_of(count, 8000000, 20000), &by_sample);
    for (int i = 0; i < 3; ++i) worst = std::fmax(worst, m.below[i] / m.runs / tails[i]);
    if (std::getenv("PLIM_SHOW") != nullptr)
      std::printf("mutant R = %d by sample %g: below %g %g %g\n", static_cast<int>(count),
                  static_cast<double>(by_sample) / m.runs, m.below[0] / m.runs / tails[0],
                  m.below[1] / m.runs / tails[1], m.below[2] / m.runs / tails[2]);
  }
  EXPECT_GT(worst, 3);
}

TEST(SpreadLimits, PowerForARateOfThirty) {
  const Design d = rate(30, 41);
  Squares s = squares(4000, 1);
  s.known = shape_of_square(d.shape, 0);
  const Limits one = limits_of_squares(s, 0.005);
  int near = 0;
  constexpr int runs = 1000;
  d.simulate(4000, runs, [&](const Spread& sample) {
    const double ratio = sample.variance / d.variance;
    near += std::sqrt(one.lower * ratio) > 0.9 && std::sqrt(one.upper * ratio) < 1.1;
  });
  EXPECT_GE(near, 0.95 * runs);
}

}  // namespace
}  // namespace plim::spread_levels_test
