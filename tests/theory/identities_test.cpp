#include <queue>

#include <boost/math/distributions/beta.hpp>

#include "plim/families/categorical.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/oracles.hpp"
#include "study/sweep_views.hpp"
#include "support.hpp"

// Identities that hold sample by sample, of whatever the catalogue has.
namespace plim::identities_test {
namespace {

using Sample = std::vector<std::int64_t>;

const Catalogue& catalogue() {
  static const Catalogue all = standard_catalogue();
  return all;
}

std::shared_ptr<const Population> categorical(const std::vector<double>& p) {
  Arguments a;
  a.set("p", p);
  return *make_family_population(law_family<Categorical>(), a);
}

Knowns asked(const std::string& estimand, std::size_t K) {
  Knowns knowns;
  knowns.estimand = estimand;
  knowns.target = catalogue().find_estimand(estimand);
  knowns.K = K;
  return knowns;
}

/// The estimate of a sample, or nothing where the estimator has none.
std::optional<double> value_of(const AnyEstimator& bound, const Sample& c) {
  std::int64_t n = 0;
  for (const std::int64_t x : c) n += x;
  const Counts counts{n, c.size(), 1, c.data()};
  test::Views views(catalogue().derivations(), 1);
  views.give(view_id<Counts>(), &counts);
  test::Estimates estimates;
  if (!estimates.make(*bound.bound->instantiate(), bound, views, n, {})) return std::nullopt;
  return estimates.value(0, 0);
}

/// The entropy estimators of counts, each bound for K classes.
std::vector<AnyEstimator> entropies(std::size_t K) {
  const auto population = categorical(std::vector<double>(K, 1 / static_cast<double>(K)));
  std::vector<AnyEstimator> all;
  for (const EstimatorEntry& e : catalogue().estimators()) {
    if (e.estimands.front() != "entropy" || e.oracle || e.two_samples || !e.likelihood.empty()) continue;
    Arguments options;
    for (const Parameter& p : e.options) {
      if (p.fallback) options.set(p.name, *p.fallback);
    }
    const Outcome<AnyEstimator> bound = e.bind(*population, asked("entropy", K), options);
    if (bound && value_of(*bound, Sample(K, 3))) all.push_back(*bound);
  }
  return all;
}

const Sample seen = {70, 1, 33, 2, 9, 1, 2, 1}, turned = {1, 2, 1, 9, 2, 33, 1, 70};

TEST(Identities, NoCountEstimatorSeesTheOrderOfClasses) {
  std::size_t held = 0;
  for (const AnyEstimator& bound : entropies(seen.size())) {
    const auto a = value_of(bound, seen), b = value_of(bound, turned);
    ASSERT_EQ(a.has_value(), b.has_value()) << bound.facts->name;
    if (!a) continue;
    EXPECT_NEAR(*a, *b, 1e-11 * (1 + std::fabs(*a))) << bound.facts->name;
    Sample other = seen;
    other[1] = 8;
    EXPECT_NE(*value_of(bound, other), *a) << bound.facts->name;
    ++held;
  }
  EXPECT_GE(held, 25u);
}

TEST(Identities, EmptyClassesLeaveNoTraceWithoutK) {
  Sample padded = seen;
  padded.insert(padded.begin() + 2, 6, 0);
  const std::vector<AnyEstimator> few = entropies(seen.size()), many = entropies(padded.size());
  ASSERT_EQ(few.size(), many.size());
  std::size_t without = 0, changed = 0;
  for (std::size_t i = 0; i < few.size(); ++i) {
    const auto a = value_of(few[i], seen), b = value_of(many[i], padded);
    if (!a || !b) continue;
    if (few[i].facts->told_K) {
      changed += *a != *b ? 1 : 0;
    } else {
      EXPECT_NEAR(*a, *b, 1e-11 * (1 + std::fabs(*a))) << few[i].facts->name;
      ++without;
    }
  }
  EXPECT_GE(without, 14u);
  EXPECT_GE(changed, 8u);
}

double only(const std::string& name, const Knowns& knowns, const Population& population, const Sample& c) {
  for (const EstimatorEntry& e : catalogue().estimators()) {
    const bool same = std::find(e.estimands.begin(), e.estimands.end(), knowns.estimand) != e.estimands.end();
    if (e.name != name || !same || !e.likelihood.empty() || e.two_samples ||
        e.needs_reference == knowns.reference.empty())
      continue;
    return value_of(*e.bind(population, knowns, {}), c).value();
  }
  throw std::runtime_error(name);
}

// T - H - A = -KL(p_hat, p) of the plug-in, A the mean of -ln p less H.
TEST(Identities, ThePlugInLessItsControlVariateIsADivergence) {
  const std::vector<double> p = {0.05, 0.2, 0.3, 0.45};
  const auto law = categorical(p);
  for (const Sample& c : {Sample{1, 2, 3, 4}, Sample{0, 0, 9, 1}, Sample{500, 1, 20, 3}}) {
    const double plug_in = only("ml", asked("entropy", 4), *law, c),
                 control = only("self_information", asked("entropy", 4), *law, c),
                 kl = only("empirical", asked("kl", 4), *law, c);
    EXPECT_NEAR(plug_in - control, -kl, 1e-14 * (1 + kl));
    EXPECT_GT(kl, 0);
  }
}

// H(p_hat, q) = H(p_hat) + KL(p_hat, q) of a known q, and of the laws themselves; KL is 0 where they are
// equal.
TEST(Identities, CrossEntropyIsEntropyAndDivergence) {
  const std::vector<double> p = {0.125, 0.125, 0.25, 0.5}, q = {0.4, 0.3, 0.2, 0.1};
  const auto law = categorical(p);
  const Sample c = {3, 0, 7, 5};
  Knowns cross = asked("cross_entropy", 4), kl = asked("kl", 4);
  cross.reference = kl.reference = q;
  EXPECT_NEAR(only("ml", cross, *law, c), only("ml", asked("entropy", 4), *law, c) + only("ml", kl, *law, c),
              1e-15);
  const auto truth = [&](const Knowns& k) {
    return exact_truth(*law, k, {"", k.estimand, 0}, k.target.get()).value();
  };
  EXPECT_NEAR(truth(cross), truth(asked("entropy", 4)) + truth(kl), 1e-15);
  EXPECT_GT(truth(kl), 0.1);
  kl.reference = p;
  EXPECT_EQ(only("ml", kl, *law, {4, 4, 8, 16}), 0);
  EXPECT_EQ(truth(kl), 0);
}

// ln evidence = ln likelihood + ln prior - ln posterior at every theta, of an ordered sample with a beta
// prior.
TEST(Identities, TheEvidenceIsTheSameAtEveryTheta) {
  const double a = 2.5, b = 0.7, ones = 7, zeros = 4;
  const auto evidence_at = [&](double p) {
    return ones * std::log(p) + zeros * std::log1p(-p) +
           std::log(boost::math::pdf(boost::math::beta_distribution<>(a, b), p) /
                    boost::math::pdf(boost::math::beta_distribution<>(a + ones, b + zeros), p));
  };
  Knowns knowns = asked("log_evidence", 2);
  knowns.likelihood = "bernoulli";
  knowns.priors["p"].law = "beta";
  knowns.priors["p"].arguments.set("alpha", a);
  knowns.priors["p"].arguments.set("beta", b);
  const auto law = categorical({0.5, 0.5});
  bool found = false;
  for (const EstimatorEntry& e : catalogue().estimators()) {
    if (e.name != "exact" || e.likelihood != "bernoulli" || e.estimands.front() != "log_evidence") continue;
    const Outcome<AnyEstimator> bound = e.bind(*law, knowns, {});
    if (!bound) continue;
    const std::optional<double> said = value_of(*bound, {4, 7});
    if (!said) continue;
    found = true;
    for (const double p : {0.001, 0.3, 0.64, 0.99}) EXPECT_NEAR(*said, evidence_at(p), 1e-12) << e.summary;
  }
  EXPECT_TRUE(found);
}

/// The mean length of Huffman's code.
double huffman_length(const std::vector<double>& p) {
  std::priority_queue<double, std::vector<double>, std::greater<>> heap(p.begin(), p.end());
  double length = 0;
  while (heap.size() > 1) {
    const double least = heap.top();
    heap.pop();
    const double both = least + heap.top();
    heap.pop();
    heap.push(both);
    length += both;
  }
  return length;
}

// H <= mean length < H + 1 in bits, of Shannon's code and of Huffman's, with equality at powers of 1/2; H is
// at most ln s, and the perplexity of the uniform law s.
TEST(Identities, CodesAreAsLongAsTheEntropySays) {
  const std::vector<std::vector<double>> laws = {
      {0.5, 0.25, 0.125, 0.125}, {0.9, 0.1}, {0.4, 0.3, 0.2, 0.1}, {0.97, 0.01, 0.01, 0.01}};
  for (const std::vector<double>& p : laws) {
    const double bits = entropy_of(p) / std::log(2.0);
    double shannon = 0;
    for (const double x : p) shannon += x * std::ceil(-std::log2(x));
    for (const double length : {shannon, huffman_length(p)}) {
      EXPECT_GE(length, bits - 1e-15);
      EXPECT_LT(length, bits + 1);
    }
    EXPECT_LT(entropy_of(p), std::log(static_cast<double>(p.size())));
  }
  EXPECT_NEAR(entropy_of(laws[0]) / std::log(2.0), huffman_length(laws[0]), 1e-15);
  for (const std::size_t s : {1, 2, 7, 100}) {
    const auto law = categorical(std::vector<double>(s, 1 / static_cast<double>(s)));
    const Knowns k = asked("perplexity", s);
    EXPECT_NEAR(exact_truth(*law, k, {"", "perplexity", 0}, k.target.get()).value() / static_cast<double>(s),
                1, 1e-14);
    EXPECT_NEAR(only("ml", k, *law, Sample(s, 4)) / static_cast<double>(s), 1, 1e-14);
  }
}

}  // namespace
}  // namespace plim::identities_test
