#include "fixtures.hpp"
#include "plim/estimators/likelihood/numeric_model.hpp"
#include "weibull.hpp"

// An estimator that is written once for all families, registered by one line.
namespace plim::for_families_test {
namespace {

/// How many parameters a model leaves free.
struct Dimension {
  using view = Observations;
  static constexpr std::string_view name = "counting", estimand = "dimension";
  static Outcome<Dimension> bind(const LawFamily& family, const Knowns& knowns) {
    return NumericModel::bind(family, knowns).map([](const NumericModel& m) { return Dimension{m.size()}; });
  }
  double estimate(const Observations::One&) const { return static_cast<double>(size); }
  std::size_t size = 0;
};

std::vector<std::string> families_of(const Catalogue& catalogue, const std::string& estimator) {
  std::vector<std::string> families;
  for (const EstimatorEntry& e : catalogue.estimators()) {
    if (e.name == estimator && e.estimands.front() != "log_likelihood") families.push_back(e.likelihood);
  }
  std::sort(families.begin(), families.end());
  return families;
}

double dimension_of(const Catalogue& catalogue, const std::string& law, const std::string& model) {
  const std::string text = test::study_text(
      law, "n = 5",
      "[model.m]\n" + model +
          "\n[estimate.e]\nof = \"dimension\"\non = \"x\"\nmodel = \"m\"\nwith = [\"counting\"]\n",
      4);
  return test::run_first(test::plan_of(text, catalogue))[0].error.mean;
}

// Of a family that came before it and of one that comes later, but not of laws whose support moves or whose
// parameters are no numbers.
TEST(ForFamilies, OneLineServesAllFamiliesInEitherOrder) {
  const Catalogue before = standard_catalogue().add_for_families<Dimension>().add_family<test::UserWeibull>(),
                  after = standard_catalogue().add_family<test::UserWeibull>().add_for_families<Dimension>();
  const std::vector<std::string> families = families_of(before, "counting");
  EXPECT_EQ(families, families_of(after, "counting"));
  EXPECT_EQ(families, families_of(before, "slice_sampler"));
  const auto has = [&families](const std::string& family) {
    return std::count(families.begin(), families.end(), family);
  };
  for (const char* family : {"bernoulli", "gamma", "student_t", "user_weibull"}) EXPECT_EQ(has(family), 1);
  for (const char* family : {"uniform", "categorical"}) EXPECT_EQ(has(family), 0);
  for (const Catalogue& catalogue : {before, after}) {
    EXPECT_EQ(dimension_of(catalogue, "law = \"gamma\"\nshape = 2\nscale = 1", "likelihood = \"gamma\""), 2);
    EXPECT_EQ(dimension_of(catalogue, "law = \"user_weibull\"\nshape = 2\nscale = 1",
                           "likelihood = \"user_weibull\"\nprior.shape = { law = \"point\", value = 2 }"),
              1);
  }
}

// A posterior of a family that the program has never heard of.
TEST(ForFamilies, AUsersFamilyIsSampled) {
  const Catalogue catalogue = standard_catalogue().add_family<test::UserWeibull>();
  const std::string text = test::study_text(
      "law = \"user_weibull\"\nshape = 1.5\nscale = 2", "n = 10",
      "[model.m]\nlikelihood = \"user_weibull\"\nprior.shape = { law = \"gamma\", shape = 2, scale = 1 }\n"
      "prior.scale = { law = \"gamma\", shape = 4, scale = 0.5 }\n[estimate.e]\nof = \"parameters\"\non = "
      "\"x\"\nmodel = \"m\"\nwith = [\"slice_sampler\"]\n",
      4);
  const Record record = test::run_first(test::plan_of(text, catalogue));
  EXPECT_EQ(record[0].successes(), 4);
  EXPECT_GT(record[3].error.mean, 400);  // ess
}

}  // namespace
}  // namespace plim::for_families_test
