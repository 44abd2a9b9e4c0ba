#include <cmath>
#include <map>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

#include "engine/fixtures.hpp"
#include "plim/families/standard_families.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/views/sparse_counts.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim::integer_counts_test {
namespace {

using Parameters = std::vector<std::pair<const char*, Value>>;
using Sizes = std::vector<std::int64_t>;
using Mass = std::function<double(double k)>;

std::shared_ptr<const Population> population_of(const std::string& family, const Parameters& parameters) {
  for (const LawFamily& f : standard_families()) {
    if (f.name != family) continue;
    Arguments arguments;
    for (const auto& [name, value] : parameters)
      arguments.set(name, *accept(*find_named(f.parameters, name), value));
    return *make_family_population(f, arguments);
  }
  return nullptr;
}

/// Calls take(lane's sparse counts) at the last size of every path.
template <class Take>
void for_each_path(const Population& population, RouteKind route, const Sizes& sizes, std::size_t groups,
                   Take take) {
  constexpr std::size_t lanes = 8;
  const ViewId wanted[] = {view_id<SparseCounts>()};
  const auto source = population.source(route, wanted, sizes.back(), lanes);
  for (std::size_t g = 0; g < groups; ++g) {
    source->start({{31}, g * lanes, 0}, lanes);
    for (std::size_t i = 0; i < sizes.size(); ++i) source->grow(sizes[i], static_cast<std::uint32_t>(i));
    const auto& view = *static_cast<const SparseCounts*>(source->view(wanted[0]));
    for (std::size_t l = 0; l < lanes; ++l) take(view.one(l));
  }
}

struct Fit {
  double classes;   // |z| of all counts of an integer against its mass
  double variance;  // z of the variance of the counts of one integer
};

/// Of paths against a mass; `one`: an integer that is often drawn.
Fit fit_of(const Population& population, const Sizes& sizes, const Mass& mass, double one) {
  std::map<double, double> total;
  std::vector<double> counts_of_one;
  const double n = static_cast<double>(sizes.back());
  for_each_path(population, RouteKind::counts, sizes, 250, [&](const SparseCounts::One& s) {
    double sum = 0, of_one = 0;
    for (std::size_t r = 0; r < s.rows; ++r) {
      const double c = static_cast<double>(s.count(r));
      sum += c;
      if (c > 0) total[s.symbol(r)] += c;
      if (s.symbol(r) == one) of_one += c;
    }
    EXPECT_EQ(sum, n);
    counts_of_one.push_back(of_one);
  });
  std::vector<double> observed, expected;
  const double draws = n * static_cast<double>(counts_of_one.size());
  for (double k = total.begin()->first - 30; k <= total.rbegin()->first + 30; ++k) {
    observed.push_back(total.count(k) > 0 ? total[k] : 0);
    expected.push_back(draws * mass(k));
  }
  const double variance = n * mass(one) * (1 - mass(one)), seen = test::Summary(counts_of_one).variance;
  const double replicates = static_cast<double>(counts_of_one.size());
  return {std::fabs(test::chi_square_z(observed, expected)),
          (seen / variance - 1) * std::sqrt(0.5 * replicates)};
}

void expect_fit(const std::string& family, const Parameters& parameters, const Mass& mass, double one) {
  const auto population = population_of(family, parameters);
  for (const Sizes& sizes : {Sizes{400}, Sizes{300, 40000}, Sizes{1000000}}) {
    const Fit fit = fit_of(*population, sizes, mass, one);
    EXPECT_LT(fit.classes, test::z_limit) << family << " " << sizes.back();
    EXPECT_LT(std::fabs(fit.variance), test::z_limit) << family << " " << sizes.back();
  }
}

/// The density of a law of Boost on 0, 1, ..., to a last integer.
template <class Law>
Mass of(const Law& law, double last = 1e9) {
  return [=](double k) { return k < 0 || k > last ? 0.0 : boost::math::pdf(law, k); };
}

TEST(IntegerCounts, T3_HaveTheLawOfTheFamily) {
  expect_fit("poisson", {{"mean", 2.3}}, of(boost::math::poisson(2.3)), 2);
  expect_fit("poisson", {{"mean", std::int64_t{300}}}, of(boost::math::poisson(300)), 301);
  expect_fit("binomial", {{"trials", std::int64_t{40}}, {"p", 0.7}}, of(boost::math::binomial(40, 0.7), 40),
             28);
  expect_fit("negative_binomial", {{"r", 0.6}, {"p", 0.2}}, of(boost::math::negative_binomial(0.6, 0.2)), 0);
  expect_fit("geometric", {{"p", 0.15}}, of(boost::math::negative_binomial(1, 0.15)), 0);
  expect_fit("hypergeometric",
             {{"successes", std::int64_t{30}}, {"failures", std::int64_t{70}}, {"draws", std::int64_t{20}}},
             of(boost::math::hypergeometric_distribution<>(30, 20, 100), 20), 6);
}

TEST(IntegerCounts, AMassThatIsWrongByAHundredthIsSeen) {
  const auto population = population_of("poisson", {{"mean", 2.3}});
  EXPECT_GT(fit_of(*population, {300, 40000}, of(boost::math::poisson(2.32)), 2).classes, test::z_limit);
  const auto many = population_of("negative_binomial", {{"r", 0.6}, {"p", 0.2}});
  EXPECT_GT(fit_of(*many, {1000000}, of(boost::math::negative_binomial(0.605, 0.2)), 0).classes,
            test::z_limit);
}

// Of 2^53 draws the integers that have any are those with a mass of 2^-53 or so, and all are counted exactly.
TEST(IntegerCounts, Bi9_ReachTheLargestSizeThatIsCounted) {
  const std::int64_t n = std::int64_t{1} << 53;
  std::map<double, double> total;
  for_each_path(*population_of("poisson", {{"mean", std::int64_t{1}}}), RouteKind::counts, {1000, n}, 4,
                [&](const SparseCounts::One& s) {
                  std::int64_t sum = 0;
                  for (std::size_t r = 0; r < s.rows; ++r) {
                    sum += s.count(r);
                    total[s.symbol(r)] += static_cast<double>(s.count(r));
                  }
                  EXPECT_EQ(sum, n);
                });
  for (const auto& [k, count] : total) {
    const double expected = 32 * static_cast<double>(n) * boost::math::pdf(boost::math::poisson(1), k);
    if (expected < 100) continue;
    // Sums of large counts are rounded to 53 bits.
    EXPECT_LT(std::fabs(count - expected), 6 * std::sqrt(expected) + 1e-14 * expected) << k;
  }
  EXPECT_GE(total.rbegin()->first, 17);
  EXPECT_LE(total.rbegin()->first, 20);  // above it less than 1e-3 is expected
}

TEST(IntegerCounts, SmallIncrementsAreThoseOfTheDrawsRoute) {
  const auto population = population_of("poisson", {{"mean", std::int64_t{4}}});
  std::vector<std::vector<std::pair<double, std::int64_t>>> of_route;
  for (const RouteKind route : {RouteKind::draws, RouteKind::counts}) {
    for_each_path(*population, route, {3, 3 + 200, 901}, 3, [&](const SparseCounts::One& s) {
      of_route.emplace_back();
      for (std::size_t r = 0; r < s.rows; ++r) {
        if (s.count(r) > 0) of_route.back().emplace_back(s.symbol(r), s.count(r));
      }
    });
  }
  ASSERT_EQ(of_route.size(), 48U);
  for (std::size_t i = 0; i < 24; ++i) EXPECT_EQ(of_route[i], of_route[24 + i]);
}

TEST(IntegerCounts, S2_EveryInstructionSetGivesTheSame) {
  const test::IsaGuard guard;
  const auto population = population_of("negative_binomial", {{"r", std::int64_t{3}}, {"p", 0.1}});
  std::vector<std::vector<std::int64_t>> of_isa;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    of_isa.emplace_back();
    for_each_path(*population, RouteKind::counts, {100, 1'000'000'000}, 2, [&](const SparseCounts::One& s) {
      for (std::size_t r = 0; r < s.rows; ++r) of_isa.back().push_back(s.count(r));
    });
    EXPECT_EQ(of_isa.back(), of_isa.front());
  }
}

