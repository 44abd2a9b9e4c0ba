#include "plim/estimators/bayes/numeric_posterior.hpp"

#include <algorithm>

#include "plim/families/bernoulli.hpp"
#include "plim/families/beta.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/student_t.hpp"
#include "plim/families/weibull.hpp"
#include "sample.hpp"

// Posteriors by lattice sums against conjugate forms and mpmath.
namespace plim::numeric_posterior_test {
namespace {

const LawFamilies laws = std::make_shared<std::vector<LawFamily>>(
    std::vector{law_family<Gamma>(), law_family<Normal>(), law_family<Exponential>(), law_family<Beta>()});

Knowns knowns_of(std::string_view family, const std::string& estimand, std::map<std::string, Prior> priors) {
  Knowns knowns;
  knowns.likelihood = std::string(family);
  knowns.estimand = estimand;
  knowns.priors = std::move(priors);
  return knowns;
}

Prior prior(const std::string& law, std::initializer_list<std::pair<const char*, double>> values) {
  Prior p{law, {}};
  for (const auto& [name, value] : values) p.arguments.set(name, value);
  return p;
}

template <class E>
test::Estimated estimated(const E& bound, const std::vector<double>& x, std::size_t outputs) {
  test::Estimated e;
  e.cells.resize(outputs);
  typename E::workspace w;
  bound.estimate({static_cast<std::int64_t>(x.size()), x, {}}, w, {}, {e.cells, e.status});
  return e;
}

template <Centre centre>
test::Estimated posterior(const LawFamily& family, const std::vector<double>& x, Knowns knowns) {
  knowns.interval = IntervalRequest{0.9, ""};
  const auto bound = NumericPosteriorEstimate<centre>::bind(family, laws, knowns, {});
  if (!bound) {
    ADD_FAILURE() << bound.reason();
    return {};
  }
  return estimated(*bound, x, bound->outputs().size());
}

test::Estimated evidence(const LawFamily& family, const std::vector<double>& x, const Knowns& knowns,
                         const Arguments& options = {}) {
  if (options.has("x")) return estimated(*NumericPredictive::bind(family, laws, knowns, options), x, 1);
  return estimated(*NumericEvidence::bind(family, laws, knowns, options), x, 1);
}

void expect_agreement(const LawFamily& family, const std::string& parameter, const std::vector<double>& x,
                      const std::map<std::string, Prior>& priors) {
  Knowns knowns = knowns_of(family.name, parameter, priors);
  knowns.interval = IntervalRequest{0.9, ""};
  const auto expect = [&](const test::Estimated& got, const test::Estimated& want, const std::string& what) {
    ASSERT_EQ(want.refusal, "") << what;
    ASSERT_EQ(got.status, want.status) << family.name << what << x.size();
    const Cell &a = got.cells[0], &b = want.cells[0];
    for (const auto& [left, right] :
         {std::pair(a.value, b.value), {a.se, b.se}, {a.lo, b.lo}, {a.hi, b.hi}}) {
      if (std::isnan(right)) continue;
      EXPECT_NEAR(left, right, 1e-9 * std::fabs(right)) << family.name << what << x.size();
    }
  };
  test::Sample sample(x);
  expect(posterior<Centre::mean>(family, x, knowns), test::estimated(sample, "posterior_mean", knowns),
         " mean ");
  expect(posterior<Centre::median>(family, x, knowns), test::estimated(sample, "posterior_median", knowns),
         " median ");
  knowns.interval.reset();
  knowns.estimand = "log_evidence";
  expect(evidence(family, x, knowns), test::estimated(sample, "exact", knowns), " evidence ");
  knowns.estimand = "log_predictive";
  Arguments at;
  at.set("x", 3.0);
  expect(evidence(family, x, knowns, at), test::estimated(sample, "exact", knowns, at), " predictive ");
}

TEST(NumericPosterior, AgreesWithConjugateForms) {
  const std::vector<double> counts = {3, 0, 2, 5, 1, 1}, one = {2};
  std::vector<double> many(500, 4);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] += static_cast<double>(i % 5);
  for (const std::vector<double>& x : {one, counts, many}) {
    for (const double shape : {0.7, 3.0}) {
      const Prior gamma = prior("gamma", {{"shape", shape}, {"scale", 1.5}});
      expect_agreement(law_family<Poisson>(), "mean", x, {{"mean", gamma}});
      expect_agreement(law_family<Exponential>(), "lambda", x, {{"lambda", gamma}});
    }
    const Prior beta = prior("beta", {{"alpha", 2.5}, {"beta", 1.5}});
    expect_agreement(law_family<Geometric>(), "p", x, {{"p", beta}});
    expect_agreement(
        law_family<Normal>(), "mean", x,
        {{"mean", prior("normal", {{"mean", 1}, {"sd", 2}})}, {"sd", prior("point", {{"value", 1.5}})}});
  }
}

// Three of seven, as the classes that the closed form counts.
TEST(NumericPosterior, AgreesWithTheBetaOfAShare) {
  Knowns knowns = knowns_of("bernoulli", "p", {{"p", prior("beta", {{"alpha", 2.5}, {"beta", 1.5}})}});
  knowns.interval = IntervalRequest{0.9, ""};
  const std::vector<double> x = {1, 0, 0, 1, 0, 1, 0};
  test::Sample counted(std::vector<std::int64_t>{4, 3});
  const test::Estimated closed = test::estimated(counted, "posterior_mean", knowns);
  const test::Estimated got = posterior<Centre::mean>(law_family<Bernoulli>(), x, knowns);
  ASSERT_EQ(closed.refusal, "");
  const Cell &a = got.cells[0], &b = closed.cells[0];
  EXPECT_NEAR(a.value, b.value, 1e-11);
  EXPECT_NEAR(a.se, b.se, 1e-11);
  EXPECT_NEAR(a.lo, b.lo, 1e-10);
  EXPECT_NEAR(a.hi, b.hi, 1e-10);
}

const std::vector<double> waits = {0.7, 1.9, 0.35, 2.4, 1.1, 0.05, 3.3, 0.9, 1.45, 0.62, 2.05, 1.7};

// shape ~ gamma(2, 1), scale ~ gamma(3, 1/2): by composite Gauss-Legendre sums of numpy 1.24 over [0, 7] x
// [0.02, 14], the same to 1e-14 with half as many panels; quantiles by scipy's brentq.
TEST(NumericPosterior, OfAUsersFamilyWithTwoParameters) {
  const Knowns knowns = knowns_of("weibull", "parameters",
                                  {{"shape", prior("gamma", {{"shape", 2}, {"scale", 1}})},
                                   {"scale", prior("gamma", {{"shape", 3}, {"scale", 0.5}})}});
  const LawFamily family = law_family<Weibull>();
  const test::Estimated mean = posterior<Centre::mean>(family, waits, knowns);
  const test::Estimated median = posterior<Centre::median>(family, waits, knowns);
  const double means[] = {1.3774328391209871, 1.5540665351364016},
               sds[] = {0.3178806862686076, 0.33890532006601753};
  const double medians[] = {1.3564767985749289, 1.5233230626941276};
  const double lows[] = {0.8926138203978424, 1.0601987410416553},
               highs[] = {1.9337496314532185, 2.150510815699229};
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(mean.cells[i].value, means[i], 1e-10);
    EXPECT_NEAR(mean.cells[i].se, sds[i], 1e-10);
    EXPECT_NEAR(median.cells[i].value, medians[i], 1e-9);
    EXPECT_NEAR(mean.cells[i].lo, lows[i], 1e-9);
    EXPECT_NEAR(mean.cells[i].hi, highs[i], 1e-9);
  }
  EXPECT_NEAR(evidence(family, waits, knowns).cells[0].value, -17.32410594865676, 1e-10);
  Arguments at;
  at.set("x", 2.0);
  EXPECT_NEAR(evidence(family, waits, knowns, at).cells[0].value, -1.4936134650158843, 1e-10);
}

