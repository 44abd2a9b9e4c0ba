#include "plim/theory/fresh_loss.hpp"

#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/estimators/likelihood/exponential_model.hpp"
#include "plim/estimators/likelihood/normal_model.hpp"
#include "plim/families/bernoulli.hpp"
#include "plim/families/beta.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/student_t.hpp"
#include "plim/families/uniform.hpp"
#include "plim/families/weibull.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/populations/data_population.hpp"
#include "plim/populations/dirichlet_population.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/populations/random_population.hpp"
#include "weibull.hpp"

// E[-ln q(X)] of a fitted law q by mpmath (30 digits), and one route by the other.
namespace plim::fresh_loss_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), pi = 3.14159265358979323846;

Arguments arguments(std::initializer_list<std::pair<const char*, Value>> values) {
  Arguments a;
  for (const auto& [name, value] : values) a.set(name, value);
  return a;
}

template <Family F>
std::shared_ptr<const Population> population(const Arguments& a) {
  return *make_family_population(law_family<F>(), a);
}

struct Loss {
  double value = not_given;
  Status status = Status::regular;
};

/// Of the law of a family at some parameters, as if they had been fitted.
template <Family F>
Loss numeric_loss(const Population& p, const Point& at, Status fitted = Status::regular) {
  Knowns knowns;
  knowns.likelihood = std::string(F::name);
  const Outcome<NumericFreshLoss> bound = NumericFreshLoss::bind(law_family<F>(), p, knowns);
  if (!bound) {
    ADD_FAILURE() << bound.reason();
    return {};
  }
  const NumericFit fit{at, fitted, 0, {}};
  NumericFreshLoss::workspace w;
  Cell cell;
  Loss loss;
  bound->estimate({10, fit}, w, {}, {{&cell, 1}, loss.status});
  loss.value = cell.value;
  return loss;
}

template <Family F>
void expect_loss(const std::shared_ptr<const Population>& p, const Point& at, double value) {
  const Loss loss = numeric_loss<F>(*p, at);
  EXPECT_EQ(loss.status, Status::regular);
  EXPECT_NEAR(loss.value, value, 1e-10 * (1 + std::fabs(value)));
}

TEST(FreshLoss, OfLawsOnTheReals) {
  const Arguments wait = arguments({{"shape", 1.5}, {"scale", 2.0}});
  expect_loss<Weibull>(population<Weibull>(wait), {1.8, 2.3}, 1.52151759142287951209);
  // Where the family says neither its mean nor where it lies, and under another family.
  expect_loss<test::BareWeibull>(population<test::BareWeibull>(wait), {1.8, 2.3}, 1.52151759142287951209);
  expect_loss<Weibull>(population<Gamma>(arguments({{"shape", 2.5}, {"scale", 2.0}})), {1.8, 6},
                       2.44237983872771865620);
  expect_loss<Normal>(population<Normal>(arguments({{"mean", 1.0}, {"sd", 2.0}})), {0.5, std::sqrt(3.0)},
                      2.17657801087206092081);
  expect_loss<Exponential>(population<Exponential>(arguments({{"lambda", 0.5}})), {0.8},
                           1.82314355131420975577);
}

// Points that round to an end of the population are no ends: beta laws have densities 0 or infinite there. Of
// a uniform X it is ln B(a, b) + a + b - 2.
TEST(FreshLoss, OfAUniformLawUnderABeta) {
  const auto uniform = population<Uniform>(arguments({{"lower", 0.0}, {"upper", 1.0}}));
  expect_loss<Beta>(uniform, {2, 3}, 3 - std::log(12.0));
  expect_loss<Beta>(uniform, {0.5, 0.5}, std::log(pi) - 1);
}

TEST(FreshLoss, OfLawsOnIntegersAndClasses) {
  expect_loss<Poisson>(population<Poisson>(arguments({{"mean", 3.0}})), {2.5}, 1.97843486853043281256);
  expect_loss<Geometric>(population<Geometric>(arguments({{"p", 0.3}})), {0.5}, 2.31049060186648436472);
  expect_loss<Bernoulli>(population<Bernoulli>(arguments({{"p", 0.3}})), {0.4}, 0.63246515619843999780);
}

/// The routes for all families and of integral_over, of laws far apart.
TEST(FreshLoss, IsAnIntegral) {
  const auto p = population<Gamma>(arguments({{"shape", 0.4}, {"scale", 1e-3}}));
  for (const double scale : {1e-5, 1e-3, 0.5}) {
    const Weibull q{0.7, scale};
    const auto integrand = [&](double x) {
      return x > 0 ? -std::exp(p->log_density(x)) * q.log_density(x) : 0.0;
    };
    const double value = integral_over(integrand, 0, infinity).value;
    EXPECT_NEAR(numeric_loss<Weibull>(*p, {0.7, scale}).value, value, 1e-9 * (1 + std::fabs(value)));
  }
}

