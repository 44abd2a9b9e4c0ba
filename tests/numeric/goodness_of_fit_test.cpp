#include "plim/numeric/goodness_of_fit.hpp"

#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "plim/numeric/binomial_mass.hpp"
#include "plim/numeric/special.hpp"
#include "support.hpp"

namespace plim::goodness_of_fit_test {
namespace {

struct NoncentralCase {
  double df, noncentrality, x, cdf;
};

// scipy 1.10.1, ncx2.cdf (which R 4.2's pchisq confirms up to 10^6).
TEST(NoncentralChiSquare, KnownValues) {
  const NoncentralCase cases[] = {
      {1, 9.5, 4, 0.13958009251945958},       {9, 100, 80, 0.0695297283703258},
      {99, 3, 150, 0.9983950130664666},       {2487, 1e4, 12000, 0.01027171659951118},
      {9, 1e6, 1000000, 0.49840423486780516}, {3, 2.5e6, 2503000, 0.8283758557111527},
      {9, 4e8, 400020000, 0.691389844992455}};
  for (const NoncentralCase& c : cases) {
    const double error = c.noncentrality > 1e6 ? 1e-7 : 1e-11;
    EXPECT_NEAR(special::noncentral_chi_square_cdf(c.df, c.noncentrality, c.x), c.cdf, error) << c.x;
  }
  EXPECT_NEAR(special::noncentral_chi_square_quantile(9, 100, 0.99), 160.80936195447651, 1e-8);
  EXPECT_NEAR(special::noncentral_chi_square_quantile(3, 2.5e6, 0.01), 2492650.8525106707, 0.05);
  EXPECT_EQ(special::noncentral_chi_square_cdf(3, 5, -1), 0);
}

const std::vector<double> law = {0.2, 0.25, 0.4, 0.15};

// G, Bartlett's factor and p from R 4.2: 2 sum(O log(O/E)), pchisq.
TEST(GoodnessOfFit, AgreesWithR) {
  const GoodnessOfFit fit = goodness_of_fit(std::vector<std::int64_t>{30, 55, 80, 35}, law);
  EXPECT_NEAR(fit.g, 3.9942882772961, 1e-12);
  EXPECT_EQ(fit.df, 3);
  EXPECT_EQ(fit.draws, 200);
  EXPECT_NEAR(fit.too_far(), 0.262081553695, 1e-12);
  EXPECT_GT(fit.too_far() + fit.too_near(), 1);
}

// Roots by scipy's brentq on ncx2.cdf.
TEST(GoodnessOfFit, LimitsAndNeededDraws) {
  GoodnessOfFit fit;
  fit.df = 3;
  fit.g = 3.9942882772961;
  EXPECT_NEAR(fit.upper(0.01), 15.743204970528526, 1e-7);
  EXPECT_NEAR(fit.upper(0.1), 8.11703819769094, 1e-7);
  EXPECT_EQ(fit.lower(0.1), 0);
  EXPECT_NEAR(fit.draws_to_confirm(0, 1e-4, 0.01, 0.99), 298255.7334057483, 0.1);
  EXPECT_NEAR(fit.draws_to_confirm(2.5e-5, 1e-4, 0.01, 0.99), 884552.4667315638, 0.1);
  EXPECT_TRUE(std::isinf(fit.draws_to_confirm(1e-4, 1e-4, 0.01, 0.99)));
  EXPECT_NEAR(fit.draws_to_refute(1e-4, 1e-3, 0.99), 379313.5342628905, 0.1);
  EXPECT_TRUE(std::isinf(fit.draws_to_refute(0, 1e-3, 0.99)));
  const double as_expected = (fit.g = 3, fit.upper(0.01));
  fit.g = 0.01;  // nearer than expected tells no more than as near as expected
  EXPECT_EQ(fit.upper(0.01), as_expected);
  fit.g = 30;
  EXPECT_NEAR(fit.lower(0.01), 8.421791569333127, 1e-7);
}

TEST(GoodnessOfFit, RareClassesAreJudgedTogether) {
  const std::vector<double> p = {0.5, 0.4, 0.05, 0.03, 0.02};
  const GoodnessOfFit fit = goodness_of_fit(std::vector<std::int64_t>{100, 80, 10, 6, 4}, p);
  EXPECT_EQ(fit.rare, 3);  // 10 + 6 + 4 expected draws make one class
  EXPECT_EQ(fit.df, 2);
  EXPECT_NEAR(fit.g, 0, 1e-12);
  // 9 expected draws of all rare classes join the smallest class that can stand alone.
  const GoodnessOfFit joined = goodness_of_fit(std::vector<std::int64_t>{50, 30, 5, 3, 2}, p);
  EXPECT_EQ(joined.rare, 3);
  EXPECT_EQ(joined.df, 1);
  EXPECT_NEAR(joined.draws, 90, 0);
}

TEST(GoodnessOfFit, WhatCannotBeJudgedSaysSo) {
  const GoodnessOfFit few = goodness_of_fit(std::vector<std::int64_t>{7, 3}, std::vector<double>{0.7, 0.3});
  EXPECT_EQ(few.df, 0);
  EXPECT_NEAR(few.least_draws, 20 / 0.3, 1e-12);
  const std::vector<std::int64_t> enough = {46, 21};
  EXPECT_EQ(goodness_of_fit(enough, std::vector<double>{0.7, 0.3}).df, 1);
  const GoodnessOfFit sure = goodness_of_fit(std::vector<std::int64_t>{1000, 0}, std::vector<double>{1, 0});
  EXPECT_EQ(sure.df, 0);
  EXPECT_TRUE(std::isinf(sure.least_draws));
  // Whatever the number of draws, one draw of a class that has no probability refutes.
  const GoodnessOfFit impossible =
      goodness_of_fit(std::vector<std::int64_t>{50, 49, 1}, std::vector<double>{0.5, 0.5, 0});
  EXPECT_TRUE(std::isinf(impossible.g));
  EXPECT_EQ(impossible.too_far(), 0);
  EXPECT_TRUE(std::isinf(impossible.upper(0.01)));
  const GoodnessOfFit never =
      goodness_of_fit(std::vector<std::int64_t>{50, 50, 0}, std::vector<double>{0.5, 0.5, 0});
  EXPECT_EQ(never.df, 1);
  EXPECT_NEAR(never.g, 0, 1e-12);
}

/// The probability, by the binomial law of two classes, of what `rejects` says of k draws of the first.
double chance_of(std::int64_t n, double p, const std::function<bool(std::int64_t)>& rejects) {
  double sum = 0;
  for (std::int64_t k = 0; k <= n; ++k) {
    const double x = static_cast<double>(k), mean = static_cast<double>(n) * p;
    if (rejects(k)) sum += std::exp(binomial_log_mass(x, static_cast<double>(n), p, 1 - p, x - mean));
  }
  return sum;
}

// Exact false alarms of two classes, the smaller with 20 expected draws: at most 1.6 times the nominal level
// down to 10^-6, where Pearson's statistic is 12 times over.
TEST(GoodnessOfFit, ExactFalseAlarmsOfTwoClasses) {
  for (const std::int64_t n : {100, 2000}) {
    const double p = 20.0 / static_cast<double>(n);
    const std::vector<double> two = {p, 1 - p};
    for (const double level : {1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
      const double ours = chance_of(n, p, [&](std::int64_t k) {
        return goodness_of_fit(std::vector<std::int64_t>{k, n - k}, two).too_far() < level;
      });
      EXPECT_LT(ours, 1.6 * level) << n << " " << level;
      EXPECT_GT(ours, 0.3 * level) << n << " " << level;
    }
    const double pearson = chance_of(n, p, [&](std::int64_t k) {
      const double off = static_cast<double>(k) - 20;
      return special::gamma_cdf_complement(0.5, off * off / (40 * (1 - p))) < 1e-6;
    });
    EXPECT_GT(pearson, 1.6e-6);
  }
}

// On the near side the level is kept for any number of draws, also where the expected counts are integers and
// a chi-square law without regard to that rejects the likeliest counts, which come with chance 0.0054.
TEST(GoodnessOfFit, ExactFalseAlarmsOnTheNearSide) {
  for (const std::int64_t n : {100, 2000, 25600}) {
    for (const double p : {0.2, 0.3, 0.31}) {
      for (const double level : {0.1, 1e-2, 1e-3, 1e-4}) {
        const double ours = chance_of(n, p, [&](std::int64_t k) {
          return goodness_of_fit(std::vector<std::int64_t>{k, n - k}, std::vector<double>{p, 1 - p})
                     .too_near() < level;
        });
        EXPECT_LE(ours, level) << n << " " << p;
      }
    }
  }
  const GoodnessOfFit exact =
      goodness_of_fit(std::vector<std::int64_t>{7680, 17920}, std::vector<double>{0.3, 0.7});
  EXPECT_LT(special::chi_square_cdf(1, exact.g), 1e-6);
  EXPECT_GT(exact.too_near(), 0.0054);
}

// The exact mean of G over the binomial law of each class is df to 10^-4 of it; uncorrected it would be 0.8 %
// above, which is a fifth of the spread of 1000 classes.
TEST(GoodnessOfFit, ItsMeanIsItsDegreesOfFreedom) {
  const std::vector<double> equal(1000, 1e-3);
  const std::int64_t n = 20000;
  double mean = 0;
  for (std::int64_t k = 0; k <= 200; ++k) {
    const double x = static_cast<double>(k);
    const double share = k == 0 ? 20 : x * std::log(x / 20) - (x - 20);
    mean += 1000 * 2 * share * std::exp(binomial_log_mass(x, n, 1e-3, 1 - 1e-3, x - 20));
  }
  EXPECT_GT(mean, 999 * 1.008);
  // The factor of the correction, from counts that are no different from each other.
  std::vector<std::int64_t> counts(1000, 20);
  counts[0] += 10;
  counts[1] -= 10;
  const double plain = 2 * (30 * std::log(1.5) + 10 * std::log(0.5));
  const double factor = goodness_of_fit(counts, equal).g / plain;
  EXPECT_NEAR(mean * factor, 999, 0.1);
}

// As of 5 of 10 items without replacement, many times over: (10 - 5) / (10 - 1).
TEST(GoodnessOfFit, DispersionScalesTheStatistic) {
  const std::vector<std::int64_t> counts = {4050, 5950};
  const std::vector<double> p = {0.4, 0.6};
  const GoodnessOfFit iid = goodness_of_fit(counts, p), without = goodness_of_fit(counts, p, 5.0 / 9);
  EXPECT_NEAR(without.g, iid.g * 9 / 5, 1e-10);
  EXPECT_EQ(without.draws, 10000 * 9.0 / 5);
}

}  // namespace
}  // namespace plim::goodness_of_fit_test