/// What the catalogue's estimator says where the prior is none of its closed form.
void expect_fall_back(const std::string& likelihood, const std::string& of, const std::vector<double>& x,
                      const std::map<std::string, Prior>& priors, double mean, double sd, double evidence) {
  Knowns knowns = knowns_of(likelihood, of, priors);
  test::Sample sample(x);
  const test::Estimated got = test::estimated(sample, "posterior_mean", knowns);
  ASSERT_EQ(got.refusal, "");
  EXPECT_EQ(got.status, Status::regular);
  EXPECT_NEAR(got.cells[0].value, mean, 1e-9);
  EXPECT_NEAR(got.cells[0].se, sd, 1e-9);
  knowns.estimand = "log_evidence";
  EXPECT_NEAR(test::estimated(sample, "exact", knowns).cells[0].value, evidence, 1e-9);
}

// scipy 1.10, quad with epsrel 1e-13: priors cut to where the parameter can be.
TEST(NumericPosterior, OfAPriorThatIsNotConjugate) {
  expect_fall_back("exponential", "lambda", waits, {{"lambda", prior("normal", {{"mean", 1}, {"sd", 0.5}})}},
                   0.81349284573654201, 0.20493116595600594, -16.844061904130573);
  expect_fall_back(
      "normal", "mean", {3, 0, 2, 5, 1, 1},
      {{"mean", prior("gamma", {{"shape", 2}, {"scale", 1}})}, {"sd", prior("point", {{"value", 1.5}})}},
      1.8547436495406564, 0.5691084474791902, -12.399981283733998);
  Knowns knowns = knowns_of("bernoulli", "p", {{"p", prior("normal", {{"mean", 0.4}, {"sd", 0.2}})}});
  const test::Estimated share =
      posterior<Centre::mean>(law_family<Bernoulli>(), {1, 0, 0, 1, 0, 1, 0}, knowns);
  EXPECT_NEAR(share.cells[0].value, 0.42342693729199643, 1e-9);
  EXPECT_NEAR(share.cells[0].se, 0.12702950905000446, 1e-9);
  knowns.estimand = "log_evidence";
  EXPECT_NEAR(evidence(law_family<Bernoulli>(), {1, 0, 0, 1, 0, 1, 0}, knowns).cells[0].value,
              -5.1820171719343451, 1e-9);
}

