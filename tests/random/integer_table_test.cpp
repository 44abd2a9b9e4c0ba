#include "plim/random/integer_table.hpp"

#include <map>

#include "plim/core/real.hpp"
#include "support.hpp"

// The law that tables give, against masses by their definitions in quad precision, and draws against it.
namespace plim::integer_table_test {
namespace {

__extension__ typedef __float128 Quad;

const Address address{{0x7ab1e5}, 3, 0};

struct Case {
  std::string name;
  IntegerMasses masses;
  double from;              // the least integer of the list below
  std::vector<Quad> exact;  // probabilities of from, from + 1, ... to where they are nothing
};

Quad power(Quad x, int n) {
  Quad product = 1;
  for (int i = 0; i < n; ++i) product *= x;
  return product;
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

/// The masses of from .. to, made to sum to 1.
template <class Mass>
std::vector<Quad> listed(double from, double to, Mass mass) {
  std::vector<Quad> p;
  Quad sum = 0;
  for (double k = from; k <= to; ++k) sum += p.emplace_back(mass(k));
  for (Quad& x : p) x /= sum;
  return p;
}

Case poisson(double mean) {
  const double end = std::ceil(mean + 20 * std::sqrt(mean) + 40);
  Quad term = 1;
  return {"poisson " + std::to_string(mean),
          {0, infinity, std::floor(mean), mean,
           [mean](double k) {
             return StepOfMass{mean, k + 1};
           }},
          0,
          listed(0, end, [&](double k) { return k == 0 ? term : term *= Quad(mean) / k; })};
}

Case binomial(double n, double p) {
  return {"binomial " + std::to_string(n) + " " + std::to_string(p),
          {0, n, std::floor((n + 1) * p), n * p * (1 - p),
           [n, p](double k) {
             return StepOfMass{Precise::product(n - k, p), Precise::sum(1, -p) * (k + 1)};
           }},
          0,
          listed(0, n, [&](double k) {
            return choose(n, k) * power(p, static_cast<int>(k)) * power(1 - Quad(p), static_cast<int>(n - k));
          })};
}

/// Of weights below 1 all mass is at the ends.
Case beta_binomial(double n, double a, double b) {
  IntegerMasses masses{
      0, n, a > b ? n : 0, n * n, [n, a, b](double k) {
        return StepOfMass{Precise::sum(k, a) * (n - k), Precise::sum(n - 1 - k, b) * (k + 1)};
      }};
  masses.valley = true;
  return {"beta_binomial " + std::to_string(a), masses, 0,
          listed(0, n, [&](double k) { return choose(n, k) * rising(a, k) * rising(b, n - k); })};
}

Case geometric(double p) {
  return {"geometric " + std::to_string(p),
          {0, infinity, 0, 1 / p / p,
           [p](double) {
             return StepOfMass{Precise::sum(1, -p), 1};
           }},
          0,
          listed(0, std::ceil(120 / p), [&, term = Quad(1)](double) mutable {
            const Quad now = term;
            term *= 1 - Quad(p);
            return now;
          })};
}

Case uniform(double count) {
  return {"uniform " + std::to_string(count),
          {5, 4 + count, 5, 0,
           [](double) {
             return StepOfMass{1, 1};
           }},
          5,
          listed(5, 4 + count, [](double) { return Quad(1); })};
}

std::vector<Case> cases() {
  std::vector<Case> all = {poisson(1e-30),
                           poisson(0.4),
                           poisson(3),
                           poisson(300),
                           poisson(9000),
                           binomial(1, 0.3),
                           binomial(12, 0.3),
                           binomial(1000, 0.3),
                           binomial(40, 1e-12),
                           beta_binomial(20, 1.5, 4),
                           beta_binomial(40, 1e-150, 1e-150),
                           beta_binomial(40, 0.5, 1e-20),
                           beta_binomial(900, 0.3, 0.4),
                           geometric(0.07),
                           geometric(0.5),
                           uniform(1),
                           uniform(2),
                           uniform(3),
                           uniform(16),
                           uniform(16383)};
  return all;
}

const IntegerTable& table_of(const Case& c) {
  static std::map<std::string, std::vector<IntegerTable>> made;
  const auto [at, is_new] = made.try_emplace(c.name);
  if (is_new) at->second = tables_of(c.masses);
  if (at->second.empty()) throw std::logic_error("no table: " + c.name);
  return at->second.front();
}

// Every probability to 2^-45 of itself, from the mode to the far tails, and all together to 2^-60.
TEST(IntegerTable, GivesEveryIntegerItsProbability) {
  for (const Case& c : cases()) {
    const IntegerTable& table = table_of(c);
    Quad distance = 0;
    double worst = 0;
    for (std::size_t i = 0; i < c.exact.size(); ++i) {
      const Precise p = table.probability(c.from + static_cast<double>(i));
      const Quad error = Quad(p.high) + p.low - c.exact[i];
      distance += error < 0 ? -error : error;
      constexpr double told = 1e-35;
      if (c.exact[i] > told) worst = std::fmax(worst, std::fabs(static_cast<double>(error / c.exact[i])));
    }
    EXPECT_LT(static_cast<double>(distance / 2), 0x1p-60) << c.name;
    EXPECT_LT(worst, 0x1p-45) << c.name;
  }
}

}  // namespace
}  // namespace plim::integer_table_test
