#include <array>
#include <cmath>

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/log1p.hpp>

#include "engine/fixtures.hpp"
#include "plim/families/standard_families.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/views/extremes.hpp"
#include "plim/views/least_log.hpp"
#include "plim/views/log_mean_m2.hpp"
#include "plim/views/sample_mean.hpp"

// T9: statistics of many draws at once, as a path of a few sizes makes them, against their exact law. Two
// numbers of known continuous laws that must be independent are turned into uniform ones and counted in 8 x 8
// cells.
namespace plim::drawn_statistics_test {
namespace {

using Parameters = std::vector<std::pair<const char*, double>>;
using Sizes = std::vector<std::int64_t>;

std::shared_ptr<const Population> population_of(const std::string& family, const Parameters& parameters) {
  Arguments arguments;
  for (const auto& [name, value] : parameters) arguments.set(name, value);
  for (const LawFamily& f : standard_families()) {
    if (f.name == family) return *make_family_population(f, arguments);
  }
  return nullptr;
}

/// Calls take(one) with the statistic of every replicate at the last of the sizes.
template <class V, class Take>
void for_each_path(const Population& population, const Sizes& sizes, Take take) {
  constexpr std::size_t lanes = 64, groups = 200;
  const ViewId wanted[] = {view_id<V>()};
  const auto source = population.source(RouteKind::statistic, wanted, sizes.back(), lanes);
  for (std::size_t g = 0; g < groups; ++g) {
    source->start({{21}, g * lanes, 0}, lanes);
    for (std::size_t i = 0; i < sizes.size(); ++i) source->grow(sizes[i], static_cast<std::uint32_t>(i));
    for (std::size_t l = 0; l < lanes; ++l) take(static_cast<const V*>(source->view(wanted[0]))->one(l));
  }
}

class UniformCells {
 public:
  void add(double u, double v) {
    const auto cell = [](double x) { return std::min<std::size_t>(7, static_cast<std::size_t>(8 * x)); };
    seen_[8 * cell(u) + cell(v)] += 1;
    total_ += 1;
  }
  double z() const { return std::fabs(test::chi_square_z(seen_, std::vector<double>(64, total_ / 64))); }

