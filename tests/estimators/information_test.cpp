#include "tables.hpp"

namespace plim::information_test {
namespace {

using namespace test::tables;

// ill (no, yes) x test (neg, pos).
const Table small = {{90, 5}, {2, 3}};
const BindEntropy ml = entropy_by<EntropyMl>();

double entropy(const std::vector<double>& counts) {
  double n = 0, sum = 0;
  for (const double c : counts) n += c;
  for (const double c : counts) sum -= c > 0 ? c / n * std::log(c / n) : 0;
  return sum;
}

TEST(Information, OfATableCountedByHand) {
  const double a = entropy({95, 5}), b = entropy({92, 8}), ab = entropy({90, 5, 2, 3}), mi = a + b - ab;
  const BindEntropy corrected = entropy_by<EntropyMillerMadow>();
  EXPECT_NEAR(estimate(ml, "mutual_information", small).cell.value, mi, 1e-14);
  EXPECT_NEAR(estimate(corrected, "mutual_information", small).cell.value, mi - 1.0 / 200, 1e-14);
  EXPECT_NEAR(estimate(ml, "conditional_entropy", small).cell.value, ab - b, 1e-14);
  EXPECT_NEAR(estimate(corrected, "conditional_entropy", small).cell.value, ab - b + 2.0 / 200, 1e-14);
  EXPECT_NEAR(estimate(ml, "variation_of_information", small).cell.value, 2 * ab - a - b, 1e-14);
  const std::map<std::string, double> divisors = {{"min", std::min(a, b)},
                                                  {"max", std::max(a, b)},
                                                  {"mean", (a + b) / 2},
                                                  {"sqrt", std::sqrt(a * b)},
                                                  {"joint", ab},
                                                  {"first", a},
                                                  {"second", b}};
  for (const auto& [word, divisor] : divisors)
    EXPECT_NEAR(estimate(ml, "normalised_mutual_information", small, by(word)).cell.value, mi / divisor,
                1e-13)
        << word;
  EXPECT_FALSE(bound_information(ml, of_table("normalised_mutual_information", 2, 2), by("sum")));
}

// dit's test_shannon.py, and DiscreteEntropy.jl's mi_test.jl (uncertainty coefficient).
TEST(Information, AsOthersHaveIt) {
  EXPECT_NEAR(estimate(ml, "mutual_information", {{1, 1}, {1, 1}}).cell.value, 0, 1e-15);
  EXPECT_NEAR(estimate(ml, "mutual_information", {{1, 0}, {0, 1}}).cell.value, std::log(2), 1e-15);
  const Table diagonal = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
  EXPECT_NEAR(estimate(ml, "mutual_information", diagonal).cell.value, 2 * std::log(2), 1e-15);
  const Table five = {{4, 9, 4, 5, 8}, {10, 2, 7, 9, 6}, {3, 5, 6, 9, 6}, {4, 2, 1, 5, 8}, {4, 5, 43, 8, 3}};
  EXPECT_NEAR(estimate(ml, "normalised_mutual_information", five, by("second")).cell.value,
              0.12637968128410482, 1e-13);
}

// Each entropy of a Dirichlet posterior has the cells of its own table as classes: by psi of small numbers.
TEST(Information, EachTableHasItsOwnClasses) {
  const BindEntropy laplace = entropy_by<DirichletMeanLaplace>();
  // Counts (1, 0 / 0, 1): psi(A + 1) - sum a/A psi(a + 1), in harmonic numbers: joint a = (2, 1, 1, 2),
  // margins (2, 2).
  const double h2 = 1.5, h1 = 1, h6 = 1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4 + 1.0 / 5 + 1.0 / 6,
               h4 = 1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4;
  const double joint = h6 - (4 * h2 + 2 * h1) / 6, margin = h4 - h2;
  EXPECT_NEAR(estimate(laplace, "mutual_information", {{1, 0}, {0, 1}}).cell.value, 2 * margin - joint,
              1e-14);
  Arguments K;
  K.set("K", std::int64_t{4});
  EXPECT_FALSE(bound_information(laplace, of_table("mutual_information", 2, 2), K));
  Arguments observed;
  observed.set("K", std::string("observed"));
  const double seen = h4 - h2;  // two cells
  EXPECT_NEAR(
      estimate(entropy_by<DirichletMeanLaplace>(observed), "mutual_information", {{1, 0}, {0, 1}}, observed)
          .cell.value,
      2 * margin - seen, 1e-14);
  Knowns unknown = of_table("mutual_information", 2, 2);
  unknown.K.reset();
  EXPECT_FALSE(bound_information(laplace, unknown, {}));
}

TEST(Information, Statuses) {
  EXPECT_EQ(estimate(ml, "mutual_information", {{0, 0}, {0, 0}}).status, Status::empty);
  EXPECT_EQ(estimate(ml, "mutual_information", {{5, 0}, {0, 0}}).status, Status::boundary);
  EXPECT_EQ(estimate(ml, "mutual_information", {{5, 0}, {0, 0}}).cell.value, 0);
  EXPECT_EQ(estimate(ml, "mutual_information", {{5, 1}, {0, 0}}).status, Status::regular);
  EXPECT_EQ(estimate(ml, "normalised_mutual_information", {{5, 1}, {0, 0}}, by("min")).status,
            Status::undefined);
  EXPECT_EQ(estimate(ml, "normalised_mutual_information", {{5, 1}, {0, 0}}, by("max")).cell.value, 0);
  EXPECT_EQ(estimate(entropy_by<EntropyJackknife>(), "mutual_information", {{1, 0}, {0, 0}}).status,
            Status::undefined);
}

/// The value as a function of probabilities, moved by a step in each; by differences of the definition.
double by_differences(const std::string& estimand, const std::string& word, const Table& table) {
  std::vector<double> p;
  double n = 0;
  for (const auto& row : table) {
    for (const std::int64_t c : row) p.push_back(static_cast<double>(c)), n += static_cast<double>(c);
  }
  for (double& x : p) x /= n;
  const auto number = [&](const std::vector<double>& x) {
    const auto h = [](std::vector<double> y) {
      double sum = 0;
      for (const double z : y) sum -= z * std::log(z);
      return sum;
    };
    const double ab = h(x), a = h({x[0] + x[1], x[2] + x[3]}), b = h({x[0] + x[2], x[1] + x[3]});
    if (estimand == "conditional_entropy") return ab - b;
    if (estimand == "variation_of_information") return 2 * ab - a - b;
    return (a + b - ab) / (word.empty()     ? 1
                           : word == "sqrt" ? std::sqrt(a * b)
                           : word == "max"  ? std::max(a, b)
                           : word == "min"  ? std::min(a, b)
                           : word == "mean" ? (a + b) / 2
                                            : ab);
  };
  std::vector<double> slope;
  for (std::size_t k = 0; k < p.size(); ++k) {
    std::vector<double> up = p, down = p;
    up[k] += 1e-5;
    down[k] -= 1e-5;
    slope.push_back((number(up) - number(down)) / 2e-5);
  }
  double mean = 0, square = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    mean += p[k] * slope[k];
    square += p[k] * slope[k] * slope[k];
  }
  return (square - mean * mean) / n;
}

/// The variance less that of the chi-square with so many degrees of freedom.
double first_order(const Cell& cell, double freedom) {
  return cell.se * cell.se - freedom / (2 * 100.0 * 100);
}

TEST(Information, StandardErrorsAreThoseOfTheDeltaMethod) {
  for (const char* estimand : {"mutual_information", "conditional_entropy", "variation_of_information"}) {
    const OfTable got = estimate(ml, estimand, small, {}, true);
    const double freedom = estimand == std::string("mutual_information")    ? 1
                           : estimand == std::string("conditional_entropy") ? 2
                                                                            : 4;
    EXPECT_NEAR(first_order(got.cell, freedom), by_differences(estimand, "", small), 1e-9) << estimand;
    EXPECT_NEAR(got.cell.hi, got.cell.value + 1.959963984540054 * got.cell.se, 1e-14);
  }
  for (const char* word : {"min", "max", "mean", "sqrt", "joint"}) {
    const Cell got = estimate(ml, "normalised_mutual_information", small, by(word), true).cell;
    const double first = by_differences("normalised_mutual_information", word, small);
    EXPECT_GT(got.se * got.se, first) << word;
    EXPECT_LT(got.se * got.se, 1.2 * first) << word;
  }
  // At independence 2 n I is chi-square with 2 degrees of freedom, whose variance is 4.
  const Table independent = {{10, 20, 20}, {20, 40, 40}};
  EXPECT_NEAR(estimate(ml, "mutual_information", independent, {}, true).cell.se, 2.0 / 300, 1e-9);
}

TEST(Information, LanesAreAsOnesAlone) {
  const std::vector<Table> tables = {{{3, 1, 0}, {2, 2, 7}}, {{0, 0, 15}, {0, 0, 0}}, {{2, 3, 2}, {3, 2, 3}}};
  std::vector<std::int64_t> cells;  // [6][lanes]
  for (std::size_t k = 0; k < 6; ++k) {
    for (const Table& table : tables) cells.push_back(table[k / 3][k % 3]);
  }
  const Counts counts{15, 6, tables.size(), cells.data()};
  for (const BindEntropy& entropy :
       {entropy_by<EntropyChaoShen>(), entropy_by<EntropyJackknife>(), entropy_by<DirichletMeanSg>()}) {
    const AnyEstimator e = *bound_information(entropy, of_table("mutual_information", 2, 3), {});
    const std::vector<OfTable> together = run(e, &counts, 15, tables.size());
    for (std::size_t l = 0; l < tables.size(); ++l) {
      const OfTable alone = estimate(entropy, "mutual_information", tables[l]);
      EXPECT_EQ(together[l].cell.value, alone.cell.value) << l;
      EXPECT_EQ(together[l].status, alone.status) << l;
    }
  }
}

TEST(Information, AThirdFactorIsSummedOver) {
  const std::vector<std::int64_t> cube = {40, 50, 2, 3,
                                          1,  1,  1, 2};  // the small table, each cell split in two
  Knowns k = of_table("mutual_information", 2, 2);
  k.factors.push_back({"sex", {"f", "m"}});
  const Counts counts{100, 8, 1, cube.data()};
  EXPECT_NEAR(run(*bound_information(ml, k, {}), &counts, 100, 1).front().cell.value,
              estimate(ml, "mutual_information", small).cell.value, 1e-14);
}

TEST(Information, LiesInItsRange) {
  const AnyEstimator mi = *bound_information(ml, of_table("mutual_information", 2, 3), {});
  EXPECT_EQ(mi.bound->range(100, 6).low, 0);
  EXPECT_NEAR(mi.bound->range(100, 6).high, std::log(2), 1e-15);
  const AnyEstimator share =
      *bound_information(ml, of_table("normalised_mutual_information", 2, 3), by("mean"));
  EXPECT_EQ(share.bound->range(100, 6).high, 1);
}

}  // namespace
}  // namespace plim::information_test
