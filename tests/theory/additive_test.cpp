#include "plim/theory/additive.hpp"

#include <functional>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/special_functions/digamma.hpp>

#include "plim/families/categorical.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/errors.hpp"
#include "support.hpp"

namespace plim::additive_test {
namespace {

using Statistic = std::function<double(const std::vector<std::int64_t>&)>;

/// Mean and sd of a statistic over every multinomial sample, by plain enumeration: the reference.
class Enumeration {
 public:
  Enumeration(std::vector<double> p, std::int64_t n, Statistic t)
      : p_(std::move(p)), t_(std::move(t)), c_(p_.size()) {
    visit(0, n, std::lgamma(static_cast<double>(n) + 1));
  }
  double mean() const { return sum_ / mass_; }
  double variance() const { return square_ / mass_ - mean() * mean(); }

 private:
  void visit(std::size_t k, std::int64_t left, double log_mass) {
    if (k + 1 == p_.size()) return take(k, left, log_mass);
    for (std::int64_t c = 0; c <= left; ++c) {
      if (c > 0 && p_[k] == 0) break;
      c_[k] = c;
      visit(k + 1, left - c, log_mass + part(k, c));
    }
  }
  void take(std::size_t k, std::int64_t c, double log_mass) {
    if (c > 0 && p_[k] == 0) return;
    c_[k] = c;
    const double mass = std::exp(log_mass + part(k, c)), t = t_(c_);
    mass_ += mass;
    sum_ += mass * t;
    square_ += mass * t * t;
  }
  double part(std::size_t k, std::int64_t c) const {
    return c == 0 ? 0 : static_cast<double>(c) * std::log(p_[k]) - std::lgamma(static_cast<double>(c) + 1);
  }

