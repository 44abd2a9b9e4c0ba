#include <functional>

#include "plim/numeric/mean_limits.hpp"
#include "plim/numeric/special.hpp"
#include "support.hpp"

// How often limits of a mean pass it: exact sums over the number of hits.
namespace plim::mean_levels_test {
namespace {

double binomial_mass(std::int64_t n, std::int64_t k, double p) {
  const double size = static_cast<double>(n), hits = static_cast<double>(k);
  return std::exp(special::log_gamma(size + 1) - special::log_gamma(hits + 1) -
                  special::log_gamma(size - hits + 1) + hits * std::log(p) + (size - hits) * std::log1p(-p));
}

/// Chance that the lower and that the upper limit pass the true mean p.
struct Missed {
  double above = 0, below = 0;
  double worst() const { return std::fmax(above, below); }
};

using LimitsOfHits = std::function<Limits(std::int64_t hits)>;

/// By the exact binomial law of the number of hits among `trials`.
Missed missed(std::int64_t trials, double p, const LimitsOfHits& limits_of) {
  Missed missed;
  const double mean = static_cast<double>(trials) * p, sd = std::sqrt(mean * (1 - p));
  const auto last = std::min<std::int64_t>(trials, static_cast<std::int64_t>(mean + 12 * sd + 40));
  for (auto k = std::max<std::int64_t>(0, static_cast<std::int64_t>(mean - 12 * sd - 40)); k <= last; ++k) {
    const double mass = binomial_mass(trials, k, p);
    if (mass < 1e-15) continue;
    const Limits limits = limits_of(k);
    if (limits.lower > p * (1 + 1e-12)) missed.above += mass;
    if (limits.upper < p * (1 - 1e-12)) missed.below += mass;
  }
  return missed;
}

// The level is a theorem; 0.5: the limits are not absurdly wide where the terms are indicators.
TEST(MeanLimits, RangeKeepsTheLevelExactly) {
  double worst = 0;
  for (const std::int64_t per_term : {1, 10}) {
    for (const std::int64_t n : {2, 3, 10, 30}) {
      for (const double tail : {0.01, 0.005, 5e-4}) {
        for (int i = 1; i < 100; ++i) {
          const double p = i / 100.0;
          const Missed m = missed(n * per_term, p, [=](std::int64_t hits) {
            return range_limits(n, static_cast<double>(hits) / static_cast<double>(n * per_term), 0, 1, tail);
          });
          EXPECT_LE(m.worst(), tail * (1 + 1e-9)) << n << " terms of " << per_term << " p = " << p;
          if (per_term == 1) worst = std::fmax(worst, m.worst() / tail);
        }
      }
    }
  }
  EXPECT_GT(worst, 0.5);
}

/// Binomial(per_term, p)/per_term terms, of which only their mean is used; sd and shape known.
Terms known_binomial(std::int64_t count, std::int64_t per_term, double p, std::int64_t hits) {
  const double size = static_cast<double>(per_term), n = static_cast<double>(count);
  const double mean = static_cast<double>(hits) / (n * size);
  Terms t;
  t.count = count;
  t.mean = mean;
  t.se = std::sqrt(mean * (1 - mean) / size / (n - 1));
  t.scale = 1;
  if (hits > 0 && hits < count * per_term) {
    t.skewness = (1 - 2 * mean) / std::sqrt(size * mean * (1 - mean));
    t.excess = (1 - 6 * mean * (1 - mean)) / (size * mean * (1 - mean));
  }
  t.sd = std::sqrt(p * (1 - p) / size);
  t.shape = shape_of_mean(shape_of_indicator(p), size);
  return t;
}

// The worst chance is 0.80 times the tail.
TEST(MeanLimits, KnownMomentsKeepTheLevelExactly) {
  struct Design {
    std::int64_t per_term;
    double p;
  };
  for (const Design d : {Design{1, 1e-4},
                         {1, 1e-3},
                         {10, 1e-4},
                         {10, 1e-3},
                         {10, .01},
                         {100, .01},
                         {1, .3},
                         {1, .97},
                         {10, .5},
                         {1, .05}}) {
    for (const std::int64_t n : {2, 3, 5, 10, 30, 31, 100, 400, 1000, 4000}) {
      for (const double tail : {0.01, 0.005, 2.5e-4}) {
        const auto terms = [&](std::int64_t hits) { return known_binomial(n, d.per_term, d.p, hits); };
        const Missed m =
            missed(n * d.per_term, d.p, [&](std::int64_t hits) { return limits_of_mean(terms(hits), tail); });
        EXPECT_LE(m.worst(), tail) << d.per_term << " x " << d.p << ", R = " << n << ", tail " << tail
                                   << " above " << m.above << " below " << m.below;
      }
    }
  }
}

// Indicators of whose law nothing but the range is known: where Student's t is used, its tail is at most half
// as much again, and a little for what the sample says wrong of its own skewness; the worst is 1.60 times.
TEST(MeanLimits, IndicatorsByTheSampleKeepTheLevelExactly) {
  double worst = 0;
  for (const std::int64_t n : {2, 10, 30, 100, 400, 4000}) {
    for (const double tail : {0.01, 0.005, 2.5e-4}) {
      for (double p = 1e-4; p < 1; p = p < 0.01 ? p * 1.5 : p + 0.0173) {
        const Missed m = missed(n, p, [&](std::int64_t hits) {
          Terms t = known_binomial(n, 1, p, hits);
          t.sd = Shape::unknown;
          t.shape = {};
          t.low = 0;
          t.high = 1;
          return limits_of_mean(t, tail);
        });
        EXPECT_LE(m.worst(), 1.8 * tail) << n << " " << p << " " << tail;
        worst = std::fmax(worst, m.worst() / tail);
      }
    }
  }
  RecordProperty("worst", std::to_string(worst));
}

// What the enumeration must see.
TEST(MeanLimits, StudentOnRareEventsIsSeen) {
  const Missed m = missed(4000, 1e-3, [](std::int64_t hits) {
    const Terms t = known_binomial(4000, 1, 1e-3, hits);
    const double half = special::student_t_quantile(3999, 0.995) * t.se;
    return Limits{t.mean - half, t.mean + half};
  });
  EXPECT_GT(m.below, 3 * 0.005);  // and no event at all has probability exp(-4) alone
}

}  // namespace
}  // namespace plim::mean_levels_test
