#include <map>

#include "fixtures.hpp"
#include "plim/plan/keys.hpp"
#include "plim/random/variate.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/views/reals.hpp"

namespace plim::own_randomness_test {
namespace {

/// Returns the first number that its own address gives.
struct Dice {
  using view = Reals;
  static constexpr std::string_view name = "dice";
  static constexpr std::string_view estimand = "mean";
  static std::vector<Parameter> options() {
    return {{"faces", Domain::positive_integer, "", Value{std::int64_t{6}}}};
  }
  static Outcome<Dice> bind(const Knowns&, const Arguments&) { return Dice{}; }
  void estimate(const Reals::One&, NoWorkspace&, const Address& own, const EstimateRef& out) const {
    out.out[0].value = Variate(own, 0).normal();
  }
};

/// The first observation.
struct First {
  using view = Reals;
  static constexpr std::string_view name = "first";
  static constexpr std::string_view estimand = "mean";
  double estimate(const Reals::One& sample) const { return sample.x[0]; }
};

const std::string normal = "law = \"normal\"\nmean = 0.0\nsd = 1.0\n";

/// Kept values of each series by its label, `[replicate][n]`.
std::map<std::string, std::vector<double>> kept_of(const std::string& with, const std::string& sizes) {
  const Catalogue catalogue = standard_catalogue().add_estimator<Dice>().add_estimator<First>();
  const std::string text =
      test::study_text(normal, sizes, "[estimate.m]\nof = \"mean\"\non = \"x\"\nwith = [" + with + "]\n", 16);
  const test::Planned plan = test::plan_of(text, catalogue);
  const Gathered gathered = test::gathered(plan, 1);
  const std::vector<SeriesPlan>& series = plan.scenarios[0].series;
  std::map<std::string, std::vector<double>> kept;
  const std::vector<double>& values = gathered.kept[0];
  for (std::size_t i = 0; i < values.size(); ++i)
    kept[series[i % series.size()].names->label].push_back(values[i]);
  return kept;
}

TEST(OwnRandomness, IsNotThatOfTheData) {
  const auto kept = kept_of("\"first\", \"dice\"", "n = 1\nroute = \"draw\"");
  const std::vector<double>&first = kept.at("first"), &dice = kept.at("dice(faces=6)");
  ASSERT_EQ(first.size(), 16U);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_NE(first[i], dice[i]);
    EXPECT_NE(dice[i], dice[(i + 1) % dice.size()]);
  }
}

TEST(OwnRandomness, IsFreshAtEverySizeOfANestedPath) {
  const std::vector<double> dice = kept_of("\"dice\"", "n = { grid = [2, 4] }").at("dice(faces=6)");
  ASSERT_EQ(dice.size(), 32U);
  for (std::size_t i = 0; i < dice.size(); i += 2) EXPECT_NE(dice[i], dice[i + 1]);
}

TEST(OwnRandomness, BelongsToOneEstimatorWhateverElseIsAsked) {
  const std::string other = "{ use = \"dice\", faces = 20 }", sizes = "n = { grid = [2, 4] }";
  const auto alone = kept_of("\"dice\"", sizes), both = kept_of(other + ", \"dice\", \"first\"", sizes),
             longer = kept_of("\"dice\"", "n = { grid = [2, 3, 4] }");
  EXPECT_EQ(alone.at("dice(faces=6)"), both.at("dice(faces=6)"));
  for (std::size_t i = 0; i < 32; ++i) EXPECT_NE(both.at("dice(faces=6)")[i], both.at("dice(faces=20)")[i]);
  for (std::size_t r = 0; r < 16; ++r) {
    EXPECT_EQ(alone.at("dice(faces=6)")[2 * r], longer.at("dice(faces=6)")[3 * r]);
    EXPECT_EQ(alone.at("dice(faces=6)")[2 * r + 1], longer.at("dice(faces=6)")[3 * r + 2]);
  }
}

TEST(OwnRandomness, TheCanonicalTextIsPinned) {
  const test::Planned plan = test::plan_of(test::study_text(
      normal, "n = { grid = [2, 4] }",
      "[model.m]\nlikelihood = \"normal\"\nprior = { mean = { law = \"normal\", mean = 1.0, sd = 2.0 }, sd = "
      "{ law = \"point\", value = 1.0 } }\n[estimate.m]\nof = \"mean\"\non = \"x\"\nmodel = \"m\"\nwith = "
      "[\"posterior_mean\"]\ninterval = { level = 0.9 }\n",
      16));
  const std::vector<std::string> texts = estimator_texts(plan.scenarios[0], 1, 0);
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_EQ(
      texts[1],
      "plim-stream 1\nseed 1\nsample x nested statistic\npopulation normal mean=0x0p+0 sd=0x1p+0\nn 4\n"
      "purpose estimator\nestimator posterior_mean() of mean model normal prior mean normal mean=0x1p+0 "
      "sd=0x1p+1 prior sd point value=0x1p+0\n");
  EXPECT_NE(estimator_keys(plan.scenarios[0], 1, 0)[0].bits, estimator_keys(plan.scenarios[0], 1, 0)[1].bits);
}

/// An interval of Student's t whose quantile is looked up in `prepare` alone.
struct Prepared {
  struct workspace {
    std::int64_t n = 0;
  };
  using view = Reals;
  static constexpr std::string_view name = "prepared";
  static constexpr std::string_view estimand = "mean";
  void prepare(std::int64_t n, workspace& w) const { w.n = n; }
  void estimate(const Reals::One& sample, workspace& w, const Address&, const EstimateRef& out) const {
    out.out[0].value = static_cast<double>(w.n - static_cast<std::int64_t>(sample.x.size()));
  }
};

TEST(Prepare, IsRightAtEverySizeOfANestedPath) {
  const Catalogue catalogue = standard_catalogue().add_estimator<Prepared>();
  for (const std::string path : {"nested", "independent"}) {
    const test::Planned plan = test::plan_of(
        test::study_text(normal, "n = { grid = [2, 5, 9] }\npath = \"" + path + "\"",
                         "[estimate.m]\nof = \"mean\"\non = \"x\"\nwith = [\"prepared\"]\n", 200),
        catalogue);
    const Record record = test::run_first(plan, 2);
    for (std::size_t i = 0; i < record.size(); ++i) {
      EXPECT_EQ(record[i].error.mean, 0) << path << " " << i;
      EXPECT_EQ(record[i].error.count, 200);
    }
  }
}

}  // namespace
}  // namespace plim::own_randomness_test
