#include <cmath>
#include <map>
#include <tuple>

#include "numeric.hpp"

// The interval that an estimator makes where none is named goes by where its parameter can be: Student's for
// means of normal numbers, exact ones for Poisson means, logarithms above one end, logits between two.
namespace plim::default_intervals_test {
namespace {

using Limits = std::pair<double, double>;

test::Estimated estimated(const std::string& family, const std::vector<double>& x,
                          const std::string& estimand, const std::string& method) {
  test::Sample sample(x);
  Knowns knowns = test::knowns_of(family, estimand);
  knowns.interval = IntervalRequest{0.95, method};
  return test::estimated(sample, "mle", knowns);
}

void expect_limits(const test::Estimated& e, const Limits& wanted, const std::string& what) {
  ASSERT_EQ(e.refusal, "") << what;
  EXPECT_NEAR(e.cells[0].lo, wanted.first, 1e-12 * wanted.second) << what;
  EXPECT_NEAR(e.cells[0].hi, wanted.second, 1e-12 * wanted.second) << what;
}

const std::vector<double> counts = {0, 2, 3, 1}, waits = {0.3, 1.2, 0.5, 2.0}, three = {1, 2, 3},
                          hours = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

struct Reference {
  std::string family, estimand, method;
  std::vector<double> x;
  Limits limits;
};

// scipy 1.10: quantiles of chi2, beta, t and norm in the formulas of Garwood (1936), of Clopper and Pearson's
// kind for waiting times, of n mean lambda ~ gamma(n), of n variance/sigma^2 ~ chi2(n - 1), of Student, and
// of the delta method on logarithms and logits with the information's standard errors; Student's t of two
// degrees of freedom in closed form.
const std::vector<Reference> references = {
    {"poisson", "mean", "", counts, {0.55047356337271269, 3.2648685056296713}},
    {"poisson", "mean", "exact", {12}, {6.2005751087222176, 20.961585048176961}},  // R: poisson.test(12)
    {"exponential", "lambda", "", waits, {0.37531785741317653, 2.6644082615528979}},
    {"exponential", "lambda", "exact", waits, {0.27246634340658121, 2.1918182674355808}},
    {"exponential", "mean", "exact", waits, {1 / 2.1918182674355808, 1 / 0.27246634340658121}},
    {"normal", "sd", "", hours, {0.75281856415732096, 1.8086695318467974}},
    {"normal", "variance", "", hours, {0.56673579053989021, 3.2712854754309131}},
    {"normal", "variance", "exact", hours, {0.71577386341078508, 5.0422355738307507}},
    {"normal", "sd", "exact", hours, {0.84603419754214726, 2.2454922787288205}},
    {"geometric", "p", "", counts, {0.15834201136234158, 0.70259508915084745}},
    {"geometric", "p", "exact", counts, {0.12155225811982719, 0.70070494379145964}},
    {"geometric", "mean", "", counts, {0.42329488981853636, 5.315443333049827}},
    {"gamma", "shape", "", three, {1.1372491862807232, 25.405933318845065}},
    {"gamma", "scale", "", three, {0.073042177516560433, 1.8953764964638022}},
    {"lognormal", "location", "", three, {-0.78280549281842304, 1.9773118056371262}},
    {"lognormal", "scale", "", three, {0.2037861530224655, 1.0096662065486115}},
    {"lognormal", "scale", "exact", three, {0.28925084984252336, 3.4914740978169494}}};

TEST(DefaultIntervals, GoByTheDomainOfTheParameter) {
  for (const Reference& r : references)
    expect_limits(estimated(r.family, r.x, r.estimand, r.method), r.limits,
                  r.family + " " + r.estimand + " " + r.method);
}

TEST(DefaultIntervals, TheScaleIsNamedToo) {
  for (const char* method : {"", "log"}) {
    const Cell cell = estimated("gamma", three, "rate", method).cells[0];
    EXPECT_NEAR(cell.lo * cell.hi, cell.value * cell.value, 1e-12 * cell.value * cell.value);
  }
  EXPECT_EQ(estimated("geometric", counts, "p", "log").refusal,
            "mle of p has no interval method \"log\"; it has \"logit\", \"exact\", \"wald\"");
  EXPECT_EQ(estimated("poisson", counts, "mean", "t").refusal,
            "mle of mean has no interval method \"t\"; it has \"exact\", \"log\", \"wald\"");
}

/// The limits that the delta method has on that scale, from value and standard error.
Limits on_logs(const Cell& c) {
  const double factor = std::exp(1.9599639845400545 * c.se / c.value);
  return {c.value / factor, c.value * factor};
}
Limits on_logits(const Cell& c) {
  const double shift = 1.9599639845400545 * c.se / (c.value * (1 - c.value)),
               logit = std::log(c.value / (1 - c.value));
  return {1 / (1 + std::exp(shift - logit)), 1 / (1 + std::exp(-shift - logit))};
}

TEST(DefaultIntervals, OfFamiliesWithoutAClosedForm) {
  const test::Estimated weibull = estimated("weibull", waits, "parameters", "");
  for (const Cell& cell : weibull.cells) {
    EXPECT_NEAR(cell.lo, on_logs(cell).first, 1e-12 * cell.value);
    EXPECT_NEAR(cell.hi, on_logs(cell).second, 1e-12 * cell.hi);
  }
  const test::Estimated nb = estimated("negative_binomial", {0, 9, 1, 0, 3, 14}, "parameters", "");
  EXPECT_NEAR(nb.cells[0].hi, on_logs(nb.cells[0]).second, 1e-12 * nb.cells[0].hi);
  EXPECT_NEAR(nb.cells[1].lo, on_logits(nb.cells[1]).first, 1e-12);
  EXPECT_NEAR(nb.cells[1].hi, on_logits(nb.cells[1]).second, 1e-12);
  const Cell beta = estimated("beta", {0.2, 0.5, 0.9}, "mean", "").cells[0];  // lies where its law does
  EXPECT_NEAR(beta.lo, on_logits(beta).first, 1e-12);
  const std::vector<double> wide = {-9, -1, -0.5, 0, 0.3, 0.8, 1.1, 30};
  const Cell location = estimated("student_t", wide, "location", "").cells[0];
  EXPECT_NEAR(location.lo + location.hi, 2 * location.value, 1e-12);
}

// The uniform law is zipf's at s = 0, where half of all samples have a maximum above: no interval of
// logarithms would hold it.
TEST(DefaultIntervals, AnEndThatMayBeTheTruthCanBeInIt) {
  test::Sample sample(std::vector<double>{1, 3, 9, 2, 7});
  Knowns knowns = test::knowns_of("zipf", "s", 10);
  knowns.interval = IntervalRequest{0.95, ""};
  const Cell own = test::estimated(sample, "mle", knowns).cells[0];
  EXPECT_EQ(own.lo, 0);
  EXPECT_GT(own.value, 0);
}

// Garwood's of a count of 0, and the like of p, by mpmath: -ln(0.025)/n and 0.025^(1/n). With -ln(0.05)/n in
// its place a mean of 3/n would be held in 0.938 of samples by limits that are called exact.
TEST(DefaultIntervals, ExactOnesAreExactOnTheBoundaryToo) {
  const std::vector<double> zeros(6, 0);
  for (const char* method : {"", "exact"})
    expect_limits(estimated("poisson", zeros, "mean", method), {0, 3.6888794541139363 / 6}, method);
  expect_limits(estimated("poisson", zeros, "mean", "log"), {0, 2.9957322735539910 / 6}, "log");
  expect_limits(estimated("geometric", zeros, "p", "exact"), {0.54074187356009947, 1}, "exact");
  expect_limits(estimated("geometric", zeros, "p", ""), {0.60696223100291723, 1}, "logit");
  expect_limits(estimated("geometric", zeros, "mean", "exact"), {0, 1 / 0.54074187356009947 - 1}, "mean");
}

// Of binomial's p: successes among all trials of all observations, as of a Bernoulli's.
test::Estimated of_trials(const std::vector<double>& x, double trials, const std::string& estimand,
                          const std::string& method) {
  test::Sample sample(x);
  Knowns knowns = test::knowns_of("binomial", estimand);
  knowns.interval = IntervalRequest{0.95, method};
  knowns.priors["trials"] = {"point", test::arguments({{"value", trials}})};
  return test::estimated(sample, "mle", knowns);
}

struct OfTrials {
  std::vector<double> x;
  double trials;
  std::string method;
  Limits limits;
};

// scipy 1.10 (beta.ppf, norm.ppf) in the formulas of Wilson (1927), Clopper and Pearson (1934), Wald.
const std::vector<OfTrials> shares = {
    {{3, 5, 2, 4}, 10, "", {0.2213452887317629, 0.50494119162742312}},
    {{3, 5, 2, 4}, 10, "wilson", {0.2213452887317629, 0.50494119162742312}},
    {{3, 5, 2, 4}, 10, "clopper_pearson", {0.20628249087076686, 0.51684445364899068}},
    {{3, 5, 2, 4}, 10, "wald", {0.20218830546029909, 0.49781169453970087}},
    {{0, 1, 0, 0}, 10, "", {0.0044268315026814095, 0.12881368963474091}},
    {{0, 1, 0, 0}, 10, "wald", {0, 0.073382734201990721}},
    {{0, 0}, 10, "", {0, 0.16112515805281938}},
    {{0, 0}, 10, "clopper_pearson", {0, 0.16843347098308531}},
    {{0, 0}, 10, "wald", {0, 0}},
    {{10, 10}, 10, "", {0.83887484194718065, 1}},
    {{10, 10}, 10, "clopper_pearson", {0.83156652901691464, 1}},
    {{10, 10}, 10, "wald", {1, 1}}};

TEST(DefaultIntervals, OfSuccessesAmongKnownTrialsAreThoseOfAShare) {
  for (const OfTrials& r : shares) {
    const std::string what = r.method + " of " + std::to_string(r.x[0]);
    expect_limits(of_trials(r.x, r.trials, "p", r.method), r.limits, what);
    expect_limits(of_trials(r.x, r.trials, "mean", r.method),
                  {r.trials * r.limits.first, r.trials * r.limits.second}, what + ", mean");
  }
  const Cell cell = of_trials({3, 5, 2, 4}, 10, "p", "logit").cells[0];
  EXPECT_NEAR(cell.se, 0.07541551564499178, 1e-13);  // sqrt(p(1-p)/40)
  EXPECT_NEAR(cell.lo, on_logits(cell).first, 1e-12);
  EXPECT_NEAR(cell.hi, on_logits(cell).second, 1e-12);
  EXPECT_TRUE(std::isnan(of_trials({0, 0}, 10, "p", "logit").cells[0].lo));
  EXPECT_TRUE(std::isnan(of_trials({0, 0}, 10, "p", "").cells[0].se));
  EXPECT_EQ(
      of_trials({3}, 10, "p", "log").refusal,
      "mle of p has no interval method \"log\"; it has \"wilson\", \"clopper_pearson\", \"logit\", \"wald\"");
  EXPECT_GT(of_trials({3, 5}, 10, "variance", "").cells[0].lo, 0);
}

// Exact sums over the 16 samples of one observation of 15 trials, by scipy's binomial masses.
TEST(DefaultIntervals, OfSuccessesCoverAsExactSumsSay) {
  const std::vector<std::tuple<double, const char*, double>> exact = {
      {0.05, "", 0.96379976135727075},
      {0.05, "clopper_pearson", 0.99453274134308323},
      {0.05, "wald", 0.53609408697056371},
      {0.3, "", 0.9147198601580756},
      {0.3, "clopper_pearson", 0.98000991272028548},
      {0.3, "wald", 0.94948987444208055}};
  for (const auto& [p, method, wanted] : exact) {
    double covered = 0;
    for (int k = 0; k <= 15; ++k) {
      const Cell cell = of_trials({static_cast<double>(k)}, 15, "p", method).cells[0];
      const double mass = std::exp(std::lgamma(16.) - std::lgamma(k + 1.) - std::lgamma(16. - k) +
                                   k * std::log(p) + (15 - k) * std::log1p(-p));
      if (cell.lo <= p && p <= cell.hi) covered += mass;
    }
    EXPECT_NEAR(covered, wanted, 1e-12) << p << method;
  }
}

// p(1 - p) is at most 1/4, where the delta method's standard error is 0; a law on [0, 1] has an sd of at most
// 1/2.
TEST(DefaultIntervals, SpreadsBetweenTwoEndsHaveAnUpperEndToo) {
  for (const char* what : {"variance", "sd"}) {
    const double most = std::string(what) == "sd" ? std::sqrt(2.5) : 2.5;
    const Cell near = of_trials({3, 5, 2, 5}, 10, what, "").cells[0];
    EXPECT_GT(near.lo, 0);
    EXPECT_LT(near.lo, near.value);
    EXPECT_LT(near.value, near.hi);
    EXPECT_LT(near.hi, most);
    const Cell half = of_trials({5, 5, 4, 6}, 10, what, "").cells[0];
    EXPECT_NEAR(half.value, most, 1e-12);
    EXPECT_EQ(half.se, 0);
    EXPECT_TRUE(std::isnan(half.lo)) << half.lo << half.hi;
  }
  const Cell wide = estimated("beta", {0.001, 0.999, 0.002, 0.998}, "sd", "").cells[0];
  EXPECT_LT(wide.hi, 0.5);
  EXPECT_GT(wide.hi, wide.value);
}

}  // namespace
}  // namespace plim::default_intervals_test