  std::vector<double> p_;
  Statistic t_;
  std::vector<std::int64_t> c_;
  double mass_ = 0, sum_ = 0, square_ = 0;
};

double plug_in(const std::vector<std::int64_t>& c, double n) {
  double h = 0;
  for (const std::int64_t x : c)
    h -= x > 0 ? static_cast<double>(x) / n * std::log(static_cast<double>(x) / n) : 0;
  return h;
}

double loss(const std::vector<double>& weight, const std::vector<std::int64_t>& c, double n, double a) {
  double sum = 0;
  for (std::size_t k = 0; k < c.size(); ++k) {
    const double q = (static_cast<double>(c[k]) + a) / (n + a * static_cast<double>(c.size()));
    sum -= weight[k] > 0 ? weight[k] * std::log(q) : 0;
  }
  return sum;
}

const std::vector<std::vector<double>> laws = {
    {0.3, 0.7}, {0.5, 0.5}, {0.9, 0.1}, {0.2, 0.3, 0.5}, {0.25, 0.25, 0.25, 0.25}, {0.6, 0.0, 0.39, 0.01}};

void compare(const std::vector<double>& p, std::int64_t n, const AdditiveError& error, double truth,
             const Statistic& t) {
  const Enumeration exact(p, n, t);
  const ErrorMoments m = additive_moments(CountLaws(p, n), error);
  EXPECT_NEAR(m.bias, exact.mean() - truth, 1e-12) << "n " << n << " K " << p.size();
  // The reference subtracts squares: its own rounding is about 1e-15.
  EXPECT_NEAR(m.sd * m.sd, exact.variance(), 1e-10 * exact.variance() + 2e-15)
      << "n " << n << " K " << p.size();
}

TEST(Additive, AgreesWithEnumerationOfAllSamples) {
  for (const std::vector<double>& p : laws) {
    for (const std::int64_t n : {1, 2, 5, 12, 25}) {
      const double count = static_cast<double>(n), h = entropy_of(p);
      compare(p, n, entropy_error(p, n, {PlugIn{}, 0, nullptr}), h,
              [=](const auto& c) { return plug_in(c, count); });
      const AdditiveTerm mm{PlugIn{}, -0.5 / count,
                            [=](std::size_t, std::int64_t c) { return c > 0 ? 0.5 / count : 0.0; }};
      compare(p, n, entropy_error(p, n, mm), h, [=](const auto& c) {
        double seen = 0;
        for (const std::int64_t x : c) seen += x > 0 ? 1 : 0;
        return plug_in(c, count) + (seen - 1) / (2 * count);
      });
      for (const double a : {0.5, 2.0}) {
        compare(p, n, fresh_loss_error(p, n, a), h, [=](const auto& c) { return loss(p, c, count, a); });
        compare(p, n, in_sample_loss_error(p, n, a), h, [=](const auto& c) {
          std::vector<double> frequency;
          for (const std::int64_t x : c) frequency.push_back(static_cast<double>(x) / count);
          return loss(frequency, c, count, a);
        });
      }
    }
  }
}

/// The additive form of an entropy estimator of the catalogue.
std::optional<AdditiveTerm> term_of(const std::string& name, std::size_t K, std::int64_t n) {
  Knowns knowns;
  knowns.estimand = "entropy";
  knowns.K = K;
  static const Catalogue catalogue = standard_catalogue();
  static const auto any = make_family_population(law_family<Categorical>(), [] {
    Arguments a;
    a.set("p", std::vector<double>{0.5, 0.5});
    return a;
  }());
  for (const EstimatorEntry& e : catalogue.estimators()) {
    if (e.name == name && e.estimands.front() == "entropy")
      return e.bind(**any, knowns, {})->bound->additive(n);
  }
  return std::nullopt;
}

TEST(Additive, DivergenceFromAFixedLawAgreesWithEnumeration) {
  const std::vector<std::pair<std::vector<double>, std::vector<double>>> pairs = {
      {{0.3, 0.7}, {0.5, 0.5}},
      {{0.2, 0.3, 0.5}, {0.5, 0.3, 0.2}},
      {{0.6, 0.0, 0.39, 0.01}, {0.1, 0.2, 0.3, 0.4}}};
  for (const auto& [p, q] : pairs) {
    double truth = 0;
    for (std::size_t k = 0; k < p.size(); ++k) truth += p[k] > 0 ? p[k] * std::log(p[k] / q[k]) : 0;
    for (const std::int64_t n : {1, 5, 25}) {
      const double count = static_cast<double>(n);
      compare(p, n, reference_kl_error(p, q, n), truth, [=, &weights = q](const auto& c) {
        double sum = 0;
        for (std::size_t k = 0; k < c.size(); ++k) {
          const double f = static_cast<double>(c[k]) / count;
          sum += f > 0 ? f * std::log(f / weights[k]) : 0;
        }
        return sum;
      });
    }
  }
}

TEST(Additive, AgreesWithIndependentHighPrecisionValues) {
  const nlohmann::json cases = test::read_json("exact_expectation.json")["cases"];
  ASSERT_EQ(cases.size(), 12U);
  for (const nlohmann::json& c : cases) {
    const std::vector<double> p = c["probabilities"];
    const std::int64_t n = c["n"];
    const CountLaws counts(p, n);
    ASSERT_EQ(c["moments"].size(), 11U);
    for (const auto& [name, moments] : c["moments"].items()) {
      const std::optional<AdditiveTerm> term = term_of(name, p.size(), n);
      ASSERT_TRUE(term) << name;
      const ErrorMoments m = additive_moments(counts, entropy_error(p, n, *term));
      EXPECT_NEAR((m.bias + c["truth"].get<double>()) / moments["mean"].get<double>(), 1, 1e-11)
          << c["id"] << " " << name;
      // Terms that change their sign with each count are of high degree in it.
      const double tolerance =
          name.starts_with("grassberger") || name.starts_with("schurmann") ? 1e-7 : 1e-10;
      EXPECT_NEAR(m.sd / moments["sd"].get<double>(), 1, tolerance) << c["id"] << " " << name;
    }
  }
}

// Rare classes and nearly equal ones at small n, where variances of parts are much larger than that of the
// whole: enumeration with 50 digits (mpmath).
TEST(Additive, SmallSpreadsKeepTheirDigits) {
  const double rare = 0x1p-30, less = 0x1p-20;
  struct Row {
    std::vector<double> p;
    std::int64_t n;
    double bias, sd, controlled;
  };
  const std::vector<Row> rows = {
      {{1 - rare, rare}, 2, -1.9006543845407566624e-8, 0.000029915104434177929245, 0.00041881146250615366322},
      {{1 - rare, rare}, 3, -1.8519231037447843311e-8, 0.000033644863194901834976, 0.00033273884447619362266},
      {{0.75, 0.25 - less, less}, 4, -0.15254181715799473306, 0.28571726447295521661, 0.17020039142778372059},
      {{0.5 + rare, 0.5 - rare}, 2, -0.34657359027997265418, 0.34657359027997265471, 0.34657359027997265374},
      {{0.5 + rare, 0.5 - rare},
       7,
       -0.078518129734542606462,
       0.11451926479171954495,
       0.11451926479171954261}};
  for (const Row& row : rows) {
    const ErrorMoments m =
        additive_moments(CountLaws(row.p, row.n), entropy_error(row.p, row.n, {PlugIn{}, 0, nullptr}));
    EXPECT_NEAR(m.bias / row.bias, 1, 1e-12) << row.n;
    EXPECT_NEAR(m.sd / row.sd, 1, 1e-10) << row.n << " " << row.p[0];
    EXPECT_NEAR(m.controlled_sd / row.controlled, 1, 1e-10) << row.n << " " << row.p[0];
  }
  const auto near = [](double x, double y) { return std::fabs(x / y - 1) < 1e-7; };
  EXPECT_TRUE(near(varentropy_of(std::vector<double>{0.5 + rare, 0.5 - rare}), 3.4694469519536141848e-18));
  EXPECT_TRUE(near(varentropy_of(std::vector<double>{1 - rare, rare}), 4.0271106370253265006e-7));
  EXPECT_EQ(varentropy_of(std::vector<double>(7, 1.0 / 7)), 0);
}

// Classes that never occur, and more of them than the law lists, still carry pseudo-counts.
TEST(Additive, DirichletMeansCountTheClassesThatNeverOccur) {
  const std::vector<double> p = {0.6, 0.0, 0.39, 0.01};
  for (const std::size_t K : {3U, 4U, 9U}) {
    for (const std::string name :
         {"dirichlet_mean_jeffreys", "dirichlet_mean_sg", "dirichlet_mean_minimax"}) {
      const std::int64_t n = 12;
      const double k = static_cast<double>(K);
      const double a =
          name == "dirichlet_mean_jeffreys" ? 0.5 : (name == "dirichlet_mean_sg" ? 1 : std::sqrt(12)) / k;
      const double total = 12 + k * a;
      compare(p, n, entropy_error(p, n, *term_of(name, K, n)), entropy_of(p), [=](const auto& c) {
        double sum = boost::math::digamma(total + 1) - (k - 4) * a / total * boost::math::digamma(a + 1);
        for (const std::int64_t x : c) {
          const double w = static_cast<double>(x) + a;
          sum -= w / total * boost::math::digamma(w + 1);
        }
        return sum;
      });
    }
  }
}

// Summing E H_n and subtracting H gives -16.2 for n x bias at n = 10^8 where the truth is -1.5.
TEST(Additive, KeepsTheDigitsAtLargeN) {
  const std::vector<double> p = {0.1, 0.2, 0.3, 0.4};
  double inverse = 0;
  for (const double x : p) inverse += 1 / x;
  for (const std::int64_t n : {std::int64_t{10000}, std::int64_t{100000000}, std::int64_t{10000000000}}) {
    const double count = static_cast<double>(n);
    const ErrorMoments m = additive_moments(CountLaws(p, n), entropy_error(p, n, {PlugIn{}, 0, nullptr}));
    const double expansion = -1.5 + (1 - inverse) / (12 * count);
    EXPECT_NEAR(count * m.bias, expansion, 1e-8 + 10 / (count * count)) << n;
    const double variance = varentropy_of(p) / count + 1.5 / (count * count);
    EXPECT_NEAR(m.sd * m.sd / variance, 1, 1e-8 + 30 / (count * count)) << n;
  }
}

// A uniform law has V = 0, so that the sd is all covariance: 2 n (ln s - H_n) is chi-square with s - 1
// degrees.
TEST(Additive, UniformLawHasTheChiSquareSd) {
  const std::vector<double> p(6, 1.0 / 6);
  const ErrorMoments m =
      additive_moments(CountLaws(p, 1000000), entropy_error(p, 1000000, {PlugIn{}, 0, nullptr}));
  EXPECT_NEAR(m.sd * 2e6 / std::sqrt(10.0), 1, 1e-4);
  EXPECT_NEAR(m.bias * 2e6, -5, 1e-4);
}

TEST(CountWindow, AgreesWithBoostsMass) {
  for (const std::int64_t n : {1, 5, 100, 100000, 1000000000}) {
    for (const double p : {1e-7, 0.01, 0.5, 0.93}) {
      const CountWindow w = binomial_window(n, p);
      const boost::math::binomial law(static_cast<double>(n), p);
      double total = 0;
      for (std::size_t i = 0; i < w.mass.size(); ++i) {
        total += w.mass[i];
        if (i % (w.mass.size() / 50 + 1) != 0) continue;
        const double exact =
            boost::math::pdf(law, static_cast<double>(w.first + static_cast<std::int64_t>(i)));
        EXPECT_NEAR(w.mass[i], exact, 1e-9 * exact + 1e-18)
            << n << " " << p;  // Boost's own error grows with n
      }
      EXPECT_NEAR(total, 1, 1e-13);
      EXPECT_LE(static_cast<double>(w.mass.size()), window_size(n, p));
    }
  }
  EXPECT_EQ(binomial_window(10, 0).mass, std::vector<double>{1.0});
  EXPECT_EQ(binomial_window(10, 1).first, 10);
}

}  // namespace
}  // namespace plim::additive_test