TEST(FreshLoss, ClosedFormsAgree) {
  const auto closed = [](const auto& bound, const auto& sample) {
    Cell cell;
    Status status = Status::regular;
    NoWorkspace none;
    bound->estimate(sample, none, {}, {{&cell, 1}, status});
    EXPECT_EQ(status, Status::regular);
    return cell.value;
  };
  const auto normal = population<Normal>(arguments({{"mean", 1.0}, {"sd", 2.0}}));
  const auto on_normal = FreshLoss<NormalModel, Normal>::bind(*normal, {});
  ASSERT_TRUE(on_normal);
  // 0.5 ln(2 pi v) + (sigma^2 + (mu - m)^2)/(2 v)
  EXPECT_NEAR(closed(on_normal, MeanM2::One{7, 0.5, 21}), 2.17657801087206092081, 1e-14);
  const auto times = population<Exponential>(arguments({{"lambda", 0.5}}));
  const auto on_times = FreshLoss<ExponentialModel, Exponential>::bind(*times, {});
  ASSERT_TRUE(on_times);
  // -ln lambda + lambda mu
  EXPECT_NEAR(closed(on_times, SampleMean::One{7, 1.25, 0.1, false}), 1.82314355131420975577, 1e-14);
  // Numbers below 0 have no exponential law.
  EXPECT_FALSE((FreshLoss<ExponentialModel, Exponential>::bind(*normal, {})));
}

// No normal law has a finite loss on a law without a variance, whether that is infinite or there is no mean.
TEST(FreshLoss, OfALawWithoutAVarianceUnderANormalIsInfinite) {
  const auto loss = [](double df) {
    const auto bound = FreshLoss<NormalModel, Normal>::bind(
        *population<StudentT>(arguments({{"location", 1.0}, {"scale", 2.0}, {"df", df}})), {});
    Cell cell;
    Loss all;
    NoWorkspace none;
    if (bound) bound->estimate(MeanM2::One{7, 0.5, 21}, none, {}, {{&cell, 1}, all.status});
    all.value = cell.value;
    return all;
  };
  for (const double df : {0.5, 1.0, 1.5, 2.0}) {
    EXPECT_EQ(loss(df).status, Status::infinite) << df;
    EXPECT_EQ(loss(df).value, infinity) << df;
  }
  // ln(2 pi v)/2 + (4 df/(df - 2) + 0.25)/(2 v), v = 3
  EXPECT_EQ(loss(2.5).status, Status::regular);
  EXPECT_NEAR(loss(2.5).value, 0.5 * std::log(6 * pi) + 20.25 / 6, 1e-14);
}

// The mean of 1/chi-square exists from n = 4 on, its variance from n = 6 on; of n/S, S a gamma sum, from 2
// and 3.
TEST(FreshLoss, SaysWhichOfItsMomentsExist) {
  const auto normal =
      FreshLoss<NormalModel, Normal>::bind(*population<Normal>(arguments({{"mean", 1.0}, {"sd", 2.0}})), {});
  EXPECT_EQ(normal->moments(3, 0), 1);
  EXPECT_EQ(normal->moments(6, 0), 2.5);
  const auto times = FreshLoss<ExponentialModel, Exponential>::bind(
      *population<Exponential>(arguments({{"lambda", 0.5}})), {});
  EXPECT_EQ(times->moments(2, 0), 2);
}

/// A law without a mean.
struct Cauchy {
  using value_type = double;
  static constexpr std::string_view name = "cauchy";
  static std::vector<Parameter> parameters() {
    return {{"place", Domain::real, "median"}, {"scale", Domain::positive, "half the distance of quartiles"}};
  }
  static Outcome<Cauchy> make(const Arguments& a) { return Cauchy{a.real("place"), a.real("scale")}; }
  double sample(Variate& v) const { return v.normal() / v.normal(); }
  double log_density(double x) const {
    const double z = (x - place) / scale;
    return -std::log(pi * scale * (1 + z * z));
  }
  double place, scale;
  bool operator==(const Cauchy&) const = default;
};

