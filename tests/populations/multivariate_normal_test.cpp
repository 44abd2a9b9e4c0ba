#include "plim/populations/multivariate_normal.hpp"

#include "engine/fixtures.hpp"
#include "plim/core/real.hpp"
#include "plim/families/normal.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/populations/point_population.hpp"
#include "plim/views/points.hpp"

namespace plim::multivariate_normal_test {
namespace {

using Made = Outcome<std::shared_ptr<const Population>>;

Made made(const std::vector<double>& mean, const NumberRows& covariance) {
  Arguments a;
  a.set("mean", Value{mean});
  a.set("covariance", Value{covariance});
  return MultivariateNormal::make(a);
}

const NumberRows three = {{4, 2, -1}, {2, 3, 0.5}, {-1, 0.5, 2.5}};

std::vector<double> points_of(const Population& population, std::int64_t n, const Address& address) {
  const std::vector<ViewId> wanted = {view_id<Points>()};
  const auto source = population.source(RouteKind::draws, wanted, n, 1);
  source->start(address, 1);
  source->grow(n, 0);
  const auto x = static_cast<const Points*>(source->view(wanted[0]))->one(0).x;
  return {x.begin(), x.end()};
}

// The entropy by mpmath.
TEST(MultivariateNormals, TruthsAreThoseOfTheLaw) {
  const auto law = *made({1, -2, 1e6}, three);
  EXPECT_EQ(*law->public_facts().dimension, 3u);
  EXPECT_EQ(*law->truth("mean", 1), -2);
  EXPECT_FALSE(law->truth("mean", 3));
  const double upper[] = {4, 2, -1, 3, 0.5, 2.5};
  for (std::size_t e = 0; e < 6; ++e) EXPECT_EQ(*law->truth("covariance", e), upper[e]);
  EXPECT_FALSE(law->truth("covariance", 6));
  EXPECT_NEAR(*law->truth("entropy", 0), 5.57634426442164753, 1e-14);
  EXPECT_EQ(law->readable(),
            "multivariate_normal(covariance=[[4.0, 2.0, -1.0], [2.0, 3.0, 0.5], [-1.0, 0.5, 2.5]], "
            "mean=[1.0, -2.0, "
            "1000000.0])");
}

// The information by mpmath, (ln det S_1 + ln det S_2 - ln det S)/2, of t with the entropies of t; log
// densities by scipy 1.10.
TEST(MultivariateNormals, PartsHaveInformation) {
  const auto law = *made({0, 0, 0}, {{2, 0.5, 0.3}, {0.5, 1, 0.2}, {0.3, 0.2, 1.5}});
  EXPECT_NEAR(*law->truth("mutual_information", 1), 0.0746554063642439463, 1e-14);
  EXPECT_NEAR(*law->truth("mutual_information", 2), 0.0214040462459422696, 1e-14);
  EXPECT_FALSE(law->truth("mutual_information", 0));
  EXPECT_FALSE(law->truth("mutual_information", 3));
  Arguments a;
  a.set("location", Value{std::vector<double>{1, -2}});
  a.set("scale", Value{NumberRows{{2, 0.5}, {0.5, 1}}});
  a.set("df", 7.0);
  const auto student = *MultivariateT::make(a);
  EXPECT_NEAR(*student->truth("mutual_information", 1), 0.0759308676238403250, 1e-14);
  const std::vector<double> x = {0.5, -1};
  const auto density = [&x](const Population& p) {
    return dynamic_cast<const PointPopulation&>(p).log_density_at(x);
  };
  EXPECT_NEAR(density(**made({1, -2}, {{4, 1.5}, {1.5, 1}})), -3.7605421032342, 1e-13);
  EXPECT_NEAR(density(*student), -3.02904414887869, 1e-13);
}

TEST(MultivariateNormals, OneDimensionIsTheNormalLaw) {
  const auto law = *made({1.5}, {{4}});
  const Normal normal{1.5, 2};
  EXPECT_EQ(*law->truth("mean", 0), normal.mean());
  EXPECT_EQ(*law->truth("covariance", 0), normal.variance());
  EXPECT_NEAR(*law->truth("entropy", 0), normal.entropy(), 1e-15);
  std::vector<double> draws(128);
  normal.fill({{5}, 3, 0}, 0, draws);
  EXPECT_EQ(points_of(*law, 128, {{5}, 3, 0}), draws);
}

TEST(MultivariateNormals, RefuseWhatIsNoCovariance) {
  EXPECT_EQ(
      made({0, 0}, {{1, 2}, {2, 1}}).reason(),
      "covariance is not positive definite: coordinate 2, given those before it, would have the variance -3");
  EXPECT_EQ(made({0, 0}, {{1, 2}, {2, 4}}).reason(),
            "covariance is singular: coordinate 2 is a linear function of those before it; leave it out, "
            "since a law "
            "needs a density");
  EXPECT_EQ(made({0}, {{0}}).reason(),
            "covariance is not positive definite: coordinate 1 would have the variance 0");
  EXPECT_EQ(made({0, 1, 2}, {{1, 0}, {0, 1}}).reason(), "covariance has 2 rows, but mean has 3 numbers");
  EXPECT_TRUE(made({0, 0}, {{1e-200, 0}, {0, 1e200}}));
}

TEST(MultivariateNormals, StudiesSayWhereTheFaultIs) {
  const auto faults = [](const std::string& law) {
    return test::faults_of(test::study_text("law = \"multivariate_normal\"\n" + law, "n = 5",
                                            "[estimate.e]\nof = \"mean\"\non = \"x\"\nwith = [\"mean\"]\n",
                                            8));
  };
  EXPECT_TRUE(faults("mean = [0, 0]\ncovariance = [[1, 0], [0, 1]]").empty());
  for (const auto& [law, part] : std::vector<std::pair<std::string, std::string>>{
           {"mean = [0, 0]\ncovariance = [[1, 0.5], [0, 1]]",
            "5:14: error: population.p: covariance is not symmetric"},
           {"mean = [0, 0]\ncovariance = [[1, nan], [nan, 1]]", "nan in row 1, column 2"},
           {"mean = [0, 0]\ncovariance = [[1, 2], [2, 1]]",
            "population.p: covariance is not positive definite"},
           {"mean = [0]\ncovariance = [[1, 0], [0, 1]]", "covariance has 2 rows, but mean has 1 number"},
           {"mean = []\ncovariance = [[1]]", "an empty list"},
           {"mean = [0, 0]", "covariance"},
           {"mean = { random = { law = \"normal\", mean = 0, sd = 1 } }\ncovariance = [[1]]",
            "only the parameters of a population that is a family can"}}) {
    const std::vector<std::string> found = faults(law);
    ASSERT_EQ(found.size(), 1u) << law;
    EXPECT_NE(found[0].find(part), std::string::npos) << found[0];
  }
}

TEST(MultivariateNormals, NumbersAndClassesAreNotToBeHadOfPoints) {
  const auto faults = [](const std::string& of, const std::string& with) {
    return test::faults_of(test::study_text(
        "law = \"multivariate_normal\"\nmean = [0, 0]\ncovariance = [[1, 0], [0, 1]]", "n = 5",
        "[estimate.e]\nof = \"" + of + "\"\non = \"x\"\nwith = [\"" + with + "\"]\n", 8));
  };
  for (const auto& [of, with] :
       {std::pair("median", "median"), std::pair("variance", "variance"), std::pair("entropy", "ml")}) {
    const std::vector<std::string> found = faults(of, with);
    ASSERT_EQ(found.size(), 1u) << of;
    EXPECT_NE(found[0].find(" needs "), std::string::npos) << found[0];
  }
}

TEST(MultivariateNormals, PointsDoNotDependOnHowTheyAreDrawn) {
  const auto law = *made({1, -2, 1e6}, three);
  const std::vector<double> whole = points_of(*law, 500, {{77}, 3, 0});
  const std::vector<ViewId> wanted = {view_id<Points>()};
  const auto source = law->source(RouteKind::draws, wanted, 500, 3);
  source->start({{77}, 1, 0}, 3);
  for (const std::int64_t n : {1, 7, 42, 43, 499, 500}) {
    source->grow(n, 0);
    const Points::One one = static_cast<const Points*>(source->view(wanted[0]))->one(2);  // replicate 3
    ASSERT_EQ(one.x.size(), static_cast<std::size_t>(n) * 3);
    EXPECT_TRUE(std::equal(one.x.begin(), one.x.end(), whole.begin())) << n;
  }
  std::vector<double> streamed(1500);
  const auto stream = law->stream({{77}, 3, 0});
  EXPECT_EQ(stream->dimension(), 3u);
  stream->next(std::span(streamed).first(300));
  stream->next(std::span(streamed).subspan(300));
  EXPECT_EQ(streamed, whole);
  const test::IsaGuard guard;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    EXPECT_EQ(points_of(*law, 500, {{77}, 3, 0}), whole);
  }
}

// The factor is that of numpy, the normals those of the generator: x = mean + L z.
TEST(MultivariateNormals, APointIsMeanPlusLTimesItsNormals) {
  std::vector<double> z(128);
  Normal{0, 1}.fill({{9}, 4, 0}, 0, z);
  const double L[3][3] = {
      {2, 0, 0}, {1, 1.4142135623730951, 0}, {-0.5, 0.7071067811865475, 1.3228756555322954}};
  const std::vector<double> x = points_of(**made({1, -2, 3}, three), 40, {{9}, 4, 0});
  const double mean[] = {1, -2, 3};
  for (std::size_t i = 0; i < 40; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      double expected = mean[j];
      for (std::size_t k = 0; k <= j; ++k) expected += L[j][k] * z[3 * i + k];
      EXPECT_NEAR(x[3 * i + j], expected, 1e-14);
    }
  }
}

