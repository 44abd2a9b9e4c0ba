#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/special_functions/digamma.hpp>

#include "plim/random/dirichlet.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/points.hpp"
#include "sample.hpp"

// Maximum likelihood of laws of points: Dirichlet against mpmath in 40 digits (dirichlet.py), the multinomial
// law against exact fractions and scipy 1.10. One test draws, with three comparisons at z_limit.
namespace plim::points_likelihood_test {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
using List = std::vector<double>;

Knowns of(const std::string& model, std::size_t d, const std::string& estimand,
          const std::string& method = "none") {
  Knowns knowns;
  knowns.likelihood = model;
  knowns.estimand = estimand;
  knowns.dimension = d;
  if (method != "none") knowns.interval = IntervalRequest{0.95, method};
  return knowns;
}

/// What the catalogue's mle says of points `x: [n][d]`.
test::Estimated mle(const List& x, const Knowns& knowns) {
  test::Estimated e;
  const Catalogue& catalogue = test::Sample::catalogue();
  for (const EstimatorEntry& entry : catalogue.estimators()) {
    const auto& all = entry.estimands;
    if (entry.name != "mle" || entry.likelihood != knowns.likelihood ||
        std::find(all.begin(), all.end(), knowns.estimand) == all.end())
      continue;
    const Outcome<AnyEstimator> bound = entry.bind(test::any_population(), knowns, {});
    if (!bound) {
      e.refusal = bound.reason();
      return e;
    }
    const double* row = x.data();
    const auto n = static_cast<std::int64_t>(x.size() / *knowns.dimension);
    const Points points{n, *knowns.dimension, 1, &row};
    e.outputs = bound->facts->outputs;
    e.cells.resize(e.outputs.size());
    for (const auto& derivation : catalogue.derivations()) {
      if (!derivation->makes(bound->facts->view)) continue;
      const std::unique_ptr<Deriver> deriver = derivation->make(1, 0, {});
      bound->bound->instantiate()->run(deriver->derive(&points), n, {},
                                       {e.cells.data(), &e.status, e.cells.size(), 1});
      return e;
    }
  }
  ADD_FAILURE() << "no mle of " << knowns.estimand << " for " << knowns.likelihood;
  return e;
}

TEST(DirichletMle, IsTheMaximumInFortyDigits) {
  const nlohmann::json cases = test::read_json("dirichlet.json")["fits"];
  ASSERT_GT(cases.size(), 20U);
  for (const nlohmann::json& c : cases) {
    List x;
    for (const nlohmann::json& point : c["points"]) {
      for (const nlohmann::json& share : point) x.push_back(share);
    }
    const List alpha = c["alpha"], se = c["se"];
    double sum = 1;
    for (const double a : alpha) sum += a;
    const test::Estimated e = mle(x, of("dirichlet", alpha.size(), "alpha", ""));
    ASSERT_EQ(e.cells.size(), alpha.size()) << c["name"] << e.refusal;
    EXPECT_EQ(e.status, Status::regular) << c["name"];
    const double tolerance = 1e-14 * (1 + sum);
    for (std::size_t k = 0; k < alpha.size(); ++k) {
      const Cell& cell = e.cells[k];
      EXPECT_EQ(e.outputs[k].name, "alpha[" + std::to_string(k) + "]");
      EXPECT_NEAR(cell.value, alpha[k], tolerance * alpha[k]) << c["name"] << k;
      EXPECT_NEAR(cell.se, se[k], 2 * tolerance * se[k]) << c["name"] << k;
      EXPECT_NEAR(std::log(cell.hi / cell.value), 1.959963984540054 * se[k] / alpha[k],
                  4 * tolerance * se[k] / alpha[k]);
      EXPECT_NEAR(cell.lo * cell.hi, cell.value * cell.value, 1e-14 * cell.value * cell.value);
    }
    const double top = c["log_likelihood"];
    EXPECT_NEAR(mle(x, of("dirichlet", alpha.size(), "log_likelihood")).cells[0].value, top,
                1e-14 * std::fabs(top) + 1e-14 * sum * static_cast<double>(x.size()))
        << c["name"];
  }
}

// The gradient vanishes there, by Boost's digamma; no sample is given up.
TEST(DirichletMle, ConvergesFromSmallToLargeConcentrations) {
  std::size_t fitted = 0;
  for (std::uint64_t trial = 0; trial < 3000; ++trial) {
    Variate v({{22}, trial, 0}, 0);
    const std::size_t K = 2 + v.below(5), n = 3 + v.below(20);
    List alpha(K), x(n * K);
    for (double& a : alpha) a = std::pow(10.0, 6.5 * v.open() - 1.5);
    for (std::size_t i = 0; i < n; ++i)
      draw_dirichlet({{9}, trial, 0}, alpha, std::span(x).subspan(i * K, K), i * K);
    if (*std::min_element(x.begin(), x.end()) == 0) continue;
    const test::Estimated e = mle(x, of("dirichlet", K, "alpha"));
    ASSERT_EQ(e.status, Status::regular) << trial;
    ++fitted;
    double sum = 0;
    for (const Cell& c : e.cells) sum += c.value;
    for (std::size_t k = 0; k < K; ++k) {
      double mean_log = 0;
      for (std::size_t i = 0; i < n; ++i) mean_log += std::log(x[i * K + k]) / static_cast<double>(n);
      const double gradient = boost::math::digamma(sum) - boost::math::digamma(e.cells[k].value) + mean_log;
      EXPECT_NEAR(gradient, 0, 1e-13 * (1 + std::fabs(mean_log))) << trial;
    }
  }
  EXPECT_GT(fitted, 2500U);
}

// In 0.9483 of samples by numpy and scipy: 100 000 samples of Generator.dirichlet, Newton's iteration.
TEST(DirichletMle, WaldIntervalsCoverAtTwoHundredPoints) {
  const List alpha = {0.5, 2, 3.5};
  constexpr std::size_t n = 200, replicates = 4000;
  constexpr double coverage = 0.9483;
  List covered(3);
  for (std::size_t r = 0; r < replicates; ++r) {
    List x(3 * n);
    for (std::size_t i = 0; i < n; ++i)
      draw_dirichlet({{31}, r, 0}, alpha, std::span(x).subspan(3 * i, 3), 3 * i);
    const test::Estimated e = mle(x, of("dirichlet", 3, "parameters", ""));
    for (std::size_t k = 0; k < 3; ++k)
      covered[k] += e.cells[k].lo <= alpha[k] && alpha[k] <= e.cells[k].hi ? 1 : 0;
  }
  for (const double hits : covered)
    EXPECT_LT(std::fabs(hits - coverage * replicates) / std::sqrt(coverage * (1 - coverage) * replicates),
              test::z_limit)
        << hits;
}

TEST(DirichletMle, StatusesOfBadPoints) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto status = [](const List& x) { return mle(x, of("dirichlet", 2, "alpha")).status_name(); };
  EXPECT_EQ(status({}), "empty");
  EXPECT_EQ(status({0.25, 0.75}), "unbounded");
  EXPECT_EQ(status({0.25, 0.75, 0.25, 0.75, 0.25, 0.75}), "unbounded");
  EXPECT_EQ(status({0.1, 0.9, 0.1 + 0x1p-52, 0.9}), "unbounded");  // apart by rounding
  for (const List& bad :
       {List{nan, 0.5}, {inf, 0.5}, {0.5, -inf}, {-0.5, 1.5}, {0, 1}, {0.5, 0.4}, {0.5, 0.5 + 2e-9}}) {
    List x = {0.25, 0.75, 0.5, 0.5};
    x.insert(x.end(), bad.begin(), bad.end());
    EXPECT_EQ(status(x), "invalid") << bad[0] << " " << bad[1];
    EXPECT_EQ(mle(x, of("dirichlet", 2, "log_likelihood")).status_name(), "invalid");
  }
  EXPECT_EQ(status({0.25, 0.75, 0.5, 0.5 + 5e-10}), "regular");
}

