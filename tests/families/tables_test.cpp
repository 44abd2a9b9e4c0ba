#include <thread>

#include "law_cases.hpp"
#include "plim/families/standard_families.hpp"
#include "plim/random/integer_table.hpp"

// The tables of every family on integers: their probabilities, rounded nowhere, against the definitions of
// the laws in quad precision.
namespace plim::tables_test {
namespace {

using test::law_of;
using Parameters = nlohmann::json;

__extension__ typedef __float128 Quad;

Quad power(Quad x, double n) {
  Quad product = 1;
  for (double i = 0; i < n; ++i) product *= x;
  return product;
}
Quad square_root(double x) {
  Quad root = std::sqrt(x);
  for (int i = 0; i < 2; ++i) root = (root + x / root) / 2;
  return root;
}
/// n over k.
Quad choose(double n, double k) {
  Quad product = 1;
  for (double i = 1; i <= k; ++i) product *= (Quad(n) - k + i) / i;
  return product;
}
/// x (x + 1) ... (x + n - 1).
Quad rising(double x, double n) {
  Quad product = 1;
  for (double i = 0; i < n; ++i) product *= Quad(x) + i;
  return product;
}

struct Case {
  const char* family;
  Parameters parameters;
  double from;
  std::vector<Quad> exact;  // probabilities of from, from + 1, ...
};

/// Masses of from .. to, over their sum or another.
template <class Mass>
std::vector<Quad> listed(double from, double to, Mass mass, Quad sum = 0) {
  std::vector<Quad> p;
  Quad own = 0;
  for (double k = from; k <= to; ++k) own += p.emplace_back(mass(k));
  for (Quad& x : p) x /= sum > 0 ? sum : own;
  return p;
}

Case poisson(double mean) {
  return {"poisson",
          {{"mean", mean}},
          0,
          listed(0, std::ceil(mean + 20 * std::sqrt(mean) + 40), [mean, term = Quad(1)](double k) mutable {
            return k == 0 ? term : term *= Quad(mean) / k;
          })};
}
Case binomial(double n, double p) {
  return {"binomial", {{"trials", static_cast<std::int64_t>(n)}, {"p", p}}, 0, listed(0, n, [=](double k) {
            return choose(n, k) * power(p, k) * power(1 - Quad(p), n - k);
          })};
}
Case negative_binomial(double r, double p) {
  return {"negative_binomial",
          {{"r", r}, {"p", p}},
          0,
          listed(0, std::ceil((2 * r + 150) / p), [=, term = Quad(1)](double k) mutable {
            return k == 0 ? term : term *= (Quad(r) + (k - 1)) / k * (1 - Quad(p));
          })};
}
Case logarithmic(double p) {
  return {
      "logarithmic",
      {{"p", p}},
      1,
      listed(1, std::ceil(100 / (1 - p)), [=, term = Quad(1)](double k) mutable { return (term *= p) / k; })};
}
Case hypergeometric(double marked, double others, double drawn) {
  return {"hypergeometric",
          {{"successes", marked}, {"failures", others}, {"draws", drawn}},
          std::fmax(0, drawn - others),
          listed(std::fmax(0, drawn - others), std::fmin(drawn, marked),
                 [=](double k) { return choose(marked, k) * choose(others, drawn - k); })};
}
Case beta_binomial(double n, double a, double b) {
  return {"beta_binomial",
          {{"trials", static_cast<std::int64_t>(n)}, {"alpha", a}, {"beta", b}},
          0,
          listed(0, n, [=](double k) { return choose(n, k) * rising(a, k) * rising(b, n - k); })};
}
/// The integers that a table holds, as the sum of all is known.
Case geometric(double p) {
  return {"geometric",
          {{"p", p}},
          0,
          listed(
              0, 40, [=](double k) { return power(1 - Quad(p), k); }, 1 / Quad(p))};
}
Case zipf(double N) {
  return {"zipf", {{"s", 1.5}, {"N", static_cast<std::int64_t>(N)}}, 1, listed(1, N, [](double k) {
            return 1 / (k * square_root(k));
          })};
}
/// zeta(2) = pi^2 / 6.
Case zeta_of_two() {
  const Quad pi = Quad(0x1.921fb54442d18p+1) + 0x1.1a62633145c07p-53;
  return {"zeta",
          {{"s", 2}},
          1,
          listed(
              1, 200, [](double k) { return 1 / (Quad(k) * k); }, pi * pi / 6)};
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {poisson(1e-30),
                                        poisson(0.4),
                                        poisson(3),
                                        poisson(300),
                                        poisson(9000),
                                        binomial(1, 0.3),
                                        binomial(12, 0.3),
                                        binomial(1000, 0.3),
                                        binomial(1000, 0.999),
                                        binomial(40, 1e-12),
                                        negative_binomial(2.5, 0.3),
                                        negative_binomial(300, 0.8),
                                        negative_binomial(0.01, 0.1),
                                        logarithmic(1e-9),
                                        logarithmic(0.8),
                                        hypergeometric(70, 130, 50),
                                        hypergeometric(300, 20, 100),
                                        hypergeometric(5, 5, 0),
                                        beta_binomial(20, 1.5, 4),
                                        beta_binomial(40, 1e-150, 1e-150),
                                        beta_binomial(40, 0.5, 1e-20),
                                        beta_binomial(900, 0.3, 0.4),
                                        geometric(0.07),
                                        geometric(0.5),
                                        geometric(0.001),
                                        zipf(40),
                                        zipf(3000),
                                        zeta_of_two()};
  return all;
}

std::string label(const Case& c) { return c.family + c.parameters.dump(); }

// Every probability to 2^-45 of itself, from the mode to the far tails, and all together to 2^-60.
TEST(Tables, GiveEveryIntegerItsProbability) {
  for (const Case& c : cases()) {
    const AnyLaw law = law_of(c.family, c.parameters);
    ASSERT_EQ(law.tables().size(), 1U) << label(c);
    const IntegerTable& table = law.tables().front();
    Quad distance = 0;
    double worst = 0;
    for (std::size_t i = 0; i < c.exact.size(); ++i) {
      const Precise p = table.probability(c.from + static_cast<double>(i));
      if (std::isnan(p.high)) continue;  // not listed
      const Quad error = Quad(p.high) + p.low - c.exact[i];
      distance += error < 0 ? -error : error;
      constexpr double told = 1e-35;  // less is less than a draw's words tell
      if (c.exact[i] > told) worst = std::fmax(worst, std::fabs(static_cast<double>(error / c.exact[i])));
    }
    EXPECT_LT(static_cast<double>(distance / 2), 0x1p-60) << label(c);
    EXPECT_LT(worst, 0x1p-45) << label(c);
  }
}

// Of the others P(X > last) is what is left.
TEST(Tables, LeaveWhatIsAboveThem) {
  for (const Case& c : {geometric(0.001), zeta_of_two()}) {
    const AnyLaw law = law_of(c.family, c.parameters);
    const IntegerTable& table = law.tables().front();
    EXPECT_EQ(table.first(), c.from);
    double sum = 0;
    for (double k = c.from + static_cast<double>(table.size()); k-- > c.from;)
      sum += table.probability(k).value();
    EXPECT_NEAR(1 - sum, law.complement(c.from + static_cast<double>(table.size()) - 1), 1e-14) << label(c);
  }
}

TEST(Tables, AreNotMadeOfLawsThatSpreadTooFar) {
  const std::pair<const char*, Parameters> wide[] = {
      {"poisson", {{"mean", 1e9}}},
      {"binomial", {{"trials", 1000000000000}, {"p", 0.5}}},
      {"negative_binomial", {{"r", 2.5}, {"p", 1e-5}}},
      {"geometric", {{"p", 1e-6}}},
      {"logarithmic", {{"p", 0.999999}}},
      {"hypergeometric", {{"successes", 1e15}, {"failures", 1e15}, {"draws", 1e14}}},
      {"beta_binomial", {{"trials", 1000000}, {"alpha", 0.5}, {"beta", 0.5}}},
      {"beta_binomial", {{"trials", 1000000}, {"alpha", 2}, {"beta", 3}}},
      {"skellam", {{"mean1", 1}, {"mean2", 1e9}}},
      {"zeta", {{"s", 1.05}}},
      {"zipf", {{"s", 0.5}, {"N", 1000000000}}}};
  for (const auto& [family, parameters] : wide) {
    const AnyLaw law = law_of(family, parameters);
    EXPECT_TRUE(law.tables().empty()) << family;
    std::vector<double> x(3), y(3);
    law.draw({{1}, 2, 0}, 5, x);
    for (std::size_t i = 0; i < y.size(); ++i) {
      Variate v({{1}, 2, 0}, 5 + i);
      y[i] = law.sample(v);
    }
    EXPECT_EQ(x, y) << family;
  }
}

TEST(Tables, OfOneIntegerGiveIt) {
  const std::tuple<const char*, Parameters, double> certain[] = {
      {"poisson", {{"mean", 0}}, 0},
      {"binomial", {{"trials", 7}, {"p", 0}}, 0},
      {"binomial", {{"trials", 7}, {"p", 1}}, 7},
      {"negative_binomial", {{"r", 3}, {"p", 1}}, 0},
      {"geometric", {{"p", 1}}, 0},
      {"zipf", {{"s", 1.5}, {"N", 1}}, 1},
      {"zipf", {{"s", 1e4}, {"N", 10}}, 1},
      {"zeta", {{"s", 700}}, 1},
      {"skellam", {{"mean1", 0}, {"mean2", 0}}, 0},
      {"hypergeometric", {{"successes", 0}, {"failures", 0}, {"draws", 0}}, 0},
      {"hypergeometric", {{"successes", 9}, {"failures", 4}, {"draws", 13}}, 9}};
  for (const auto& [family, parameters, value] : certain) {
    const AnyLaw law = law_of(family, parameters);
    EXPECT_FALSE(law.tables().empty()) << family;
    std::vector<double> x(300);
    law.draw({{1}, 2, 0}, 5, x);
    EXPECT_EQ(x, std::vector<double>(300, value)) << family;
  }
}

// A law that is made anew in its place is drawn by variates, one for each.
TEST(Tables, AreNotMadeOfLawsThatChange) {
  Arguments three;
  three.set("mean", 3.0);
  for (const LawFamily& family : standard_families()) {
    if (family.name != "poisson") continue;
    const std::unique_ptr<Law> fixed = std::move(*family.make(three)),
                               changed = std::move(*family.make(three)),
                               moved = std::move(*family.make(three));
    EXPECT_FALSE(changed->remake(three).has_value());
    EXPECT_TRUE(moved->move(three));
    EXPECT_EQ(fixed->tables().size(), 1U);
    EXPECT_TRUE(changed->tables().empty() && moved->tables().empty());
    std::vector<double> x(100), y(100), z(100);
    fixed->draw({{1}, 2, 0}, 0, x);
    changed->draw({{1}, 2, 0}, 0, y);
    for (std::size_t i = 0; i < z.size(); ++i) {
      Variate v({{1}, 2, 0}, i);
      z[i] = fixed->sample(v);
    }
    EXPECT_EQ(y, z);
    EXPECT_NE(x, y);
  }
}

TEST(Tables, AreMadeOnceForAllThreads) {
  const AnyLaw law = law_of("poisson", {{"mean", 1e5}}), other = law_of("poisson", {{"mean", 1e5}});
  std::vector<double> expected(5000);
  other.draw({{1}, 2, 0}, 0, expected);
  std::vector<std::vector<double>> drawn(8, std::vector<double>(5000));
  std::vector<const IntegerTable*> seen(8);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < drawn.size(); ++t) {
    threads.emplace_back([&, t] {
      law.draw({{1}, 2, 0}, 0, drawn[t]);
      seen[t] = law.tables().data();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t t = 0; t < drawn.size(); ++t) {
    EXPECT_EQ(drawn[t], expected);
    EXPECT_EQ(seen[t], seen[0]);
  }
}

}  // namespace
}  // namespace plim::tables_test
