#include "entropy_sample.hpp"
#include "plim/estimators/entropy/digamma_rules.hpp"
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

namespace plim::entropy_test {
namespace {

using test::entropies::alphabet;
using test::entropies::estimate;
using test::entropies::Estimated;
using test::entropies::perplexity;
using test::entropies::run;

/// [value, rtol] of a reference; null is undefined.
void check(const nlohmann::json& c, const std::string& name, double value, Status status) {
  const nlohmann::json& reference = c["values"][name];
  const std::string what = c["id"].get<std::string>() + " " + name;
  if (reference[0].is_null()) {
    EXPECT_EQ(status, Status::undefined) << what;
    return;
  }
  EXPECT_TRUE(is_success(status)) << what;
  const double expected = reference[0];
  EXPECT_NEAR(value, expected, std::max(reference[1].get<double>() * std::fabs(expected), 1e-12)) << what;
}

template <Estimator E>
void check_entropy(const nlohmann::json& c, const std::string& deviation = "") {
  Knowns knowns = alphabet(c["K"]);
  const Estimated plain = estimate<E>(c["counts"], knowns);
  check(c, std::string(E::name), plain.cell.value, plain.status);
  EXPECT_TRUE(std::isnan(plain.cell.se));
  knowns.interval = IntervalRequest{};
  const Estimated with_interval = estimate<E>(c["counts"], knowns);
  EXPECT_EQ(std::isnan(plain.cell.value), std::isnan(with_interval.cell.value));
  if (plain.status == Status::regular) {
    EXPECT_EQ(plain.cell.value, with_interval.cell.value);
  }
  if (!deviation.empty()) check(c, deviation, with_interval.cell.se, with_interval.status);
}

TEST(Entropy, ReferenceCounts) {
  const nlohmann::json cases = test::read_json("entropy_counts.json")["cases"];
  ASSERT_EQ(cases.size(), 24U);
  for (const nlohmann::json& c : cases) {
    check_entropy<EntropyMl>(c);
    check_entropy<EntropyMillerMadow>(c);
    check_entropy<EntropyJackknife>(c);
    check_entropy<EntropyChaoShen>(c);
    check_entropy<DirichletMeanJeffreys>(c, "dirichlet_sd_jeffreys");
    check_entropy<DirichletMeanLaplace>(c, "dirichlet_sd_laplace");
    check_entropy<DirichletMeanSg>(c, "dirichlet_sd_sg");
    check_entropy<DirichletMeanMinimax>(c, "dirichlet_sd_minimax");
    const Estimated pp = perplexity<EntropyMl>(c["counts"]);
    check(c, "perplexity_ml", pp.cell.value, pp.status);
  }
}

// Every estimator by its definition in extended precision, on counts that take each path: small ones, tables,
// logarithms beyond the tables, coverage so low that no closed form applies.
long double jackknife_by_definition(const std::vector<std::int64_t>& c) {
  long double n = 0, h = 0, left = 0;
  for (const std::int64_t x : c) n += static_cast<long double>(x);
  const auto f = [](long double x) { return x > 0 ? x * std::log(x) : 0.0L; };
  for (const std::int64_t x : c) h -= f(static_cast<long double>(x));
  const long double sum = h;
  h = std::log(n) + h / n;
  for (const std::int64_t x : c) {
    if (x == 0) continue;
    const long double y = static_cast<long double>(x);
    left += y * (std::log(n - 1) + (sum + f(y) - f(y - 1)) / (n - 1));
  }
  return n * h - (n - 1) / n * left;
}

long double chao_shen_by_definition(const std::vector<std::int64_t>& c) {
  long double n = 0, f1 = 0, h = 0;
  for (const std::int64_t x : c) n += static_cast<long double>(x);
  for (const std::int64_t x : c) f1 += x == 1 ? 1 : 0;
  const long double coverage = 1 - (f1 == n ? n - 1 : f1) / n;
  for (const std::int64_t x : c) {
    if (x == 0) continue;
    const long double q = coverage * static_cast<long double>(x) / n;
    h += q * std::log(q) / std::expm1(n * std::log1p(-q));
  }
  return h;
}

std::vector<std::vector<std::int64_t>> awkward_counts() {
  std::vector<std::vector<std::int64_t>> all = {
      {1, 1}, {63, 64, 65, 1}, {70000, 65535, 65536, 65537, 2, 1, 1}, {5, 0, 3}};
  std::vector<std::int64_t> low_coverage(500, 1), mixed;
  low_coverage.insert(low_coverage.end(), {64, 70, 90, 120, 0, 2, 3});
  all.push_back(low_coverage);
  for (std::int64_t k = 1; k <= 1000; ++k) mixed.push_back(200000 / (k * k));
  all.push_back(mixed);
  return all;
}

TEST(Entropy, AgreesWithTheDefinitionsOnEveryPath) {
  for (const std::vector<std::int64_t>& c : awkward_counts()) {
    const double jackknife = static_cast<double>(jackknife_by_definition(c));
    EXPECT_NEAR(estimate<EntropyJackknife>(c).cell.value, jackknife, 3e-12 * jackknife) << c.size();
    const double chao_shen = static_cast<double>(chao_shen_by_definition(c));
    EXPECT_NEAR(estimate<EntropyChaoShen>(c).cell.value, chao_shen, 1e-13 * chao_shen) << c.size();
  }
}

/// Counts of many lanes, among them rows of zeros, for groups of any width.
std::vector<std::int64_t> lanes_of_counts(std::size_t K, std::size_t lanes) {
  std::vector<std::int64_t> c(K * lanes);
  std::uint64_t state = 7;
  for (std::int64_t& x : c) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::uint64_t bits = state >> 33;
    x = bits % 5 == 0 ? 0
                      : static_cast<std::int64_t>((bits >> 3) & ((std::uint64_t{1} << (1 + bits % 24)) - 1));
  }
  for (std::size_t l = 0; l < lanes; ++l) c[3 * lanes + l] = 0;
  return c;
}

// Lanes have different sums of counts: n is only a scale here.
template <Estimator E>
void check_lanes(const Knowns& knowns) {
  const test::IsaGuard guard;
  constexpr std::size_t K = 300, lanes = 21;
  const std::vector<std::int64_t> c = lanes_of_counts(K, lanes);
  constexpr std::int64_t n = std::int64_t{1} << 40;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    const std::vector<Estimated> group = run<E>({n, K, lanes, c.data()}, knowns);
    for (std::size_t l = 0; l < lanes; ++l) {
      std::vector<std::int64_t> column, seen;
      for (std::size_t k = 0; k < K; ++k) column.push_back(c[k * lanes + l]);
      for (const std::int64_t x : column) {
        if (x > 0) seen.push_back(x);
      }
      force_isa(Isa::v2);
      const Estimated alone = run<E>({n, K, 1, column.data()}, knowns).front();
      const Estimated without_zeros = run<E>({n, seen.size(), 1, seen.data()}, knowns).front();
      force_isa(isa);
      EXPECT_EQ(group[l].cell.value, alone.cell.value) << E::name << isa_name(isa) << l;
      EXPECT_EQ(group[l].cell.value, without_zeros.cell.value) << E::name << isa_name(isa) << l;
      if (std::isnan(alone.cell.se)) continue;
      EXPECT_EQ(group[l].cell.se, alone.cell.se) << E::name << isa_name(isa) << l;
      EXPECT_EQ(group[l].cell.se, without_zeros.cell.se) << E::name << isa_name(isa) << l;
    }
  }
}