TEST(PointModels, RefuseWhatTheyAreNotOf) {
  for (const std::string model : {"dirichlet", "multinomial"}) {
    const std::string parameter = model == "dirichlet" ? "alpha" : "p", a = "a " + model + " model ";
    Knowns knowns = of(model, 1, parameter);
    EXPECT_EQ(mle({1}, knowns).refusal, a + "needs points of at least two coordinates");
    EXPECT_EQ(mle(List(33), of(model, 33, parameter)).refusal,
              a + "is given element by element up to 32 coordinates; these points have 33");
    knowns.dimension = 2;
    knowns.priors[parameter] = {"point", {}};
    EXPECT_EQ(mle({}, knowns).refusal, a + "takes no priors");
    knowns.dimension.reset();
    EXPECT_EQ(mle({}, knowns).refusal, a + "needs points, as law = \"" + model + "\" has them");
  }
  EXPECT_EQ(mle({}, of("dirichlet", 2, "alpha", "wilson")).refusal,
            "mle of alpha has no interval method \"wilson\"; it has \"log\", \"wald\"");
}

TEST(MultinomialMle, IsTheShareOfAllTrials) {
  const List x = {2, 0, 4, 1, 3, 2, 0, 1, 5};  // 3, 4, 11 of 18
  const test::Estimated e = mle(x, of("multinomial", 3, "p", ""));
  ASSERT_EQ(e.cells.size(), 3U) << e.refusal;
  EXPECT_EQ(e.status, Status::regular);
  EXPECT_DOUBLE_EQ(e.cells[0].value, 3.0 / 18);
  EXPECT_DOUBLE_EQ(e.cells[2].value, 11.0 / 18);
  EXPECT_NEAR(e.cells[2].se, std::sqrt(77.0 / 18) / 18, 1e-15);
  // Wilson's limits of 11 of 18: the roots of (p - 11/18)^2 = z^2 p (1 - p)/18.
  for (const double p : {e.cells[2].lo, e.cells[2].hi})
    EXPECT_NEAR((p - 11.0 / 18) * (p - 11.0 / 18), 3.841458820694124 * p * (1 - p) / 18, 1e-15);
  // 6!/(2! 4!) 6!/(1! 3! 2!) 6!/(1! 5!) = 15 60 6.
  const double top =
      std::log(5400.0) + 3 * std::log(3.0 / 18) + 4 * std::log(4.0 / 18) + 11 * std::log(11.0 / 18);
  EXPECT_NEAR(mle(x, of("multinomial", 3, "log_likelihood")).cells[0].value, top, 1e-13);
  // Numbers of trials may differ.
  EXPECT_DOUBLE_EQ(mle({1, 0, 2, 5}, of("multinomial", 2, "p")).cells[0].value, 3.0 / 8);
}

TEST(MultinomialMle, StatusesOfBadPoints) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto status = [](const List& x) { return mle(x, of("multinomial", 2, "p")).status_name(); };
  EXPECT_EQ(status({}), "empty");
  EXPECT_EQ(status({0, 0}), "empty");
  EXPECT_EQ(status({3, 4}), "regular");
  EXPECT_EQ(status({3, 0, 5, 0}), "boundary");
  for (const double bad : {nan, inf, -inf, -1.0, 0.5, 0x1p54}) {
    EXPECT_EQ(status({3, 4, 2, bad}), "invalid") << bad;
    EXPECT_EQ(mle({3, 4, bad, 2}, of("multinomial", 2, "log_likelihood")).status_name(), "invalid");
  }
  EXPECT_EQ(status({0x1p53, 0, 0, 1}), "invalid");  // more trials than doubles count
}

}  // namespace
}  // namespace plim::points_likelihood_test
