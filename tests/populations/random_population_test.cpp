#include "plim/populations/random_population.hpp"

#include "plim/families/bernoulli.hpp"
#include "plim/families/beta.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/drawn_law.hpp"
#include "plim/views/sparse_counts.hpp"
#include "support.hpp"

namespace plim::random_population_test {
namespace {

constexpr Key law_key{77}, data_key{78};
const std::vector<std::int64_t> sizes = {1, 40, 400};

Arguments arguments(const std::vector<std::pair<std::string, double>>& values) {
  Arguments a;
  for (const auto& [name, value] : values) a.set(name, value);
  return a;
}

template <Family F, Family Law>
RandomParameter random(std::size_t parameter, const std::vector<std::pair<std::string, double>>& law) {
  return *random_parameter(F::parameters()[parameter], law_family<Law>(), arguments(law));
}

/// One population for each kind of source: blocks, variates counted by symbol, classes.
std::vector<std::shared_ptr<const Population>> populations() {
  const auto mean = random<Normal, Normal>(0, {{"mean", 2}, {"sd", 3}});
  const auto sd = random<Normal, Gamma>(1, {{"shape", 2}, {"scale", 0.5}});
  const auto rate = random<Exponential, Gamma>(0, {{"shape", 2}, {"scale", 0.5}});
  const auto count = random<Poisson, Gamma>(0, {{"shape", 3}, {"scale", 4}});
  const auto p = random<Bernoulli, Beta>(0, {{"alpha", 2}, {"beta", 3}});
  return {*make_random_population(law_family<Normal>(), {{}, {mean, sd}}),
          *make_random_population(law_family<Normal>(), {arguments({{"sd", 2}}), {mean}}),
          *make_random_population(law_family<Exponential>(), {{}, {rate}}),
          *make_random_population(law_family<Poisson>(), {{}, {count}}),
          *make_random_population(law_family<Bernoulli>(), {{}, {p}})};
}

/// All numbers that the views of one replicate show at every size, and the parameters of its law.
struct Path {
  Arguments law;
  std::vector<double> seen;
  bool operator==(const Path&) const = default;
};

std::vector<Path> paths(const Population& from, RouteKind route, std::uint64_t first, std::size_t lanes) {
  const auto source = from.source(route, from.views(route), sizes.back(), lanes);
  if (from.draws_law()) source->realise({law_key, first, 0}, lanes);
  source->start({data_key, first, 0}, lanes);
  std::vector<Path> all(lanes);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    source->grow(sizes[i], static_cast<std::uint32_t>(i));
    const auto* reals = static_cast<const Reals*>(source->view(view_id<Reals>()));
    const auto* counts = static_cast<const Counts*>(source->view(view_id<Counts>()));
    const auto* sparse = static_cast<const SparseCounts*>(source->view(view_id<SparseCounts>()));
    const auto* law = static_cast<const DrawnLaw*>(source->view(view_id<DrawnLaw>()));
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::vector<double>& seen = all[lane].seen;
      if (law != nullptr) all[lane].law = law->one(lane).arguments();
      if (reals != nullptr) seen.insert(seen.end(), reals->one(lane).x.begin(), reals->one(lane).x.end());
      for (std::size_t k = 0; counts != nullptr && k < counts->K; ++k)
        seen.push_back(static_cast<double>(counts->one(lane)[k]));
      for (std::size_t row = 0; sparse != nullptr && row < sparse->one(lane).rows; ++row) {
        const SparseCounts::One one = sparse->one(lane);
        if (one.count(row) == 0) break;
        seen.push_back(static_cast<double>(one.symbol(row)));
        seen.push_back(static_cast<double>(one.count(row)));
      }
    }
  }
  return all;
}

TEST(RandomPopulation, EveryReplicateIsThatOfAFixedLaw) {
  for (const auto& drawn : populations()) {
    for (const RouteKind route : {RouteKind::draws, RouteKind::counts, RouteKind::statistic}) {
      if (drawn->views(route).empty()) continue;
      const std::vector<Path> all = paths(*drawn, route, 10, 7);
      for (std::size_t lane = 0; lane < all.size(); ++lane) {
        const auto fixed = drawn->realised({law_key, 10 + lane, 0});
        EXPECT_FALSE(fixed->draws_law());
        EXPECT_EQ(all[lane].seen, paths(*fixed, route, 10 + lane, 1).front().seen) << drawn->readable();
        for (const auto& [name, value] : all[lane].law.all())
          EXPECT_EQ(fixed->truth(name, 0), std::get<double>(value)) << drawn->readable();
      }
      EXPECT_NE(all[0].law, all[1].law);
    }
  }
}

// A table would cost more than a replicate's draws.
TEST(RandomPopulation, OnlyFixedLawsAreDrawnFromTables) {
  const auto method = [](const Population& p) { return p.method(RouteKind::draws, 0, 10); };
  const auto fixed = [&](double mean) {
    return method(**make_family_population(law_family<Poisson>(), arguments({{"mean", mean}})));
  };
  const auto poisson = populations()[3];
  EXPECT_EQ(method(*poisson), "variate");
  EXPECT_EQ(method(*poisson->realised({law_key, 3, 0})), "variate");
  EXPECT_EQ(method(*populations()[0]), "block");
  EXPECT_EQ(fixed(3), "table");
  EXPECT_EQ(fixed(1e12), "variate");
}