// Far from 0 the posterior moves with the sample, and its sd stays: by sums of numpy 1.24 over [-80, 80] x
// [0.01, 250]. Sums of theta^2 less the squared mean would have no digit of it left.
TEST(NumericPosterior, ManyStandardDeviationsFromZero) {
  for (const double by : {0.0, 0x1p20, 0x1p24, 0x1p27}) {
    std::vector<double> x = {-0.5, 0.25, 1.5, -1.25, 0.75, 0.125, 3.0, -0.375, 0.5, -2.0};
    for (double& v : x) v += by;
    const std::map<std::string, Prior> priors = {{"location", prior("normal", {{"mean", by}, {"sd", 100}})},
                                                 {"scale", prior("exponential", {{"lambda", 0.2}})},
                                                 {"df", prior("point", {{"value", 4}})}};
    const Knowns knowns = knowns_of("student_t", "location", priors);
    const test::Estimated got = posterior<Centre::mean>(law_family<StudentT>(), x, knowns);
    ASSERT_EQ(got.status, Status::regular) << by;
    EXPECT_NEAR(got.cells[0].value - by, 0.13207096139973598, 1e-7 + 1e-15 * by) << by;
    EXPECT_NEAR(got.cells[0].se, 0.4885749229742417, 2e-7) << by;
  }
}

// Independent priors of mean and sd, which no closed form has, and then the sd too.
TEST(NumericPosterior, TheCatalogueLeavesItWhatItDoesNotHave) {
  const std::map<std::string, Prior> priors = {{"mean", prior("normal", {{"mean", 1}, {"sd", 2}})},
                                               {"sd", prior("gamma", {{"shape", 2}, {"scale", 1}})}};
  test::Sample sample(waits);
  const Knowns knowns = knowns_of("normal", "sd", priors);
  EXPECT_EQ(test::estimated(sample, "posterior_mean", knowns).refusal, "");
  const EstimatorEntry& entry = *std::find_if(
      test::Sample::catalogue().estimators().begin(), test::Sample::catalogue().estimators().end(),
      [](const EstimatorEntry& e) { return e.name == "posterior_mean" && e.likelihood == "normal"; });
  EXPECT_NE(entry.summary.find("by sums over a lattice"), std::string::npos);
  EXPECT_EQ(entry.estimands, (std::vector<std::string>{"mean", "variance", "parameters", "sd"}));
}