TEST(Entropy, SameBytesInAnyLaneOnAnyInstructionSetWithAndWithoutEmptyClasses) {
  Knowns knowns = alphabet(300);
  for (const bool interval : {false, true}) {
    if (interval) knowns.interval = IntervalRequest{};
    check_lanes<EntropyMl>(knowns);
    check_lanes<EntropyMillerMadow>(knowns);
    check_lanes<EntropyJackknife>(knowns);
    check_lanes<EntropyChaoShen>(knowns);
    check_lanes<EntropyZhang>(knowns);
    check_lanes<DirichletMeanJeffreys>(knowns);
    check_lanes<DirichletMeanMinimax>(knowns);
  }
}

TEST(Entropy, StatusesOfSamplesWithoutAnEstimate) {
  const std::vector<std::int64_t> nothing = {0, 0, 0};
  EXPECT_EQ(estimate<EntropyMl>(nothing).status, Status::empty);
  EXPECT_EQ(estimate<EntropyMillerMadow>(nothing).status, Status::empty);
  EXPECT_EQ(estimate<EntropyJackknife>(nothing).status, Status::empty);
  EXPECT_EQ(estimate<EntropyChaoShen>(nothing).status, Status::empty);
  EXPECT_EQ(estimate<EntropyChaoShen>({}).status, Status::empty);
  EXPECT_EQ(estimate<EntropyJackknife>({0, 1}).status, Status::undefined);
  EXPECT_TRUE(std::isnan(estimate<EntropyJackknife>({0, 1}).cell.value));
  EXPECT_EQ(perplexity<EntropyJackknife>({0, 1}).status, Status::undefined);
  // A prior is an answer without data; the minimax weights vanish with n.
  EXPECT_EQ(estimate<DirichletMeanLaplace>(nothing, alphabet(3)).status, Status::regular);
  EXPECT_NEAR(estimate<DirichletMeanLaplace>(nothing, alphabet(3)).cell.value, 5.0 / 6,
              1e-15);  // psi(4) - psi(2)
  EXPECT_EQ(estimate<DirichletMeanMinimax>(nothing, alphabet(3)).status, Status::empty);
  EXPECT_EQ(estimate<DirichletMeanLaplace>({3, 2, 1}, alphabet(2)).status, Status::invalid);
}