// The law is that of the first variate of the address, as a family's own draw is.
TEST(RandomPopulation, ParametersAreDrawsOfTheirLaws) {
  const auto normal = populations()[0];
  Variate first({law_key, 3, 0}, 0), second({law_key, 3, 0}, 1);
  const Path path = paths(*normal, RouteKind::draws, 3, 1)[0];
  EXPECT_EQ(path.law.real("mean"), (Normal{2, 3}.sample(first)));
  EXPECT_EQ(path.law.real("sd"), (Gamma{2, 0.5}.sample(second)));
}

TEST(RandomPopulation, LanesLeaveNoTrace) {
  for (const auto& drawn : populations()) {
    const std::vector<Path> all = paths(*drawn, RouteKind::draws, 0, 12);
    for (const std::size_t lanes : {1, 5}) {
      for (std::size_t first = 0; first + lanes <= all.size(); first += lanes) {
        const std::vector<Path> some = paths(*drawn, RouteKind::draws, first, lanes);
        for (std::size_t l = 0; l < lanes; ++l) EXPECT_EQ(some[l], all[first + l]);
      }
    }
  }
}

TEST(RandomPopulation, ObservationsAreThoseOfTheDrawsRoute) {
  for (const auto& drawn : populations()) {
    if (drawn->probabilities().empty() && drawn->views(RouteKind::counts).empty()) {
      std::vector<double> x(static_cast<std::size_t>(sizes[0]));
      drawn->realised({law_key, 3, 0})->stream({data_key, 3, 0})->next(x);
      EXPECT_EQ(x[0], paths(*drawn, RouteKind::draws, 3, 1)[0].seen[0]);
    }
  }
}

// A gamma of so small a shape underflows to 0 in half of its draws, where no rate may be.
TEST(RandomPopulation, DrawsStayWithinTheDomain) {
  const RandomParameter mean = random<Poisson, Gamma>(0, {{"shape", 1e-4}, {"scale", 1}});
  const RandomParameter sd = random<Normal, Gamma>(1, {{"shape", 1e-4}, {"scale", 1}});
  std::size_t least = 0;
  for (std::uint64_t j = 0; j < 100; ++j) {
    Arguments drawn;
    draw_parameters({{mean}}, {law_key, j, 0}, drawn);
    draw_parameters({{sd}}, {law_key, j, 0}, drawn);
    EXPECT_TRUE(accept(sd.parameter, Value{drawn.real("sd")}));
    least += drawn.real("sd") == std::numeric_limits<double>::denorm_min() ? 1 : 0;
  }
  EXPECT_GT(least, 50u);
}

// P(p < 1e-290) = 1e-290^0.001, a half, of which a geometric can make no law.
TEST(RandomPopulation, DrawsStayWithinTheBoundsOfTheParameter) {
  const Parameter p = Geometric::parameters()[0];
  auto law = law_family<Beta>().make(arguments({{"alpha", 0.001}, {"beta", 1}}));
  const RandomParameter random{p, std::move(*law), "", ""};
  std::size_t least = 0;
  for (std::uint64_t j = 0; j < 100; ++j) {
    Arguments drawn;
    draw_parameters({{random}}, {law_key, j, 0}, drawn);
    EXPECT_TRUE(accept(p, Value{drawn.real("p")}));
    EXPECT_TRUE(Geometric::make(drawn));
    least += drawn.real("p") == 1e-290 ? 1 : 0;
  }
  EXPECT_GT(least, 25u);
}

TEST(RandomPopulation, BadInput) {
  const auto reason = [](const Parameter& parameter, const LawFamily& family, const Arguments& a) {
    const Outcome<RandomParameter> random = random_parameter(parameter, family, a);
    return random ? std::string("made") : random.reason();
  };
  const Arguments normal = arguments({{"mean", 0}, {"sd", 1}});
  EXPECT_EQ(reason(Normal::parameters()[0], law_family<Normal>(), normal), "made");
  EXPECT_EQ(reason(Normal::parameters()[1], law_family<Normal>(), normal),
            "sd must be a finite number > 0, but normal(mean=0.0, sd=1.0) has values beyond");
  EXPECT_EQ(reason(Poisson::parameters()[0], law_family<Gamma>(), arguments({{"shape", 1}, {"scale", 1e15}})),
            "mean must be a finite number >= 0 and <= 9007199254740992, but gamma(scale=1000000000000000.0, "
            "shape=1.0) has values beyond");
  EXPECT_EQ(reason(Geometric::parameters()[0], law_family<Beta>(), arguments({{"alpha", 0.01}, {"beta", 1}})),
            "p must be a number in (0, 1] and >= 1e-290, but beta(alpha=0.01, beta=1.0) has values beyond");
  EXPECT_EQ(reason(Geometric::parameters()[0], law_family<Beta>(), arguments({{"alpha", 0.5}, {"beta", 1}})),
            "made");
  EXPECT_EQ(reason({"K", Domain::positive_integer, ""}, law_family<Normal>(), normal),
            "K is no number, so that it cannot be drawn");
}

}  // namespace
}  // namespace plim::random_population_test