/// Of 100 000 points the projection on a, standardised by the law with that covariance, in 50 cells of equal
/// probability: chi-square as a normal deviate.
double z_of_projection(const std::vector<double>& x, const NumberRows& covariance,
                       const std::vector<double>& a) {
  double variance = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) variance += a[i] * covariance[i][j] * a[j];
  }
  std::vector<double> observed(50), expected(50, static_cast<double>(x.size()) / 3 / 50);
  for (std::size_t at = 0; at < x.size(); at += 3) {
    const double p = a[0] * (x[at] - 1) + a[1] * (x[at + 1] + 2) + a[2] * (x[at + 2] - 3);
    const double u = 0.5 * std::erfc(-p / std::sqrt(2 * variance));
    ++observed[std::min<std::size_t>(49, static_cast<std::size_t>(50 * u))];
  }
  return test::chi_square_z(observed, expected);
}

// A law is that of its projections (Cramer and Wold 1936): seven of them; |z| above 5.73 has the chance 1e-8
// each. The mutant has a covariance of 0.8 in place of 0.5: a projection of variance 7.1 in place of 6.5, 20
// standard errors.
TEST(MultivariateNormals, ProjectionsHaveTheirLaw) {
  const auto law = *made({1, -2, 3}, three);
  std::vector<double> x;
  for (std::uint64_t r = 0; r < 100; ++r) {
    const std::vector<double> some = points_of(*law, 1000, {{123}, r, 0});
    x.insert(x.end(), some.begin(), some.end());
  }
  for (const std::vector<double>& a : std::vector<std::vector<double>>{
           {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {1, -1, 0}, {1, 0, 2}, {0.3, -1, 1}})
    EXPECT_LT(std::fabs(z_of_projection(x, three, a)), test::z_limit);
  NumberRows mutant = three;
  mutant[1][2] = mutant[2][1] = 0.8;
  EXPECT_GT(z_of_projection(x, mutant, {0, 1, 1}), test::z_limit);
}

}  // namespace
}  // namespace plim::multivariate_normal_test
