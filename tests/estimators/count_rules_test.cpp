#include <cmath>

#include "entropy_sample.hpp"
#include "plim/estimators/entropy/bonachela.hpp"
#include "plim/estimators/entropy/chao_shen.hpp"
#include "plim/estimators/entropy/chao_wang_jost.hpp"
#include "plim/estimators/entropy/digamma_rules.hpp"
#include "plim/estimators/entropy/smoothed.hpp"
#include "plim/estimators/entropy/unseen_classes.hpp"
#include "plim/estimators/shrinkage.hpp"
#include "plim/numeric/alternating_integral.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/exponential_integral.hpp"

namespace plim::count_rules_test {
namespace {

using test::entropies::alphabet;
using test::entropies::counts_of;
using test::entropies::estimate;
using test::entropies::Estimated;

using Sample = std::vector<std::int64_t>;

/// The value within the tolerance of the reference; null is undefined.
void check(const nlohmann::json& c, const std::string& name, double value, Status status) {
  const nlohmann::json& reference = c["values"][name];
  const std::string what = c["id"].get<std::string>() + " " + name;
  if (reference[0].is_null()) {
    EXPECT_FALSE(is_success(status)) << what;
    return;
  }
  EXPECT_TRUE(is_success(status)) << what;
  const double expected = reference[0];
  EXPECT_NEAR(value, expected, std::max(reference[1].get<double>() * std::fabs(expected), 1e-12)) << what;
}

template <Estimator E>
void check_rule(const nlohmann::json& c, const std::string& key = std::string(E::name)) {
  Knowns knowns = alphabet(c["K"]);
  const Estimated got = estimate<E>(c["counts"], knowns);
  check(c, key, got.cell.value, got.status);
  if constexpr (requires(const E& e) { e.has_interval(); }) {
    knowns.interval = IntervalRequest{};
    EXPECT_EQ(estimate<E>(c["counts"], knowns).cell.value, got.cell.value) << key;
  }
}

TEST(CountRules, ReferenceCounts) {
  const nlohmann::json cases = test::read_json("entropy_counts.json")["cases"];
  ASSERT_EQ(cases.size(), 24U);
  for (const nlohmann::json& c : cases) {
    check_rule<EntropyGrassberger1988>(c);
    check_rule<EntropyGrassberger2003>(c);
    check_rule<EntropySchurmannXiHalf>(c);
    check_rule<EntropySchurmann2004>(c);
    check_rule<EntropyZhang>(c);
    check_rule<EntropySchurmannGrassbergerPsi>(c);
    check_rule<EntropyChaoWangJost>(c);
    check_rule<EntropyBonachela>(c);
    check_rule<Holste>(c);
    check_rule<Shrink>(c);
    check_rule<DirichletPluginJeffreys>(c);
    check_rule<DirichletPluginLaplace>(c);
    check_rule<DirichletPluginSg>(c);
    check_rule<DirichletPluginMinimax>(c);
    check_rule<CoverageGoodTuring>(c, "coverage_good_turing");
  }
}

// R entropart, and the definition in mpmath.
TEST(CountRules, ChaoShenByZhangAndHuang) {
  Arguments options;
  options.set("coverage", std::string("zhang_huang"));
  int found = 0;
  const nlohmann::json file = test::read_json("entropy_counts.json");
  for (const nlohmann::json& c : file["cases"]) {
    const Estimated got = estimate<EntropyChaoShen>(c["counts"], {}, options);
    if (!c["values"].contains("chao_shen_zhanghuang_coverage")) {
      EXPECT_TRUE(is_success(got.status)) << c["id"];
      continue;
    }
    check(c, "chao_shen_zhanghuang_coverage", got.cell.value, got.status);
    ++found;
  }
  EXPECT_EQ(found, 20);
  EXPECT_EQ(estimate<EntropyChaoShen>({1, 1, 1}, {}, options).cell.value,
            estimate<EntropyChaoShen>({1, 1, 1}).cell.value);
  options.set("coverage", std::string("turing"));
  EXPECT_FALSE(EntropyChaoShen::bind({}, options));
}

TEST(CountRules, ReferenceShrinkage) {
  const nlohmann::json file = test::read_json("entropy_counts.json");
  for (const nlohmann::json& c : file["cases"]) {
    const Sample counts = c["counts"];
    const double lambda = shrinkage(counts_of(counts).one(0), c["K"]).lambda;
    check(c, "shrink_lambda", lambda, Status::regular);
  }
}

// The general form at another upper limit than plim's rules use: psi(n) - (1/n) sum c [psi(c) + (-1)^c I(c,
// u)].
TEST(CountRules, TheIntegralAtAnotherLimit) {
  const nlohmann::json file = test::read_json("entropy_counts.json");
  for (const nlohmann::json& c : file["cases"]) {
    const Sample counts = c["counts"];
    const double n = static_cast<double>(counts_of(counts).n), u = std::exp(-0.5);
    double sum = 0;
    for (const std::int64_t count : counts) {
      if (count == 0) continue;
      const double x = static_cast<double>(count), sign = count % 2 == 0 ? 1 : -1;
      sum += x * elementary::digamma(x) + sign * alternating_integral(x, u);
    }
    check(c, "schurmann_entropart_limit", elementary::digamma(n) - sum / n, Status::regular);
  }
}

// I(n, 1) = ln 2, 1 - ln 2, ln 2 - 1/2, ...; I(n, u) for n = 1 is ln(1 + u).
TEST(CountRules, TheIntegral) {
  double direct = std::log(2.0);
  for (int n = 1; n <= 12; ++n) {
    EXPECT_NEAR(alternating_integral(n, 1) / n, direct, 1e-13) << n;
    direct = 1.0 / n - direct;  // I(n + 1, 1) = 1/n - I(n, 1)
  }
  for (const double u : {0.001, 0.3, 0.6487, 1.0})
    EXPECT_NEAR(alternating_integral(1, u), std::log1p(u), 1e-15);
  EXPECT_NEAR(alternating_integral(1e15, 1), 0.5, 1e-14);
  EXPECT_EQ(alternating_integral(1e15, 0.5), 0);
}

// From mpmath (30 digits): exp(z) expint(1, z).
TEST(CountRules, ScaledExponentialIntegral) {
  const double cases[][2] = {{1e-8, 17.84346526748548437},  {0.1, 2.014642544708451679},
                             {0.99, 0.6004139419416399748}, {1.0, 0.5963473623231940743},
                             {2.5, 0.3035258364859840992},  {30.0, 0.03228973875898012522}};
  for (const auto& c : cases) {
    EXPECT_NEAR(scaled_exponential_integral(c[0]), c[1], 1e-14 * c[1]) << c[0];
  }
}

// sum_(j >= 0) y^j/(n + j) summed term by term.
TEST(CountRules, LogarithmicTail) {
  for (const double n : {1.0, 2.0, 5.0, 17.0, 300.0, 1e5}) {
    for (const double A : {0.9999, 0.7, 0.4, 0.2, 0.03, 0.001, 1e-5}) {
      long double sum = 0, power = 1;
      for (long double j = 0; power > 1e-22L; ++j) {
        sum += power / (static_cast<long double>(n) + j);
        power *= 1 - static_cast<long double>(A);
      }
      const double expected = static_cast<double>(sum);
      EXPECT_NEAR(logarithmic_tail(n, A), expected, 1e-13 * expected) << n << " " << A;
    }
  }
}

template <class Rule>
void check_bounds() {
  double least = 1, most = 0;
  for (int c = 1; c < 5000; ++c) {
    least = std::fmin(least, Rule::term(c));
    most = std::fmax(most, Rule::term(c));
  }
  EXPECT_LE(Rule::least, least) << Rule::name;
  EXPECT_GE(Rule::most, most) << Rule::name;
}

TEST(CountRules, TermsLieWithinTheirBounds) {
  check_bounds<Grassberger1988>();
  check_bounds<Grassberger2003>();
  check_bounds<SchurmannXiHalf>();
  check_bounds<Schurmann2004>();
  check_bounds<Zhang>();
}

// Section 6 of the definitions: identities, and no trace of empty or permuted classes.
TEST(CountRules, Identities) {
  const Sample none_rare{3, 7, 12, 3, 90, 5000}, some{1, 2, 1, 9, 33, 1, 2, 70};
  EXPECT_EQ(estimate<EntropyChaoWangJost>(none_rare).cell.value,
            estimate<EntropyZhang>(none_rare).cell.value);
  EXPECT_GT(estimate<EntropyChaoWangJost>(some).cell.value, estimate<EntropyZhang>(some).cell.value);
  Arguments observed;
  observed.set("K", std::string("observed"));
  for (const Sample& c : {none_rare, some}) {
    const double n = static_cast<double>(counts_of(c).n);
    EXPECT_EQ(estimate<Holste>(c).cell.value, estimate<DirichletMeanLaplace>(c, {}, observed).cell.value);
    EXPECT_NEAR(
        estimate<EntropyGrassberger2003>(c).cell.value - estimate<EntropySchurmannXiHalf>(c).cell.value,
        std::log(n) - elementary::digamma(n), 1e-14);
  }
  Sample moved{0, 70, 1, 0, 33, 2, 9, 1, 2, 1, 0};
  EXPECT_NEAR(estimate<EntropyGrassberger1988>(moved).cell.value,
              estimate<EntropyGrassberger1988>(some).cell.value, 1e-14);
  EXPECT_NEAR(estimate<EntropyBonachela>(moved).cell.value, estimate<EntropyBonachela>(some).cell.value,
              1e-14);
  EXPECT_NEAR(estimate<EntropyChaoWangJost>(moved).cell.value, estimate<EntropyChaoWangJost>(some).cell.value,
              1e-14);
}

template <Estimator E>
void check_edges() {
  const std::string name(E::name);
  EXPECT_EQ(estimate<E>({}, alphabet(3)).status, Status::empty) << name;
  EXPECT_EQ(estimate<E>({0, 0}, alphabet(3)).status, Status::empty) << name;
  const Estimated one = estimate<E>({9}, alphabet(1));
  EXPECT_EQ(one.status, Status::boundary) << name;
  EXPECT_TRUE(std::isfinite(one.cell.value)) << name;
  // Equal and huge counts: ln 4 to the digits that the counts have.
  const Estimated equal =
      estimate<E>({1'000'000'000'000, 1'000'000'000'000, 1'000'000'000'000, 1'000'000'000'000}, alphabet(4));
  EXPECT_NEAR(equal.cell.value, std::log(4.0), 1e-11) << name;
}

TEST(CountRules, Edges) {
  check_edges<EntropyGrassberger1988>();
  check_edges<EntropyGrassberger2003>();
  check_edges<EntropySchurmannXiHalf>();
  check_edges<EntropySchurmann2004>();
  check_edges<EntropyZhang>();
  check_edges<EntropyChaoWangJost>();
  check_edges<EntropyBonachela>();
  check_edges<Shrink>();
}

TEST(CountRules, MoreClassesSeenThanPossible) {
  EXPECT_EQ(estimate<Shrink>({1, 2, 3}, alphabet(2)).status, Status::invalid);
  EXPECT_EQ(estimate<DirichletPluginLaplace>({1, 2, 3}, alphabet(2)).status, Status::invalid);
}

// Of no observations the law is that of the prior; nothing is known where it has no weight.
TEST(CountRules, WithoutObservations) {
  EXPECT_NEAR(estimate<DirichletPluginSg>({}, alphabet(5)).cell.value, std::log(5.0), 1e-15);
  EXPECT_EQ(estimate<DirichletPluginMinimax>({}, alphabet(5)).status, Status::empty);
}

}  // namespace
}  // namespace plim::count_rules_test
