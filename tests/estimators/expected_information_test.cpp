#include "plim/estimators/likelihood/expected_information.hpp"

#include <gtest/gtest.h>

#include "plim/families/bernoulli.hpp"
#include "plim/families/beta.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/weibull.hpp"
#include "plim/families/zipf.hpp"
#include "weibull.hpp"

// What a family states of its information against quadrature of its scores, which are differences of its
// density: two routes that have nothing but the density in common.
namespace plim::expected_information_test {
namespace {

Matrix by_quadrature(LawFamily family, const Point& theta, std::optional<std::size_t> K = std::nullopt) {
  family.has_information = false;
  Knowns knowns;
  knowns.K = K;
  const Outcome<NumericModel> model = NumericModel::bind(family, knowns);
  NumericModel::Workspace w = model->workspace();
  Matrix information{};
  EXPECT_TRUE(information_at(*model, w, theta, information)) << family.name << theta[0];
  return information;
}

void expect_agreement(const LawFamily& family, const Point& theta,
                      std::optional<std::size_t> K = std::nullopt) {
  Knowns knowns;
  knowns.K = K;
  const Outcome<NumericModel> model = NumericModel::bind(family, knowns);
  NumericModel::Workspace w = model->workspace();
  Matrix stated{};
  ASSERT_TRUE(information_at(*model, w, theta, stated));
  const Matrix found = by_quadrature(family, theta, K);
  for (std::size_t i = 0; i < model->size(); ++i) {
    for (std::size_t j = 0; j < model->size(); ++j)
      EXPECT_NEAR(found[i][j] / std::sqrt(stated[i][i] * stated[j][j]),
                  stated[i][j] / std::sqrt(stated[i][i] * stated[j][j]), 1e-8)
          << family.name << "(" << theta[0] << ", " << theta[1] << ") " << i << j;
  }
}

TEST(ExpectedInformation, QuadratureAgreesWithWhatFamiliesState) {
  for (const double p : {0.3, 0.5, 0.99}) {
    expect_agreement(law_family<Bernoulli>(), {p});
    expect_agreement(law_family<Geometric>(), {p});
  }
  for (const double scale : {1e-3, 1.0, 1e6}) {
    expect_agreement(law_family<Exponential>(), {1 / scale});
    expect_agreement(law_family<Normal>(), {5, scale});
    expect_agreement(law_family<Gamma>(), {0.6, scale});
    expect_agreement(law_family<Gamma>(), {30, scale});
  }
  for (const double mean : {0.1, 3.0, 400.0}) expect_agreement(law_family<Poisson>(), {mean});
  expect_agreement(law_family<Zipf>(), {1.1}, 50);
  expect_agreement(law_family<Beta>(), {2, 3.5});
  expect_agreement(law_family<Weibull>(), {1.5, 2});
}

// That of the Weibull law of a family that states none.
TEST(ExpectedInformation, OfAFamilyThatStatesNone) {
  Knowns knowns;
  const Outcome<NumericModel> model = NumericModel::bind(law_family<test::BareWeibull>(), knowns);
  NumericModel::Workspace w = model->workspace();
  Matrix information{};
  ASSERT_TRUE(information_at(*model, w, {1.5, 2}, information));
  const FisherInformation stated = Weibull{1.5, 2}.fisher_information();
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 2; ++j) EXPECT_NEAR(information[i][j] / stated.matrix[2 * i + j], 1, 1e-8);
  }
}

}  // namespace
}  // namespace plim::expected_information_test
