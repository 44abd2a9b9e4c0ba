#include "engine/fixtures.hpp"
#include "families/sampler_fit.hpp"
#include "plim/families/beta.hpp"
#include "plim/families/binomial.hpp"
#include "plim/families/student_t.hpp"
#include "plim/populations/multivariate_normal.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/populations/simplex_populations.hpp"

// Laws of points by their margins, and their truths against mpmath 1.2 and, of the multinomial law, the sum
// over all its points. The ids are those of defects of other libraries' samplers: D dirichlet, C multinomial.
namespace plim::point_laws_test {
namespace {

using Law = std::shared_ptr<const Population>;
using List = std::vector<double>;

template <class P>
Law made(const std::vector<std::pair<std::string, Value>>& values) {
  Arguments a;
  for (const auto& [name, value] : values) a.set(name, value);
  return *P::make(a);
}

/// n points, one after the other: `[n][d]`.
List points_of(const Law& law, std::size_t n, std::uint64_t key = 5) {
  const auto stream = law->stream({{key}, 0, 0});
  List points(n * stream->dimension());
  stream->next(points);
  return points;
}

/// A coordinate of each.
List coordinate(const List& points, std::size_t j, std::size_t d) {
  List x;
  for (std::size_t at = j; at < points.size(); at += d) x.push_back(points[at]);
  return x;
}

template <class Margin>
double margin_z(const List& x, const Margin& law) {
  return test::cells_z(x, law, test::cuts_of(law));
}

TEST(PointLaws, Truths) {
  const Law t = made<MultivariateT>(
      {{"location", List{1, -2}}, {"scale", NumberRows{{2, 0.5}, {0.5, 1}}}, {"df", 3.5}});
  EXPECT_NEAR(*t->truth("entropy", 0), 3.6891135318056282553, 1e-14);
  EXPECT_EQ(*t->truth("mean", 1), -2);
  EXPECT_NEAR(*t->truth("covariance", 0), 4.6666666666666666667, 1e-14);
  const Law heavy = made<MultivariateT>({{"location", List{1}}, {"scale", NumberRows{{2}}}, {"df", 1.0}});
  EXPECT_EQ(heavy->truth("mean", 0), std::nullopt);
  EXPECT_EQ(heavy->truth("covariance", 0), std::nullopt);
  const Law dirichlet = made<Dirichlet>({{"alpha", List{0.5, 2, 3.5}}});
  EXPECT_NEAR(*dirichlet->truth("entropy", 0), -2.0582311419371571114, 1e-14);
  EXPECT_NEAR(*dirichlet->truth("mean", 1), 1.0 / 3, 1e-16);
  EXPECT_NEAR(*dirichlet->truth("covariance", 1), -0.5 * 2 / 36 / 7, 1e-17);
  const Law multinomial = made<Multinomial>({{"trials", std::int64_t{6}}, {"p", List{0.2, 0.3, 0.5}}});
  EXPECT_NEAR(*multinomial->truth("entropy", 0), 2.7906567474696917601, 1e-14);
  EXPECT_NEAR(*multinomial->truth("covariance", 0), 6 * 0.2 * 0.8, 1e-15);
  EXPECT_NEAR(*multinomial->truth("covariance", 1), -6 * 0.2 * 0.3, 1e-15);
}

TEST(PointLaws, MarginsOfStudentsPoints) {
  const Law law = made<MultivariateT>(
      {{"location", List{1, -2}}, {"scale", NumberRows{{4, 1}, {1, 0.25 + 1e-3}}}, {"df", 3.5}});
  const List points = points_of(law, 100000);
  EXPECT_LT(margin_z(coordinate(points, 0, 2), StudentT{1, 2, 3.5}), test::z_limit);
  EXPECT_GT(margin_z(coordinate(points, 0, 2), StudentT{1, 2, 3.9}), test::z_limit);
  // A sum of coordinates has the law of scale sqrt(a' S a).
  List sums;
  for (std::size_t i = 0; i < points.size(); i += 2) sums.push_back(points[i] - points[i + 1]);
  EXPECT_LT(margin_z(sums, StudentT{3, std::sqrt(4 - 2 + 0.25 + 1e-3), 3.5}), test::z_limit);
}

TEST(PointLaws, MarginsOfDirichletPoints) {
  const Law law = made<Dirichlet>({{"alpha", List{0.5, 2, 3.5}}});
  const List points = points_of(law, 100000);
  EXPECT_LT(margin_z(coordinate(points, 0, 3), Beta{0.5, 5.5}), test::z_limit);
  EXPECT_LT(margin_z(coordinate(points, 2, 3), Beta{3.5, 2.5}), test::z_limit);
  EXPECT_GT(margin_z(coordinate(points, 2, 3), Beta{3.6, 2.5}), test::z_limit);
}

// D1: sums within 4 ulp, and the vertex by alpha where all are tiny.
TEST(PointLaws, D1_DirichletOfTinyConcentrations) {
  const List alpha = {1e-4, 2e-4, 5e-324, 1e-4};
  const List points = points_of(made<Dirichlet>({{"alpha", alpha}}), 20000);
  List corners(4, 0.0);
  for (std::size_t i = 0; i < points.size(); i += 4) {
    double sum = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      ASSERT_TRUE(points[i + k] >= 0 && points[i + k] <= 1);
      sum += points[i + k];
    }
    ASSERT_NEAR(sum, 1, 4 * 0x1p-52);
    corners[static_cast<std::size_t>(std::max_element(&points[i], &points[i] + 4) - &points[i])] += 1;
  }
  EXPECT_EQ(corners[2], 0);
  EXPECT_LT(std::fabs(test::chi_square_z({corners[0], corners[1], corners[3]}, {5000, 10000, 5000})),
            test::z_limit);
}

// C7: 10^12 trials among 100 classes sum to n, none negative, with the right margins.
TEST(PointLaws, C7_MultinomialOfManyTrials) {
  List p(100, 0.01);
  const Law law = made<Multinomial>({{"trials", std::int64_t{1000000000000}}, {"p", p}});
  const List points = points_of(law, 500);
  double squares = 0;
  for (std::size_t i = 0; i < points.size(); i += 100) {
    double sum = 0;
    for (std::size_t k = 0; k < 100; ++k) {
      ASSERT_GE(points[i + k], 0);
      sum += points[i + k];
      squares += std::pow(points[i + k] - 1e10, 2) / 1e10;
    }
    ASSERT_EQ(sum, 1e12);
  }
  // Each point's sum is Pearson's X^2 with 99 degrees of freedom.
  EXPECT_LT(std::fabs(squares - 500 * 99) / std::sqrt(500 * 2 * 99), test::z_limit);
}

TEST(PointLaws, T9_MarginsOfMultinomialPoints) {
  const Law law = made<Multinomial>({{"trials", std::int64_t{40}}, {"p", List{0.2, 0, 0.3, 0.5}}});
  const List points = points_of(law, 100000);
  EXPECT_LT(margin_z(coordinate(points, 3, 4), Binomial{40, 0.5}), test::z_limit);
  EXPECT_LT(margin_z(coordinate(points, 2, 4), Binomial{40, 0.3}), test::z_limit);
  EXPECT_GT(margin_z(coordinate(points, 2, 4), Binomial{40, 0.305}), test::z_limit);
  for (const double x : coordinate(points, 1, 4)) ASSERT_EQ(x, 0);
}

// S3: points of a path are the same however it is cut.
TEST(PointLaws, S3_CutsDoNotMatter) {
  for (const Law& law :
       {made<Dirichlet>({{"alpha", List{0.5, 2}}}),
        made<Multinomial>({{"trials", std::int64_t{9}}, {"p", List{0.5, 0.5}}}),
        made<MultivariateT>({{"location", List{0, 0}}, {"scale", NumberRows{{1, 0}, {0, 1}}}, {"df", 4.0}}),
        made<MultivariateNormal>({{"mean", List{0, 0}}, {"covariance", NumberRows{{1, 0}, {0, 1}}}})}) {
    const auto stream = law->stream({{5}, 0, 0});
    List cut(200);
    for (const auto& [from, to] : {std::pair{0, 2}, std::pair{2, 66}, std::pair{66, 200}})
      stream->next(
          std::span(cut).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
    EXPECT_EQ(cut, points_of(law, 100)) << law->readable();
  }
}

TEST(PointLaws, Refusals) {
  const auto faults = [](const std::string& law) {
    return test::faults_of(
        test::study_text(law, "n = 5", "[estimate.e]\nof = \"mean\"\non = \"x\"\nwith = [\"mean\"]\n", 8));
  };
  for (const auto& [law, part] : std::vector<std::pair<std::string, std::string>>{
           {"law = \"dirichlet\"\nalpha = 2", "alpha must be a list of at least two numbers > 0"},
           {"law = \"dirichlet\"\nalpha = [1]", "alpha must be a list of at least two numbers > 0"},
           {"law = \"dirichlet\"\nalpha = [1, 0]", "alpha"},
           {"law = \"dirichlet\"\nalpha = [1, nan]", "alpha"},
           {"law = \"multinomial\"\ntrials = 0\np = [1]", "trials is 0, but must be an integer >= 1"},
           {"law = \"multinomial\"\ntrials = 3\np = [0.5, 0.6]", "p"},
           {"law = \"multinomial\"\ntrials = 3\np = []", "p"},
           {"law = \"multivariate_t\"\nlocation = [0, 0]\nscale = [[1, 2], [2, 1]]\ndf = 3",
            "scale is not positive definite"},
           {"law = \"multivariate_t\"\nlocation = [0]\nscale = [[1, 0], [0, 1]]\ndf = 3",
            "scale has 2 rows, but location has 1 number"},
           {"law = \"multivariate_t\"\nlocation = [0]\nscale = [[1]]\ndf = 0.001",
            "df is 0.001, but must be"}}) {
    const std::vector<std::string> found = faults(law);
    ASSERT_EQ(found.size(), 1u) << law;
    EXPECT_NE(found[0].find(part), std::string::npos) << found[0];
  }
}

}  // namespace
}  // namespace plim::point_laws_test
