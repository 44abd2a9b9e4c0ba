#include <algorithm>

#include "density_sample.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/random/variate.hpp"

// Entropies of laws with a density against the values that others found, and identities.
namespace plim::continuous_test {
namespace {

using test::Draws;
using test::estimated;

constexpr double infinity = std::numeric_limits<double>::infinity();

const char* const of_entropy[] = {"spacing_vasicek", "spacing_van_es", "spacing_ebrahimi", "spacing_correa",
                                  "knn_kl_max",      "knn_kl_euclid",  "kde_resub",        "kde_loo",
                                  "histogram",       "gaussian_mle"};

std::string estimand_of(const std::string& words) {
  if (words.rfind("ksg", 0) == 0) return "mutual_information";
  if (words.rfind("knn_cross", 0) == 0) return "cross_entropy";
  return words.rfind("knn_kldiv", 0) == 0 || words.rfind("gaussian_mle_kl", 0) == 0 ? "kl" : "entropy";
}

Draws draws_of(const nlohmann::json& c) {
  Draws draws{c["x"].get<std::vector<double>>()};
  if (c.contains("y")) draws.y = c["y"].get<std::vector<double>>();
  draws.d = c["d"];
  return draws;
}

void expect_value(const std::string& what, const test::Estimated& got, double expected, double tolerance) {
  ASSERT_EQ(got.refusal, "") << what;
  EXPECT_EQ(got.status, Status::regular) << what;
  EXPECT_NEAR(got.cells[0].value, expected, std::max(tolerance * std::fabs(expected), 1e-12)) << what;
}

TEST(Continuous, ReferenceSamples) {
  const nlohmann::json cases = test::read_json("entropy_samples.json")["cases"];
  ASSERT_EQ(cases.size(), 20U);
  std::size_t values = 0;
  for (const nlohmann::json& c : cases) {
    const Draws draws = draws_of(c);
    for (const auto& [words, value] : c["values"].items()) {
      expect_value(c["id"].get<std::string>() + " " + words, estimated(draws, words, estimand_of(words)),
                   value[0], value[1]);
      ++values;
    }
  }
  EXPECT_EQ(values, 406U);
}

TEST(Continuous, OwnValuesOverAllPairs) {
  const nlohmann::json cases = test::read_json("entropy_samples.json")["cases"];
  std::size_t values = 0;
  for (const nlohmann::json& c : cases) {
    if (!c.contains("own")) continue;
    for (const auto& [words, value] : c["own"].items()) {
      if (words.rfind("se ", 0) == 0) continue;
      const std::string what = c["id"].get<std::string>() + " " + words;
      const test::Estimated got = estimated(draws_of(c), words, estimand_of(words), 0.95);
      expect_value(what, got, value, 1e-11);
      ++values;
      if (!c["own"].contains("se " + words)) continue;
      // As if terms were independent, and what neighbours share.
      const double alone = c["own"]["se " + words],
                   n = static_cast<double>(c["x"].size()) / c["d"].get<double>(),
                   k = std::stod(words.substr(words.find('=') + 1)),
                   se = std::sqrt(alone * alone + 2 / (3 * k) / n);
      EXPECT_NEAR(got.cells[0].se, se, 1e-10 * se) << what;
      EXPECT_NEAR(got.cells[0].hi - got.cells[0].value, 1.959963984540054 * se, 1e-10 * se) << what;
    }
  }
  EXPECT_GT(values, 35U);
}

/// Numbers without ties, of a skewed law.
std::vector<double> numbers(std::size_t n, std::uint64_t seed) {
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(Variate(Address{{80}, seed}, i).exponential());
  return x;
}

// H(a X + b) = H(X) + d ln|a|, a power of two so that nothing is rounded.
TEST(Continuous, EntropiesFollowTheScale) {
  for (const char* name : of_entropy) {
    for (const double a : {4.0, -0.125}) {
      Draws plain{numbers(60, 1)}, scaled = plain;
      for (double& x : scaled.x) x = a * x;
      const double h = estimated(plain, name, "entropy").cells[0].value;
      EXPECT_NEAR(estimated(scaled, name, "entropy").cells[0].value, h + std::log(std::fabs(a)), 2e-14)
          << name;
      for (double& x : scaled.x) x = x + 1024;
      EXPECT_NEAR(estimated(scaled, name, "entropy").cells[0].value, h + std::log(std::fabs(a)), 1e-8)
          << name;
    }
  }
  for (const char* name : {"knn_kl_max", "knn_kl_euclid", "gaussian_mle"}) {
    Draws plain{numbers(90, 2), {}, 3}, scaled = plain;
    for (double& x : scaled.x) x = 8 * x;
    EXPECT_NEAR(estimated(scaled, name, "entropy").cells[0].value,
                estimated(plain, name, "entropy").cells[0].value + 3 * std::log(8.0), 2e-14)
        << name;
  }
}

TEST(Continuous, TheOrderOfDrawsDoesNotMatter) {
  Draws draws{numbers(80, 3)};
  std::map<std::string, double> before;
  for (const char* name : of_entropy) before[name] = estimated(draws, name, "entropy").cells[0].value;
  std::reverse(draws.x.begin() + 7, draws.x.end());
  for (const char* name : of_entropy)
    EXPECT_NEAR(estimated(draws, name, "entropy").cells[0].value, before[name], 1e-14) << name;
  // Points: pairs of numbers, turned round; a lattice has ties.
  for (const bool tied : {false, true}) {
    Draws points{numbers(120, 5), {}, 2};
    if (tied) {
      for (double& x : points.x) x = std::floor(20 * x);
    }
    Draws turned = points;
    for (std::size_t i = 0; i < 60; ++i) {
      for (std::size_t t = 0; t < 2; ++t) turned.x[2 * i + t] = points.x[2 * (59 - i) + t];
    }
    for (const char* name : {"ksg_1", "ksg_2"}) {
      EXPECT_NEAR(estimated(points, name, "mutual_information").cells[0].value,
                  estimated(turned, name, "mutual_information").cells[0].value, 1e-14)
          << name << tied;
    }
  }
}

TEST(Continuous, NumbersArePointsWithOneCoordinate) {
  for (const char* words : {"knn_kl_max|k=1", "knn_kl_euclid|k=4", "knn_kl_max|k=49", "gaussian_mle"}) {
    Draws draws{numbers(50, 6)};
    const double value = estimated(draws, words, "entropy").cells[0].value;
    draws.as_points = true;
    EXPECT_NEAR(estimated(draws, words, "entropy").cells[0].value, value, 1e-13) << words;
  }
}

// The k-th spacing of n draws of a uniform law is Beta(k, n + 1 - k): of theory.md, section 1, by the
// definition of the estimator. 4000 replicates, within 5 standard errors.
TEST(Continuous, VasicekOnAUniformLawHasItsExactMean) {
  const double n = 20;
  for (const std::int64_t m : {1, 3, 8}) {
    const double window = static_cast<double>(m);
    double ends = 0;
    for (std::int64_t i = 1; i <= m; ++i) ends += elementary::digamma(static_cast<double>(i + m - 1));
    const double expected = std::log(n / (2 * window)) - elementary::digamma(n + 1) +
                            (1 - 2 * window / n) * elementary::digamma(2 * window) + 2 / n * ends;
    double sum = 0, squares = 0;
    constexpr int replicates = 4000;
    for (int r = 0; r < replicates; ++r) {
      std::vector<double> x = numbers(20, 100 + static_cast<std::uint64_t>(r));
      for (double& u : x) u = std::exp(-u);
      const double h = estimated({x}, "spacing_vasicek|m=" + std::to_string(m), "entropy").cells[0].value;
      sum += h;
      squares += h * h;
    }
    const double mean = sum / replicates, sd = std::sqrt(squares / replicates - mean * mean);
    EXPECT_NEAR(mean, expected, 5 * sd / std::sqrt(replicates)) << m;
  }
}

// A cut of the kernel's tails is no error: one far observation, whose own density is its own kernel, or
// without itself exp(-z^2/2) at 1e4 bandwidths.
TEST(Continuous, KernelsReachTheFarthestObservation) {
  const Draws draws{{0, 1, 1e4}};
  // f: (1 + e)/(3 sqrt(2 pi)) twice, e = exp(-1/2); 1/(3 sqrt(2 pi)).
  const double root = std::sqrt(2 * std::acos(-1.0)), e = std::exp(-0.5);
  EXPECT_NEAR(estimated(draws, "kde_resub|h=1", "entropy").cells[0].value,
              std::log(3 * root) - 2 * std::log(1 + e) / 3, 1e-14);
  const double far = 0.5 * 9999 * 9999.0;  // of the nearer one, 1: the other is exp(-9999.5) beside it
  EXPECT_NEAR(estimated(draws, "kde_loo|h=1", "entropy").cells[0].value,
              std::log(2 * root) + (0.5 + 0.5 + far) / 3, 1e-8);
}

TEST(Continuous, HistogramsByTheRules) {
  // 0, 1, .., 26: s = sqrt(63), quartiles 6.5 and 19.5; n^(-1/3) = 1/3. Scott: 3.4908 s/3 = 9.24, 3 bins;
  // Freedman and Diaconis: 2 13/3 = 8.67, 3 bins of 9.
  Draws draws{{}};
  for (int i = 0; i < 27; ++i) draws.x.push_back(i);
  const double expected = std::log(3.0) + std::log(26.0 / 3);
  for (const char* words : {"histogram", "histogram|rule=scott", "histogram|bins=3"})
    EXPECT_NEAR(estimated(draws, words, "entropy").cells[0].value, expected, 1e-14) << words;
  EXPECT_EQ(estimated({{1, 2, 2, 2, 2, 2, 3}}, "histogram", "entropy").status, Status::undefined);
  // Equal bins say nothing of the error; of counts 3 and 1 of four, (3/16) ln(3)^2 / 4.
  const Cell equal = estimated(draws, "histogram|bins=3", "entropy", 0.95).cells[0];
  EXPECT_EQ(equal.se, 0);
  EXPECT_TRUE(std::isnan(equal.lo));
  EXPECT_NEAR(estimated({{0, 1, 1.5, 7}}, "histogram|bins=2", "entropy", 0.95).cells[0].se,
              std::sqrt(3.0 / 64) * std::log(3.0), 1e-15);
  EXPECT_EQ(estimated(draws, "histogram|rule=sturges", "entropy").refusal,
            "rule is \"sturges\", but must be \"freedman_diaconis\" or \"scott\"");
  // The largest number of bins costs no more.
  EXPECT_NEAR(estimated(draws, "histogram|bins=9007199254740992", "entropy").cells[0].value,
              std::log(27.0) + std::log(26.0 * 0x1p-53), 1e-13);
}

TEST(Continuous, StandardErrors) {
  const Draws draws{numbers(40, 7)};
  EXPECT_NEAR(estimated(draws, "gaussian_mle", "entropy", 0.9).cells[0].se, std::sqrt(1 / 80.0), 1e-15);
  const Draws points{numbers(40, 7), {}, 2};
  EXPECT_NEAR(estimated(points, "gaussian_mle", "entropy", 0.9).cells[0].se, std::sqrt(2 / 40.0), 1e-15);
  // Spacings of two places of 1, 2, 4, 8: 1, 3, 6, 4.
  const double logs[] = {0, std::log(3.0), std::log(6.0), std::log(4.0)}, mean = std::log(72.0) / 4;
  double squares = 0;
  for (const double x : logs) squares += (x - mean) * (x - mean);
  const test::Estimated got = estimated({{8, 1, 2, 4}}, "spacing_vasicek|m=1", "entropy", 0.95);
  EXPECT_NEAR(got.cells[0].value, std::log(2.0) + mean, 1e-15);
  EXPECT_NEAR(got.cells[0].se, std::sqrt(squares / 12), 1e-15);
  for (const char* name : of_entropy) {
    EXPECT_GT(estimated(draws, name, "entropy", 0.95).cells[0].se, 0) << name;
    EXPECT_TRUE(std::isnan(estimated(draws, name, "entropy").cells[0].se)) << name;
  }
}

TEST(Continuous, BadSamplesHaveAStatus) {
  const double nan = std::nan("");
  for (const char* name : of_entropy) {
    EXPECT_EQ(estimated({{}}, name, "entropy").status, Status::empty) << name;
    EXPECT_EQ(estimated({{1}}, name, "entropy").status, Status::undefined) << name;
    EXPECT_EQ(estimated({{1, 2, nan, 4, 7}}, name, "entropy").status, Status::invalid) << name;
    EXPECT_EQ(estimated({{1, 2, infinity, 4, 7}}, name, "entropy").status, Status::invalid) << name;
    const test::Estimated tied = estimated({{3, 3, 3, 3, 3, 3}}, name, "entropy");
    EXPECT_EQ(tied.status, Status::infinite) << name;
    EXPECT_EQ(tied.cells[0].value, -infinity) << name;
  }
  for (const char* name : {"spacing_vasicek", "spacing_van_es", "spacing_ebrahimi", "spacing_correa"}) {
    EXPECT_EQ(estimated({{1, 2}}, name, "entropy").status, Status::undefined) << name;
    EXPECT_EQ(estimated({{1, 2, 4}}, name, "entropy").status, Status::regular) << name;
    const std::string two = std::string(name) + "|m=2";
    EXPECT_EQ(estimated({{1, 2, 4, 7}}, two, "entropy").status, Status::undefined) << name;
    EXPECT_EQ(estimated({{1, 2, 4, 7, 9}}, two, "entropy").status, Status::regular) << name;
  }
  EXPECT_EQ(estimated({{1, 2, 2, 3, 5}}, "spacing_van_es|m=1", "entropy").status, Status::infinite);
  EXPECT_EQ(estimated({{1, 2, 2, 3, 5}}, "spacing_vasicek|m=1", "entropy").status, Status::regular);
  EXPECT_EQ(estimated({{1, 2, 4}}, "knn_kl_max|k=3", "entropy").status, Status::undefined);
  EXPECT_EQ(estimated({{1, 2, 4}}, "knn_kl_max|k=2", "entropy").status, Status::regular);
  EXPECT_EQ(estimated({{1, 1, 4}}, "knn_kl_max|k=1", "entropy").status, Status::infinite);
  EXPECT_EQ(estimated({{1, 2, 3, 4}, {}, 2}, "gaussian_mle", "entropy").status, Status::undefined);
  EXPECT_EQ(estimated({{1, 2, 3, 4, 5, 6}, {}, 2}, "gaussian_mle", "entropy").status, Status::infinite);
  EXPECT_EQ(estimated({{1, 2, 3, 4, 5, 7}, {}, 2}, "gaussian_mle", "entropy").status, Status::regular);
}

}  // namespace
}  // namespace plim::continuous_test
