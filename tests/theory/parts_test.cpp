#include <functional>

#include "plim/numeric/entropy.hpp"
#include "plim/theory/additive.hpp"
#include "plim/theory/errors.hpp"
#include "support.hpp"

// Sums of entropies of margins of one sample: mutual information and its kin.
namespace plim::parts_test {
namespace {

using Table = std::vector<double>;

/// A table's margin: the cell of each class, and how many cells.
struct Side {
  double sign;
  std::vector<std::size_t> cell_of;
  std::size_t cells;

  Table of(const Table& p) const {
    Table sums(cells, 0.0);
    for (std::size_t k = 0; k < p.size(); ++k) sums[cell_of[k]] += p[k];
    return sums;
  }
};

/// The definition of the estimator of one entropy.
using Entropy = std::function<double(const Table& counts, double n)>;

double plug_in(const Table& c, double n) {
  double h = 0;
  for (const double x : c) h -= x > 0 ? x / n * std::log(x / n) : 0;
  return h;
}

double miller_madow(const Table& c, double n) {
  double seen = 0;
  for (const double x : c) seen += x > 0 ? 1 : 0;
  return plug_in(c, n) + (seen - 1) / (2 * n);
}

/// ln n less the mean of G over the draws, G by its recursion: terms that alternate with the count.
double grassberger_of(double c) {
  double g = -0.57721566490153286 - std::log(2.0);
  for (double m = 2; m <= c; m += 2) g += 2 / (m - 1);
  return g;
}
double grassberger(const Table& c, double n) {
  double h = std::log(n);
  for (const double x : c) h -= x > 0 ? x / n * grassberger_of(x) : 0;
  return h;
}

/// Mean and variance over all tables of n draws with their multinomial masses.
struct Enumeration {
  double mean = 0, square = 0, mass = 0;

  Enumeration(const Table& p, std::int64_t n, const std::function<double(const Table&)>& t) {
    Table c(p.size());
    visit(p, t, c, 0, n, std::lgamma(static_cast<double>(n) + 1));
    mean /= mass;
    square /= mass;
  }
  double variance() const { return square - mean * mean; }

