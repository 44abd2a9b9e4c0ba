#include <functional>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/errors.hpp"
#include "plim/theory/oracles.hpp"
#include "plim/theory/predictor.hpp"
#include "plim/views/counts.hpp"
#include "support.hpp"

// Laws drawn from a Dirichlet law: predictions of the error of each replicate from its own truth.
namespace plim::drawn_predictions_test {
namespace {

using Counts64 = std::vector<std::int64_t>;
using Statistic = std::function<double(const Counts64&)>;

double psi(double x) { return boost::math::digamma(x); }
double psi1(double x) { return boost::math::trigamma(x); }

/// Mean and mean square of H under Dirichlet(a), as Wolpert and Wolf (1995) give them.
std::pair<double, double> entropy_under(const std::vector<double>& a) {
  double A = 0, mean = 0, linear = 0, squares = 0, d_squares = 0, last = 0;
  for (const double x : a) A += x;
  for (const double x : a) {
    const double d = psi(x + 1) - psi(A + 2), e = psi(x + 2) - psi(A + 2);
    mean += x / A * (psi(A + 1) - psi(x + 1));
    linear += x * d;
    squares += x * x;
    d_squares += x * x * d * d;
    last += x * (x + 1) * (e * e + psi1(x + 2) - psi1(A + 2));
  }
  return {mean, (linear * linear - d_squares - psi1(A + 2) * (A * A - squares) + last) / (A * (A + 1))};
}

/// Mean and sd of T - H over every vector of counts with its Dirichlet-multinomial mass, H given the counts
/// by its posterior moments: the reference.
class Enumeration {
 public:
  Enumeration(std::vector<double> alpha, std::int64_t n, Statistic t)
      : alpha_(std::move(alpha)), n_(n), t_(std::move(t)), c_(alpha_.size()) {
    for (const double a : alpha_) total_ += a;
    visit(0, n,
          std::lgamma(static_cast<double>(n) + 1) + std::lgamma(total_) -
              std::lgamma(static_cast<double>(n) + total_));
  }
  double mean() const { return sum_ / mass_; }
  double variance() const { return square_ / mass_ - mean() * mean(); }
  double mass() const { return mass_; }

 private:
  void visit(std::size_t k, std::int64_t left, double log_mass) {
    for (std::int64_t c = k + 1 == c_.size() ? left : 0; c <= left; ++c) {
      c_[k] = c;
      const double x = static_cast<double>(c);
      const double here = log_mass + std::lgamma(x + alpha_[k]) - std::lgamma(alpha_[k]) - std::lgamma(x + 1);
      if (k + 1 < c_.size()) {
        visit(k + 1, left - c, here);
      } else {
        add(std::exp(here));
      }
    }
  }
  void add(double mass) {
    std::vector<double> posterior = alpha_;
    for (std::size_t k = 0; k < c_.size(); ++k) posterior[k] += static_cast<double>(c_[k]);
    const auto [h, square] = entropy_under(posterior);
    const double t = t_(c_);
    mass_ += mass;
    sum_ += mass * (t - h);
    square_ += mass * (t * t - 2 * t * h + square);
  }