TEST(IntegerCounts, WhatHasTheRoute) {
  const auto has = [](const std::string& family, const Parameters& parameters) {
    return !population_of(family, parameters)->views(RouteKind::counts).empty();
  };
  EXPECT_TRUE(has("poisson", {{"mean", std::int64_t{0}}}));
  EXPECT_TRUE(has("logarithmic", {{"p", 0.8}}));
  EXPECT_TRUE(has("beta_binomial", {{"trials", std::int64_t{30}}, {"alpha", 0.2}, {"beta", 0.3}}));
  EXPECT_TRUE(has("geometric", {{"p", 0.01}}));
  EXPECT_FALSE(has("geometric", {{"p", 1e-6}}));  // too many integers
  EXPECT_FALSE(has("poisson", {{"mean", 1e9}}));
  EXPECT_FALSE(has("zeta", {{"s", std::int64_t{2}}}));  // masses that end nowhere
  EXPECT_FALSE(has("skellam", {{"mean1", std::int64_t{1}}, {"mean2", std::int64_t{2}}}));  // has two tables
  EXPECT_FALSE(has("normal", {{"mean", std::int64_t{0}}, {"sd", std::int64_t{1}}}));
}

// The whole way: an entropy of 10^12 draws, whose bias is nothing beside its error of 1e-6.
TEST(IntegerCounts, EstimatesOfVeryManyDraws) {
  const test::Planned plan = test::plan_of(
      test::study_text("law = \"poisson\"\nmean = 4", "n = 1_000_000_000_000",
                       "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n", 200, 3));
  EXPECT_EQ(plan.scenarios.at(0).route, RouteKind::counts);
  double entropy = 0;
  for (double k = 0; k < 80; ++k) {
    const double p = boost::math::pdf(boost::math::poisson(4), k);
    entropy -= p > 0 ? p * std::log(p) : 0;
  }
  test::Planned kept = plan;
  kept.kept = 200;
  const std::vector<double> estimates = test::gathered(kept, 1).kept.at(0);
  const test::Summary summary(estimates);
  EXPECT_LT(std::fabs(summary.mean - entropy) / std::sqrt(summary.variance / summary.n), 6);
  EXPECT_LT(summary.variance, 1e-11);
}

}  // namespace
}  // namespace plim::integer_counts_test