TEST(NumericPosterior, NeedsAPriorOfEveryFreeParameter) {
  const Knowns knowns =
      knowns_of("weibull", "shape", {{"shape", prior("gamma", {{"shape", 2}, {"scale", 1}})}});
  EXPECT_EQ(NumericPosterior::bind(law_family<Weibull>(), laws, knowns).reason(),
            "a weibull model needs prior.scale = { law = ..., ... }");
}

TEST(NumericPosterior, OfNothingIsThePrior) {
  const Knowns knowns =
      knowns_of("exponential", "lambda", {{"lambda", prior("gamma", {{"shape", 3}, {"scale", 2}})}});
  const test::Estimated none = posterior<Centre::mean>(law_family<Exponential>(), {}, knowns);
  EXPECT_NEAR(none.cells[0].value, 6, 1e-9);
  EXPECT_NEAR(evidence(law_family<Exponential>(), {}, knowns).cells[0].value, 0, 1e-10);
}

// mpmath (40 digits): ln of the mean of p under the prior cut to [0, 1], of which little lies there.
TEST(NumericPosterior, EvidenceUnderThePriorsTail) {
  const auto of_one = [](const Prior& p) {
    return evidence(law_family<Bernoulli>(), {1}, knowns_of("bernoulli", "log_evidence", {{"p", p}}));
  };
  const std::pair<double, double> gammas[] = {{12, -0.08587936593167324923},
                                              {14, -0.07339129016776578671},
                                              {16, -0.06405665651588168066},
                                              {20, -0.05104547566650179073}};
  for (const auto& [shape, value] : gammas)
    EXPECT_NEAR(of_one(prior("gamma", {{"shape", shape}, {"scale", 1}})).cells[0].value, value, 1e-10);
  const std::pair<double, double> normals[] = {
      {20, -0.05376365477104991997}, {-50, -3.91282172904095182935}, {0.4, -0.70939375275123787425}};
  for (const auto& [mean, value] : normals) {
    const test::Estimated got = of_one(prior("normal", {{"mean", mean}, {"sd", 1}}));
    EXPECT_EQ(got.status, Status::regular) << mean;
    EXPECT_NEAR(got.cells[0].value, value, 1e-10) << mean;
  }
}

/// A law with a kink at its median.
struct Laplace {
  using value_type = double;
  static constexpr std::string_view name = "laplace";
  static std::vector<Parameter> parameters() { return {{"median", Domain::real, "median"}}; }
  static Outcome<Laplace> make(const Arguments& a) { return Laplace{a.real("median")}; }
  double sample(Variate& v) const { return median + v.exponential() - v.exponential(); }
  double log_density(double x) const { return -std::log(2) - std::fabs(x - median); }
  double median;
  bool operator==(const Laplace&) const = default;
};

// A sample about the kink is one that the law can give, but its posterior has no mode to begin from.
TEST(NumericPosterior, WithoutASmoothModeIsUndefined) {
  const LawFamilies kinked = std::make_shared<std::vector<LawFamily>>(std::vector{law_family<Laplace>()});
  const Knowns knowns =
      knowns_of("normal", "mean",
                {{"mean", prior("laplace", {{"median", 1}})}, {"sd", prior("point", {{"value", 2}})}});
  const auto bound = NumericPosteriorEstimate<Centre::mean>::bind(law_family<Normal>(), kinked, knowns, {});
  ASSERT_TRUE(bound);
  const std::vector<double> samples[] = {
      {0.9, 1.1, 1.05}, {1}, {-1, 3, 1.5, 0.2, 2}, {-1.6, 3.3, 0.4, 2.1, 0.9, 1.7, -0.3, 1.4}, {4, -2.2}};
  for (const std::vector<double>& x : samples)
    EXPECT_EQ(estimated(*bound, x, 1).status, Status::undefined) << x.size();
  EXPECT_EQ(estimated(*bound, {0.9, std::numeric_limits<double>::quiet_NaN()}, 1).status, Status::invalid);
}

}  // namespace
}  // namespace plim::numeric_posterior_test