 private:
  std::vector<double> seen_ = std::vector<double>(64);
  double total_ = 0;
};

/// The regularised gamma function P(a, x). Boost adds up some 10^5 terms where x > a and both are large; the
/// first term of Temme's (1979) uniform expansion is right there to 1/(3 sqrt(2 pi a)), 6e-6.
double gamma_below(double a, double x) {
  if (a < 1e8) return boost::math::gamma_p(a, x);
  const double far = (x - a) / a;
  return 0.5 * boost::math::erfc(-std::copysign(std::sqrt(-a * boost::math::log1pmx(far)), far));
}

/// |z| of the paths against the law of the statistic of n draws.
double lognormal_z(const Sizes& sizes, double n) {
  UniformCells cells;
  const auto population = population_of("lognormal", {{"location", -0.7}, {"scale", 1.5}});
  for_each_path<LogMeanM2>(*population, sizes, [&](const LogMeanM2::One& s) {
    EXPECT_TRUE(s.proper);
    cells.add(0.5 * boost::math::erfc((-0.7 - s.mean) / 1.5 * std::sqrt(0.5 * n)),
              gamma_below(0.5 * (n - 1), s.m2 / (2 * 1.5 * 1.5)));
  });
  return cells.z();
}

double pareto_z(const Sizes& sizes, double n) {
  UniformCells cells;
  const auto population = population_of("pareto", {{"scale", 2}, {"shape", 0.8}});
  for_each_path<LeastLog>(*population, sizes, [&](const LeastLog::One& s) {
    EXPECT_GE(s.least, 2);
    cells.add(-std::expm1(-n * 0.8 * std::log1p((s.least - 2) / 2)), gamma_below(n - 1, 0.8 * s.sum_log));
  });
  return cells.z();
}

double uniform_z(const Sizes& sizes, double n) {
  UniformCells cells;
  const auto population = population_of("uniform", {{"lower", 0}, {"upper", 4}});
  for_each_path<Extremes>(*population, sizes, [&](const Extremes::One& s) {
    EXPECT_LE(s.least, s.most);
    EXPECT_FALSE(s.whole);
    cells.add(-std::expm1(n * std::log1p((s.most - 4) / 4)),
              -std::expm1((n - 1) * std::log1p(-s.least / s.most)));
  });
  return cells.z();
}

/// Of the integers from 3 to 9.
double integers_z(const Sizes& sizes, double n) {
  constexpr int K = 7;
  std::array<std::array<double, K>, K> seen{};
  double total = 0;
  for_each_path<Extremes>(
      *population_of("discrete_uniform", {{"lower", 3}, {"upper", 9}}), sizes, [&](const Extremes::One& s) {
        EXPECT_TRUE(s.whole);
        seen[static_cast<std::size_t>(s.least - 3)][static_cast<std::size_t>(s.most - 3)] += 1;
        total += 1;
      });
  const auto within = [n](int a, int b) { return a > b ? 0 : std::pow((b - a + 1) / double{K}, n); };
  std::vector<double> observed, expected;
  for (int a = 0; a < K; ++a) {
    for (int b = a; b < K; ++b) {
      observed.push_back(seen[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)]);
      total -= observed.back();
      expected.push_back(within(a, b) - within(a + 1, b) - within(a, b - 1) + within(a + 1, b - 1));
    }
  }
  EXPECT_EQ(total, 0);  // no least above its largest
  for (double& p : expected) p *= 12800;
  return std::fabs(test::chi_square_z(observed, expected));
}

struct Case {
  const char* name;
  double (*z)(const Sizes& sizes, double n);
};

const Case cases[] = {{"lognormal", lognormal_z},
                      {"pareto", pareto_z},
                      {"uniform", uniform_z},
                      {"discrete_uniform", integers_z}};

TEST(DrawnStatistics, T9_OfPathsHaveTheirLaw) {
  for (const Case& c : cases) {
    for (const Sizes& sizes : {Sizes{2}, Sizes{1, 2, 5}, Sizes{40}, Sizes{3, 39, 40}})
      EXPECT_LT(c.z(sizes, static_cast<double>(sizes.back())), test::z_limit)
          << c.name << " " << sizes.size();
  }
  for (const auto& z : {lognormal_z, pareto_z, uniform_z})
    EXPECT_LT(z({1000, 1'000'000'000}, 1e9), test::z_limit);
}

TEST(DrawnStatistics, OneDrawMoreOrLessIsSeen) {
  for (const Case& c : cases) {
    EXPECT_GT(c.z({1, 2, 5}, 6), test::z_limit) << c.name;
    EXPECT_GT(c.z({5}, 4), test::z_limit) << c.name;
  }
}

// With n = 1 both extremes are the one draw, and there is nothing to add up.
TEST(DrawnStatistics, OfOneDraw) {
  const auto of = [](const char* name, const Parameters& p) { return population_of(name, p); };
  for_each_path<Extremes>(*of("uniform", {{"lower", -1}, {"upper", 1e9}}), {1},
                          [](const Extremes::One& s) { EXPECT_NEAR(s.least, s.most, 1e-6); });
  for_each_path<Extremes>(*of("discrete_uniform", {{"lower", -5}, {"upper", 5}}), {1},
                          [](const Extremes::One& s) { EXPECT_EQ(s.least, s.most); });
  for_each_path<LeastLog>(*of("pareto", {{"scale", 1}, {"shape", 2}}), {1},
                          [](const LeastLog::One& s) { EXPECT_EQ(s.sum_log, 0); });
}

// The sum of a law on both sides of 0 knows no lower bound.
TEST(DrawnStatistics, ASumKnowsWhereTheLawBegins) {
  for_each_path<SampleMean>(*population_of("skellam", {{"mean1", 1}, {"mean2", 2}}), {3},
                            [](const SampleMean::One& s) { ASSERT_EQ(s.min, -infinity); });
  for_each_path<SampleMean>(*population_of("poisson", {{"mean", 1}}), {3},
                            [](const SampleMean::One& s) { ASSERT_EQ(s.min, 0); });
}

}  // namespace
}  // namespace plim::drawn_statistics_test
