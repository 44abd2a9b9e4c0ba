#include "designs.hpp"
#include "plim/estimators/likelihood/mle.hpp"
#include "plim/families/exponential.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/score.hpp"
#include "plim/verdict/standard.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim::own_model_spread_test {
namespace {

using namespace test::designs;

/// The mean of an exponential law as a model of a user's own, which says that its moments exist, or nothing.
template <bool tells>
struct OwnMean {
  using view = SampleMean;
  using likelihood_view = SampleMean;
  static constexpr std::string_view likelihood = "exponential";
  static constexpr std::size_t size = 1;
  static constexpr std::array<std::string_view, 1> coordinates = {"lambda"};
  static std::vector<Target<1>> targets() {
    return {{"own_mean", [](const Theta<1>& t) { return 1 / t[0]; },
             [](const Theta<1>& t) { return Theta<1>{-1 / (t[0] * t[0])}; }}};
  }
  static Outcome<OwnMean> bind(const Knowns&) { return OwnMean{}; }
  static double moments(std::string_view, std::int64_t) requires(tells) {
    return std::numeric_limits<double>::infinity();
  }
  Fit<1> fit(const SampleMean::One& s) const noexcept { return {{1 / s.mean}, Status::regular}; }
  Square<1> covariance(const Theta<1>& at) const noexcept { return {{{at[0] * at[0]}}}; }
  Theta<1> score(const SampleMean::One& s, const Theta<1>& at) const noexcept { return {1 / at[0] - s.mean}; }
  double log_likelihood(const SampleMean::One&, const Theta<1>&) const noexcept { return 0; }
};

template <bool tells>
CheckResult spread_of_own_model() {
  Catalogue c;
  add_measures(c);
  add_verbs(c);
  c.add_derivation<SampleMean, Reals, SampleMeanOfReals>();
  c.add_family<Exponential>();
  c.add_estimator<Mle<OwnMean<tells>>>();
  c.add_oracle<Score<OwnMean<tells>>>();
  return verdicts_of(test::study_text("law = \"exponential\"\nlambda = 4", "n = 25",
                                      mle_of("own_mean", "exponential") +
                                          check("s", "measure = \"empirical_se\"\nequals = \"theory\""),
                                      4000),
                     c)
      .at(0);
}

// Theory says the spread of a new model and nothing of its bias: 1/4/5 at n = 25.
TEST(Designs, TheSpreadOfANewModelIsHeldAgainstItsOwnPrediction) {
  const CheckResult told = spread_of_own_model<true>(), silent = spread_of_own_model<false>();
  EXPECT_NEAR(told.prediction, 0.05, 1e-15);
  EXPECT_EQ(told.verdict, Verdict::confirmed) << told.note;
  EXPECT_EQ(silent.verdict, Verdict::undecided);
  EXPECT_NE(silent.note.find("not known to exist"), std::string::npos) << silent.note;
}

}  // namespace
}  // namespace plim::own_model_spread_test