TEST(FreshLoss, SaysWhereThereIsNone) {
  const auto cauchy = population<Cauchy>(arguments({{"place", 0.0}, {"scale", 1.0}}));
  EXPECT_EQ(numeric_loss<Normal>(*cauchy, {0, 1}).status, Status::undefined);
  // E ln(s^2 + (X - a)^2) of a Cauchy X about 0 is ln(a^2 + (1 + s)^2).
  expect_loss<Cauchy>(cauchy, {2, 1}, std::log(pi * 8));
  expect_loss<Cauchy>(cauchy, {0.3, 0.5}, std::log(pi * 2.34 / 0.5));
  // Too narrow for the points: no number without its error.
  EXPECT_EQ(numeric_loss<Cauchy>(*cauchy, {0.3, 1e-6}).status, Status::undefined);
  // A mean of 20!, of which the points see a part.
  const auto heavy = population<Weibull>(arguments({{"shape", 0.05}, {"scale", 1.0}}));
  EXPECT_EQ(numeric_loss<Exponential>(*heavy, {0.5}).status, Status::undefined);
  const auto normal = population<Normal>(arguments({{"mean", 1.0}, {"sd", 2.0}}));
  const Loss excluded = numeric_loss<Weibull>(*normal, {1.8, 2.3});
  EXPECT_EQ(excluded.status, Status::infinite);
  EXPECT_EQ(excluded.value, infinity);
  EXPECT_EQ(numeric_loss<Normal>(*normal, {}, Status::unbounded).status, Status::unbounded);
  // All observations 0: the fitted law has no other number.
  const auto counts = population<Poisson>(arguments({{"mean", 3.0}}));
  const Loss zeros = numeric_loss<Poisson>(*counts, {0}, Status::boundary);
  EXPECT_EQ(zeros.status, Status::infinite);
  EXPECT_EQ(zeros.value, infinity);
}

TEST(FreshLoss, RefusesAPopulationWithoutALaw) {
  Knowns knowns;
  knowns.likelihood = "normal";
  UserData data;
  data.n = 2;
  data.numbers = true;
  data.reals = {1.5, 2.5};
  const DataPopulation observed(data, {}, "times.csv");
  EXPECT_EQ(NumericFreshLoss::bind(law_family<Normal>(), observed, knowns).reason(),
            "fresh needs the law of the population, and that of times.csv is not known");
  const auto drawn =
      CategoricalDirichlet::make(arguments({{"K", std::int64_t{2}}, {"alpha", std::vector<double>{1, 1}}}));
  ASSERT_TRUE(drawn);
  EXPECT_NE(NumericFreshLoss::bind(law_family<Bernoulli>(), **drawn, knowns).reason().find("draws a law"),
            std::string::npos);
}

// The excess of maximum likelihood with d regular parameters is d/(2n) to first order (Akaike 1973); n times
// it tends to half a chi-square with d degrees of freedom. False alarm 1e-6 a case, with 4 % for what order
// 1/n^2 adds.
TEST(FreshLoss, ExcessOfAMaximumIsHalfItsParametersOverN) {
  const Catalogue catalogue = standard_catalogue();
  const double n = 200, replicates = 2000;
  const struct {
    std::string population, model;
    double parameters;
  } cases[] = {
      {"law = \"weibull\"\nshape = 1.5\nscale = 2", "weibull", 2},
      {"law = \"normal\"\nmean = 3\nsd = 2", "normal", 2},
      {"law = \"exponential\"\nlambda = 3", "exponential", 1},
      {"law = \"poisson\"\nmean = 3", "poisson", 1},
  };
  for (const auto& c : cases) {
    const test::Planned plan = test::plan_of(
        test::study_text(c.population, "n = 200",
                         "[model.m]\nlikelihood = \"" + c.model +
                             "\"\n[estimate.loss]\nof = \"cross_entropy\"\non = \"x\"\nmodel = \"m\"\n"
                             "with = [\"in_sample\", \"fresh\"]\n",
                         static_cast<std::uint64_t>(replicates), 20261126),
        catalogue);
    const Record record = test::run_first(plan);
    ASSERT_EQ(record[1].successes(), static_cast<std::int64_t>(replicates)) << c.model;
    const double excess = 2 * n * record[1].error.mean, noise = std::sqrt(2 * c.parameters / replicates);
    EXPECT_NEAR(excess, c.parameters, 4.9 * noise + 0.04 * c.parameters) << c.model;
    // In the sample as much is won.
    const double won = -2 * n * record[0].error.mean,
                 spread = 2 * n * std::sqrt(record[0].error.m2) / replicates;
    EXPECT_NEAR(won, c.parameters, 4.9 * spread + 0.04 * c.parameters) << c.model;
  }
}

}  // namespace
}  // namespace plim::fresh_loss_test