  void visit(const Table& p, const std::function<double(const Table&)>& t, Table& c, std::size_t k,
             std::int64_t left, double log_mass) {
    if (k == p.size()) {
      if (left > 0) return;
      const double m = std::exp(log_mass), value = t(c);
      mass += m;
      mean += m * value;
      square += m * value * value;
      return;
    }
    for (std::int64_t x = k + 1 == p.size() ? left : 0; x <= left; ++x) {
      if (x > 0 && p[k] == 0) break;
      c[k] = static_cast<double>(x);
      const double here = x > 0 ? c[k] * std::log(p[k]) - std::lgamma(c[k] + 1) : 0;
      visit(p, t, c, k + 1, left - x, log_mass + here);
    }
  }
};

/// By the exact sums.
ErrorMoments moments(const Table& p, std::int64_t n, const std::vector<Side>& sides,
                     const AdditiveTerm& term) {
  std::vector<Table> laws;
  for (const Side& side : sides) laws.push_back(side.of(p));
  std::vector<AdditiveError> errors;
  std::vector<CountLaws> counts;
  for (const Table& law : laws) {
    errors.push_back(entropy_error(law, n, term));
    counts.emplace_back(law, n);
  }
  std::vector<ErrorPart> parts;
  for (std::size_t t = 0; t < sides.size(); ++t)
    parts.push_back({sides[t].sign, sides[t].cell_of, &counts[t], &errors[t]});
  return moments_of_parts(p, parts);
}

/// The additive forms of the three at n.
std::vector<std::pair<Entropy, AdditiveTerm>> forms(double n) {
  const double half = 0.5 / n;
  return {
      {plug_in, {PlugIn{}, 0, nullptr}},
      {miller_madow, {PlugIn{}, -half, [half](std::size_t, std::int64_t c) { return c > 0 ? half : 0.0; }}},
      {grassberger, {PlugIn{}, 0, [n](std::size_t, std::int64_t c) {
                       const double x = static_cast<double>(c);
                       return c > 0 ? x / n * (std::log(x) - grassberger_of(x)) : 0.0;
                     }}}};
}

void compare(const Table& p, const std::vector<Side>& sides, const std::vector<std::int64_t>& sizes) {
  double truth = 0;
  for (const Side& side : sides) truth += side.sign * entropy_of(side.of(p));
  for (const std::int64_t n : sizes) {
    for (const auto& [entropy, term] : forms(static_cast<double>(n))) {
      const Enumeration all(p, n, [&, &of_entropy = entropy](const Table& c) {
        double sum = 0;
        for (const Side& side : sides) sum += side.sign * of_entropy(side.of(c), static_cast<double>(n));
        return sum;
      });
      const ErrorMoments m = moments(p, n, sides, term);
      EXPECT_NEAR(m.bias, all.mean - truth, 1e-12) << n;
      // Terms that alternate may be beyond the expansion: then it says so.
      if (std::isnan(m.sd) && term.rest && term.constant == 0) continue;
      EXPECT_NEAR(m.sd * m.sd, all.variance(), 1e-7 * all.variance() + 4e-15) << n;
    }
  }
}

const Side joint_of_six = {-1, {0, 1, 2, 3, 4, 5}, 6}, rows = {1, {0, 0, 0, 1, 1, 1}, 2},
           columns = {1, {0, 1, 2, 0, 1, 2}, 3};

TEST(Parts, MutualInformationAgreesWithAllTables) {
  for (const Table& p : {Table{0.3, 0.1, 0.05, 0.15, 0.25, 0.15}, Table{0.06, 0.14, 0.2, 0.09, 0.21, 0.3},
                         Table{0.3, 0, 0.2, 0.1, 0.4, 0}, Table{0.25, 0, 0.25, 0.25, 0, 0.25},
                         Table{0.97, 0.01, 0.005, 0.005, 0.005, 0.005}})
    compare(p, {joint_of_six, rows, columns}, {1, 2, 6, 14});
}

// Two levels each: the margins are one count each.
TEST(Parts, TablesOfTwoByTwoAgree) {
  const Side joint = {-1, {0, 1, 2, 3}, 4}, first = {1, {0, 0, 1, 1}, 2}, second = {1, {0, 1, 0, 1}, 2};
  for (const Table& p :
       {Table{0.4, 0.1, 0.2, 0.3}, Table{0.12, 0.18, 0.28, 0.42}, Table{0.48, 0.01, 0.02, 0.49}})
    compare(p, {joint, first, second}, {1, 5, 20, 40});
}

// One margin is a function of the other, and one is a constant: correlations of 1, and cells without spread.
TEST(Parts, TablesOfWhichOneSaysTheOtherAgree) {
  compare({0.5, 0, 0, 0, 0.2, 0.3}, {joint_of_six, rows, columns}, {1, 3, 9});
  compare({0.5, 0.2, 0.3, 0, 0, 0}, {joint_of_six, rows, columns}, {1, 3, 9});
}

// H(X, Z) + H(Y, Z) - H(Z) - H(X, Y, Z) of three coins, and 2 H(X, Y) - H(X) - H(Y).
TEST(Parts, OtherSumsOfEntropiesAgreeWithAllTables) {
  const Side all = {-1, {0, 1, 2, 3, 4, 5, 6, 7}, 8}, xz = {1, {0, 1, 0, 1, 2, 3, 2, 3}, 4},
             yz = {1, {0, 1, 2, 3, 0, 1, 2, 3}, 4}, z = {-1, {0, 1, 0, 1, 0, 1, 0, 1}, 2};
  compare({0.2, 0.1, 0.05, 0.15, 0.1, 0.1, 0.2, 0.1}, {all, xz, yz, z}, {2, 5, 9});
  Side twice = joint_of_six, x = rows, y = columns;
  twice.sign = 2;
  x.sign = y.sign = -1;
  compare({0.3, 0.1, 0.05, 0.15, 0.25, 0.15}, {twice, x, y}, {2, 7, 12});
}

// At independence 2 n MI is chi-square with (r - 1)(c - 1) degrees of freedom in the limit, of variance twice
// that: nothing of the linear terms, which are 10^6 times as large at this n, may be left. Otherwise n times
// the variance is that of ln p(x, y) / (p(x) p(y)).
TEST(Parts, LargeSamplesHaveTheLimits) {
  const Table free = {0.06, 0.14, 0.2, 0.09, 0.21, 0.3}, bound = {0.3, 0.1, 0.05, 0.15, 0.25, 0.15};
  const std::int64_t n = 1'000'000;
  const ErrorMoments chi = moments(free, n, {joint_of_six, rows, columns}, {PlugIn{}, 0, nullptr});
  EXPECT_NEAR(2e6 * chi.bias, 2, 1e-4);
  EXPECT_NEAR(2e6 * chi.sd, 2, 1e-4);
  double mean = 0, square = 0;
  for (std::size_t k = 0; k < 6; ++k) {
    const double score = std::log(bound[k] / (rows.of(bound)[k / 3] * columns.of(bound)[k % 3]));
    mean += bound[k] * score;
    square += bound[k] * score * score;
  }
  const ErrorMoments normal = moments(bound, n, {joint_of_six, rows, columns}, {PlugIn{}, 0, nullptr});
  EXPECT_NEAR(1e6 * normal.sd * normal.sd / (square - mean * mean), 1, 1e-4);
}

}  // namespace
}  // namespace plim::parts_test