TEST(Entropy, ClassesOfADirichletPrior) {
  EXPECT_FALSE(DirichletMeanSg::bind({}, {})) << "no alphabet is known";
  Arguments observed, seven;
  observed.set("K", std::string("observed"));
  seven.set("K", std::int64_t{7});
  const std::vector<std::int64_t> c = {4, 0, 2, 1};
  EXPECT_EQ(estimate<DirichletMeanSg>(c, {}, observed).cell.value,
            estimate<DirichletMeanSg>(c, alphabet(3)).cell.value);
  EXPECT_EQ(estimate<DirichletMeanSg>(c, alphabet(4), seven).cell.value,
            estimate<DirichletMeanSg>(c, alphabet(7)).cell.value);
  EXPECT_EQ(estimate<DirichletMeanSg>({0, 0}, {}, observed).status, Status::empty);
  EXPECT_FALSE(DirichletMeanSg::bind({}, observed)->additive_term(10)) << "the classes seen are not additive";
}

TEST(Entropy, IntervalsAreValueAndStandardError) {
  Knowns knowns = alphabet(3);
  knowns.interval = IntervalRequest{0.95, ""};
  const std::vector<std::int64_t> c = {50, 30, 20};
  // sqrt(V/n), V of (0.5, 0.3, 0.2); mpmath.
  const double h = 1.0296530140645737, se = 0.036464285328225537, z = 1.959963984540054;
  const Estimated ml = estimate<EntropyMl>(c, knowns), pp = perplexity<EntropyMl>(c, knowns);
  EXPECT_NEAR(ml.cell.value, h, 1e-14);
  EXPECT_NEAR(ml.cell.se, se, 1e-14);
  EXPECT_NEAR(ml.cell.lo, h - z * se, 1e-14);
  EXPECT_NEAR(ml.cell.hi, h + z * se, 1e-14);
  EXPECT_NEAR(pp.cell.se, std::exp(h) * se, 1e-13);
  EXPECT_NEAR(pp.cell.lo, std::exp(h - z * se), 1e-13);
  EXPECT_EQ(estimate<EntropyMillerMadow>(c, knowns).cell.se, ml.cell.se);
  EXPECT_EQ(estimate<EntropyJackknife>(c, knowns).cell.se, ml.cell.se);
  EXPECT_TRUE(std::isnan(estimate<EntropyChaoShen>(c, knowns).cell.se));
  knowns.interval->method = "hpd";
  EXPECT_FALSE(EntropyMl::bind(knowns, {}));
  EXPECT_FALSE(DirichletMeanSg::bind(knowns, {}));
}

TEST(Entropy, AdditiveFormsSumToTheEstimates) {
  const std::vector<std::int64_t> c = {5, 0, 2, 9, 1};
  const auto sum = [&c](const AdditiveTerm& term) {
    const double total = 17 + term.plug_in->a * term.plug_in->K;
    double t = term.constant;
    for (std::size_t k = 0; k < c.size(); ++k) {
      const double q = (static_cast<double>(c[k]) + term.plug_in->a) / total;
      t += term.rest(k, c[k]) - (q > 0 ? q * std::log(q) : 0);
    }
    return t;
  };
  const Knowns knowns = alphabet(c.size());
  EXPECT_NEAR(sum(EntropyMillerMadow().additive_term(17)), estimate<EntropyMillerMadow>(c).cell.value, 1e-14);
  EXPECT_NEAR(sum(*EntropyJackknife().additive_term(17)), estimate<EntropyJackknife>(c).cell.value, 1e-14);
  EXPECT_FALSE(EntropyJackknife().additive_term(1));
  EXPECT_NEAR(sum(*DirichletMeanJeffreys::bind(knowns, {})->additive_term(17)),
              estimate<DirichletMeanJeffreys>(c, knowns).cell.value, 1e-14);
  EXPECT_NEAR(sum(*DirichletMeanMinimax::bind(knowns, {})->additive_term(17)),
              estimate<DirichletMeanMinimax>(c, knowns).cell.value, 1e-14);
}

}  // namespace
}  // namespace plim::entropy_test