  std::vector<double> alpha_;
  std::int64_t n_;
  Statistic t_;
  Counts64 c_;
  double total_ = 0, mass_ = 0, sum_ = 0, square_ = 0;
};

double sum_of(const Counts64& c, const std::function<double(double)>& f) {
  double sum = 0;
  for (const std::int64_t x : c) sum += x > 0 ? f(static_cast<double>(x)) : 0;
  return sum;
}

/// The definitions, written out.
double by_definition(const std::string& name, const Counts64& c, double n) {
  const double K = static_cast<double>(c.size());
  const double ml = -sum_of(c, [n](double x) { return x / n * std::log(x / n); });
  if (name == "ml") return ml;
  if (name == "miller_madow") return ml + (sum_of(c, [](double) { return 1.0; }) - 1) / (2 * n);
  if (name == "zhang") return psi(n) - sum_of(c, [n](double x) { return x / n * psi(x); });
  if (name == "grassberger_2003") {
    return std::log(n) - sum_of(c, [n](double x) {
             double g = -0.57721566490153286 - std::log(2.0);
             for (double m = 2; m <= x; m += 2) g += 2 / (m - 1);
             return x / n * g;
           });
  }
  const double a = name == "dirichlet_mean_laplace" ? 1 : 0.5, total = n + a * K;
  double sum = 0;
  for (const std::int64_t x : c) {
    const double w = static_cast<double>(x) + a;
    sum += name == "dirichlet_plugin_jeffreys" ? -w / total * std::log(w / total)
                                               : w / total * (psi(total + 1) - psi(w + 1));
  }
  return sum;
}

std::shared_ptr<const Population> dirichlet(const std::vector<double>& alpha) {
  static const Catalogue catalogue = standard_catalogue();
  const PopulationEntry& entry = *catalogue.find_law("categorical.dirichlet");
  Arguments a;
  a.set("alpha", alpha);
  return *entry.make(a);
}

struct Asked {
  AnyEstimator bound;
  Knowns knowns;
  SeriesPrediction at(const Population& population, std::int64_t n) const {
    return Predictor(population)(bound, knowns, bound.facts->outputs[0], n);
  }
};

Asked entropy_by(const std::string& name, const Population& population) {
  static const Catalogue catalogue = standard_catalogue();
  Knowns knowns;
  knowns.estimand = "entropy";
  knowns.K = population.public_facts().K;
  knowns.target = catalogue.find_estimand("entropy");
  for (const EstimatorEntry& e : catalogue.estimators()) {
    if (e.name == name && e.estimands.front() == "entropy") return {*e.bind(population, knowns, {}), knowns};
  }
  throw std::runtime_error(name);
}

const std::vector<std::vector<double>> priors = {
    {1, 1},       {0.5, 0.5, 0.5},   {0.02, 0.02, 0.02}, {0.3, 2, 0.3, 1.5},
    {40, 40, 40}, {0.25, 0.25, 0.5}, {1e-3, 3}};
const std::vector<std::string> estimators = {
    "ml", "miller_madow", "grassberger_2003", "dirichlet_mean_laplace", "dirichlet_plugin_jeffreys", "zhang"};

TEST(DrawnPredictions, AgreeWithAllVectorsOfCounts) {
  for (const std::vector<double>& alpha : priors) {
    const auto population = dirichlet(alpha);
    for (const std::string& name : estimators) {
      for (const std::int64_t n : {1, 2, 7, 20}) {
        const Enumeration all(
            alpha, n, [&](const Counts64& c) { return by_definition(name, c, static_cast<double>(n)); });
        ASSERT_NEAR(all.mass(), 1, 1e-11);
        const SeriesPrediction p = entropy_by(name, *population).at(*population, n);
        ASSERT_EQ(p.bias.kind, PredictionKind::exact);
        EXPECT_NEAR(p.bias.value, all.mean(), 1e-12) << name << " " << n << " " << alpha[0];
        ASSERT_EQ(p.empirical_se.kind, PredictionKind::exact) << name << " " << n << " " << alpha[0];
        EXPECT_NEAR(std::pow(p.empirical_se.value, 2), all.variance(), 1e-9 * all.variance() + 1e-14)
            << name << " " << n << " " << alpha[0];
      }
    }
  }
}

// Where the prior is right the posterior mean is unbiased at every n, and its variance is that which a
// posterior has on average; with another it is not.
TEST(DrawnPredictions, TheRightPriorsMeanIsUnbiased) {
  const auto right = dirichlet(std::vector<double>(12, 1.0)), other = dirichlet(std::vector<double>(12, 0.5));
  for (const std::int64_t n : {1, 10, 1000, 100000}) {
    EXPECT_EQ(entropy_by("dirichlet_mean_laplace", *right).at(*right, n).bias.value, 0) << n;
    EXPECT_EQ(entropy_by("dirichlet_mean_jeffreys", *other).at(*other, n).bias.value, 0) << n;
    EXPECT_GT(std::fabs(entropy_by("dirichlet_mean_laplace", *other).at(*other, n).bias.value), 1e-7) << n;
  }
}

// -(K - 1)/(2n) + E (1 - sum 1/p)/(12 n^2), where E 1/p = (A - 1)/(alpha - 1), and E V/n + (K - 1)/(2 n^2);
// E V = E sum p (ln p)^2 - E H^2 of four classes of alpha = 3 by mpmath 1.2.1: sum over classes of
// alpha/A ((psi(alpha + 1) - psi(A + 1))^2 + psi'(alpha + 1) - psi'(A + 1)), less E H^2 of Wolpert and Wolf.
TEST(DrawnPredictions, HaveTheirExpansionAtLargeN) {
  const auto population = dirichlet({3, 3, 3, 3});
  const double mean_V = 0.19649281551031061;
  for (const std::int64_t n : {10000, 1000000}) {
    const double count = static_cast<double>(n), inverse = 4 * (12.0 - 1) / (3 - 1);
    const SeriesPrediction p = entropy_by("ml", *population).at(*population, n);
    const double expansion = -1.5 + (1 - inverse) / (12 * count);
    EXPECT_NEAR(count * p.bias.value, expansion, 2e-10 + 100 / (count * count)) << n;
    EXPECT_NEAR(count * std::pow(p.empirical_se.value, 2), mean_V + 1.5 / count, 1e-9 + 50 / (count * count))
        << n;
  }
}

// Laws that hardly vary are the uniform one: one draw has the plug-in entropy 0, and whatever it is the mean
// under a flat prior is psi(6) - (2 psi(3) + 3 psi(2))/5 = 13/12 (Wolpert and Wolf 1995).
TEST(DrawnPredictions, HugeConcentrationsKeepTheDigits) {
  const auto population = dirichlet(std::vector<double>(4, 1e12));
  EXPECT_NEAR(entropy_by("ml", *population).at(*population, 1).bias.value, -std::log(4.0), 1e-12);
  EXPECT_NEAR(entropy_by("dirichlet_mean_laplace", *population).at(*population, 1).bias.value,
              13.0 / 12 - std::log(4.0), 1e-12);
}

TEST(DrawnPredictions, SilenceWhereNothingIsAdditive) {
  const auto population = dirichlet({1, 1, 1});
  EXPECT_EQ(entropy_by("chao_shen", *population).at(*population, 10).bias.kind, PredictionKind::none);
  EXPECT_EQ(entropy_by("nsb", *population).at(*population, 10).bias.kind, PredictionKind::none);
  EXPECT_EQ(entropy_by("ml", *population).at(*population, std::int64_t{1} << 40).bias.kind,
            PredictionKind::none);
}

/// Moments of the errors over replicates.
struct Errors {
  double count = 0, sum = 0, square = 0, fourth = 0;
};

// 60 000 replicates as a study draws them: law, counts, error from the law's own entropy. Six comparisons
// within 5 standard errors, each false with chance 6e-7 (normal errors; the seed is fixed). Entropies taken
// from E H in place of their own truths have a spread more than twice as large, which the last line finds.
TEST(DrawnPredictions, AgreeWithReplicates) {
  constexpr std::size_t lanes = 64, replicates = 60'032;
  const std::int64_t n = 30;
  const std::vector<double> alpha = {0.2, 0.2, 0.7, 1.5, 3};
  const auto population = dirichlet(alpha);
  const ViewId wanted[] = {view_id<Counts>(), view_id<DrawnLaw>()};
  const auto source = population->source(RouteKind::counts, wanted, n, lanes);
  const std::vector<std::string> names = {"ml", "miller_madow", "zhang"};
  std::vector<Errors> own(names.size()), common(names.size());
  const double mean_entropy = entropy_under(alpha).first;
  for (std::size_t first = 0; first < replicates; first += lanes) {
    source->realise({{11}, first, 0}, lanes);
    source->start({{12}, first, 0}, lanes);
    source->grow(n, 0);
    const auto& counts = *static_cast<const Counts*>(source->view(view_id<Counts>()));
    const auto& laws = *static_cast<const DrawnLaw*>(source->view(view_id<DrawnLaw>()));
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      Counts64 c;
      for (std::size_t k = 0; k < counts.K; ++k) c.push_back(counts.c[k * counts.lanes + lane]);
      double truth = 0;
      for (const double p : laws.one(lane).probabilities()) truth -= p > 0 ? p * std::log(p) : 0;
      for (std::size_t i = 0; i < names.size(); ++i) {
        const double t = by_definition(names[i], c, static_cast<double>(n));
        for (const auto& [errors, from] : {std::pair(&own[i], truth), std::pair(&common[i], mean_entropy)}) {
          const double e = t - from;
          errors->count += 1;
          errors->sum += e;
          errors->square += e * e;
          errors->fourth += e * e * e * e;
        }
      }
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const SeriesPrediction p = entropy_by(names[i], *population).at(*population, n);
    const Errors& e = own[i];
    const double mean = e.sum / e.count, square = e.square / e.count;
    EXPECT_NEAR(p.bias.value, mean, 5 * p.empirical_se.value / std::sqrt(e.count)) << names[i];
    EXPECT_NEAR(std::pow(p.rmse.value, 2), square,
                5 * std::sqrt((e.fourth / e.count - square * square) / e.count))
        << names[i];
    EXPECT_GT(common[i].square / e.count, 2 * square) << names[i];
  }
}

// m = alpha/A: an error p_hat - p has variance A m (1 - m)/((A + 1) n).
TEST(DrawnPredictions, SharesAreAveragedOverTheLaws) {
  static const Catalogue catalogue = standard_catalogue();
  const auto population = dirichlet({2, 3, 5});
  int asked = 0;
  for (const bool posterior : {false, true}) {
    Knowns knowns;
    knowns.estimand = "p";
    knowns.K = 3;
    knowns.likelihood = "categorical";
    if (posterior) {
      knowns.priors["p"].law = "dirichlet";
      knowns.priors["p"].arguments.set("alpha", 1.0);
    }
    for (const EstimatorEntry& e : catalogue.estimators()) {
      if (e.name != (posterior ? "posterior_mean" : "mle") || e.likelihood != "categorical") continue;
      const AnyEstimator bound = *e.bind(*population, knowns, {});
      if (bound.facts->outputs.size() != 3) continue;  // the log-likelihood
      ++asked;
      const SeriesPrediction p = Predictor(*population)(bound, knowns, bound.facts->outputs[1], 4);
      ASSERT_EQ(p.bias.kind, PredictionKind::exact);
      // m = 0.3, E p (1 - p) = 10 x 0.21/11, Var p = 0.21/11; (1 - 3 x 0.3)/7.
      const double of_draw = 2.1 / 11, variance = 0.21 / 11;
      EXPECT_NEAR(p.bias.value, posterior ? 0.1 / 7 : 0, 1e-15);
      EXPECT_NEAR(p.empirical_se.value,
                  posterior ? std::sqrt(4 * of_draw + 9 * variance) / 7 : std::sqrt(of_draw / 4), 1e-15);
    }
  }
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace plim::drawn_predictions_test
