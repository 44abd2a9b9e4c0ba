#include <atomic>

#include "fixtures.hpp"
#include "weibull.hpp"

// Estimators of one model read one fit of it.
namespace plim::shared_fits_test {
namespace {

std::atomic<std::uint64_t> densities = 0;

/// A user's family that counts how often its density is asked. It has no information, so that standard errors
/// need the observed one.
struct CountedWeibull {
  using value_type = double;
  static constexpr std::string_view name = "counted_weibull";
  static std::vector<Parameter> parameters() { return test::UserWeibull::parameters(); }
  static Outcome<CountedWeibull> make(const Arguments& a) {
    return CountedWeibull{{a.real("shape"), a.real("scale")}};
  }
  double sample(Variate& v) const { return law.sample(v); }
  double log_density(double x) const {
    densities.fetch_add(1, std::memory_order_relaxed);
    return law.log_density(x);
  }
  double mean() const { return law.mean(); }
  test::UserWeibull law;
  bool operator==(const CountedWeibull&) const = default;
};

const std::string free_model = "[model.m]\nlikelihood = \"counted_weibull\"\n",
                  shape_known =
                      "[model.k]\nlikelihood = \"counted_weibull\"\n"
                      "prior.shape = { law = \"point\", value = 1.5 }\n";

std::string estimate(const std::string& of, const std::string& model = "m") {
  return "[estimate." + model + "_" + of + "]\nof = \"" + of + "\"\non = \"x\"\nmodel = \"" + model +
         "\"\nwith = [\"mle\"]\ninterval = { level = 0.9 }\n";
}

test::Planned plan_of(const std::string& estimates) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_family<CountedWeibull>();
  return test::plan_of(
      test::study_text("law = \"counted_weibull\"\nshape = 1.5\nscale = 2", "n = 20", estimates, 64),
      catalogue);
}

/// The densities that a run asks for.
std::uint64_t asked(const test::Planned& plan, Record* record = nullptr) {
  densities = 0;
  const Record first = test::run_first(plan, 1);
  if (record != nullptr) *record = first;
  return densities;
}

TEST(SharedFits, EstimatorsOfOneModelFitOnce) {
  const std::string all[] = {"log_likelihood", "mean", "parameters", "shape"};  // as plans order them
  Record together;
  std::string text = free_model;
  for (const std::string& of : all) text += estimate(of);
  const std::uint64_t once = asked(plan_of(text), &together);
  EXPECT_GT(once, 0U);
  EXPECT_EQ(once, asked(plan_of(free_model + estimate("parameters"))));
  std::size_t series = 0;
  for (const std::string& of : all) {
    const test::Planned alone = plan_of(free_model + estimate(of));
    const Record record = test::run_first(alone);
    for (std::size_t s = 0; s < alone.scenarios[0].series.size(); ++s)
      EXPECT_EQ(record[s], together[series++]) << of;
  }
}

TEST(SharedFits, AnotherModelOfTheFamilyIsFittedApart) {
  const std::string free = free_model + estimate("scale"), known = shape_known + estimate("scale", "k");
  const test::Planned both = plan_of(free + known + estimate("mean", "k"));
  EXPECT_EQ(both.scenarios[0].derived.size(), 3U);  // observations, and a fit of each
  EXPECT_EQ(asked(both), asked(plan_of(free + known)));
  Record together, alone;
  EXPECT_GT(asked(both, &together), asked(plan_of(free), &alone));
  EXPECT_NE(together[1], alone[0]);
  asked(plan_of(known), &alone);
  EXPECT_EQ(together[1], alone[0]);
}

/// A density that throws on samples with a large observation.
struct Throwing : CountedWeibull {
  static constexpr std::string_view name = "throwing";
  static Outcome<Throwing> make(const Arguments& a) { return Throwing{{{a.real("shape"), a.real("scale")}}}; }
  double log_density(double x) const {
    if (x > 5) throw std::runtime_error("too large");
    return law.log_density(x);
  }
  bool operator==(const Throwing&) const = default;
};

TEST(SharedFits, AThrowOfTheDensityIsThatReplicatesStatus) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_family<Throwing>();
  const std::string text = test::study_text(
      "law = \"throwing\"\nshape = 1.5\nscale = 2", "n = 20",
      "[model.m]\nlikelihood = \"throwing\"\n[estimate.e]\nof = \"shape\"\non = \"x\"\nmodel = \"m\"\n"
      "with = [\"mle\"]\n",
      64);
  const SeriesStats wide = test::run_first(test::plan_of(text, catalogue))[0],
                    single = test::run_first(test::plan_of(text, catalogue, 1))[0];
  const std::int64_t threw = wide.statuses[static_cast<std::size_t>(Status::threw)];
  EXPECT_GT(threw, 5);  // P(X > 5) = 0.019
  EXPECT_GT(wide.successes(), 20);
  EXPECT_EQ(threw + wide.successes(), 64);
  EXPECT_EQ(wide, single);
}

}  // namespace
}  // namespace plim::shared_fits_test
