#include "engine/fixtures.hpp"
#include "plim/estimators/likelihood/mle.hpp"
#include "plim/families/exponential.hpp"
#include "plim/theory/score.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim::user_model_test {
namespace {

/// A model that plim does not know: the exponential law by its half-life, ln 2 / lambda.
struct HalfLife {
  using view = SampleMean;
  using likelihood_view = SampleMean;
  static constexpr std::string_view likelihood = "exponential";
  static constexpr std::size_t size = 1;
  static constexpr std::array<std::string_view, 1> coordinates = {"lambda"};
  static constexpr double log_two = 0.69314718055994530942;
  static std::vector<Target<1>> targets() {
    return {{"half_life", [](const Theta<1>& t) { return log_two / t[0]; },
             [](const Theta<1>& t) { return Theta<1>{-log_two / (t[0] * t[0])}; }}};
  }
  static Outcome<HalfLife> bind(const Knowns&) { return HalfLife{}; }

  Fit<1> fit(const SampleMean::One& s) const noexcept { return {{1 / s.mean}, Status::regular}; }
  Square<1> covariance(const Theta<1>& at) const noexcept { return {{{at[0] * at[0]}}}; }
  Theta<1> score(const SampleMean::One& s, const Theta<1>& at) const noexcept { return {1 / at[0] - s.mean}; }
  double log_likelihood(const SampleMean::One& s, const Theta<1>& at) const noexcept {
    return static_cast<double>(s.n) * (std::log(at[0]) - at[0] * s.mean);
  }
};

// sqrt(n) sd of ln 2 times the mean of n exponentials of rate 4 is ln 2 / 4. Of its bias nothing is known, so
// that nothing may be said.
TEST(UserModel, HasItsFirstOrderTheoryFromItselfAlone) {
  Catalogue c;
  c.add_derivation<SampleMean, Reals, SampleMeanOfReals>();
  c.add_family<Exponential>().add_estimator<Mle<HalfLife>>().add_oracle<Score<HalfLife>>();
  const test::Planned plan = test::plan_of(
      test::study_text(
          "law = \"exponential\"\nlambda = 4", "n = 25",
          "[model.m]\nlikelihood = \"exponential\"\n[estimate.h]\nof = \"half_life\"\non = \"x\"\n"
          "model = \"m\"\nwith = [\"mle\"]\n",
          10),
      c);
  const SeriesPrediction p = test::predictions_of(plan)[0][0];
  EXPECT_EQ(p.empirical_se.kind, PredictionKind::leading);
  EXPECT_NEAR(p.empirical_se.value, HalfLife::log_two / 4 / 5, 1e-15);
  EXPECT_EQ(p.bias.kind, PredictionKind::none);
  EXPECT_EQ(p.rmse.kind, PredictionKind::none);
}

}  // namespace
}  // namespace plim::user_model_test
