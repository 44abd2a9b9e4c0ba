#include <iostream>

#include "plim/estimators/language/ngram_smoothing.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/predictor.hpp"
#include "sweep_cases.hpp"
#include "sweep_quadrature.hpp"
#include "sweep_replicates.hpp"
#include "sweep_views.hpp"

// Whatever is called exact is held against the samples themselves, for everything that the catalogue can
// bind: all kinds of population and ways to draw, models, priors, estimators, estimands, at n = 1, 2, 3, 5.
// Laws on a list of classes: every vector of counts with its chance, to 1e-9. Others: the law of the
// sum where it is all that the estimator sees, to 1e-9, else replicates, to 5 standard errors.
namespace plim::exact_sweep_test {
namespace {

/// Of a finite population also the last two.
std::vector<std::int64_t> sizes_of(const Population& population) {
  std::vector<std::int64_t> sizes = {1, 2, 3, 5};
  if (const auto items = population.finite_size()) sizes.insert(sizes.end(), {*items - 1, *items});
  return sizes;
}

/// What was compared, to show that the sweep is no empty loop.
struct Tally {
  std::size_t bound = 0, exact = 0, integrals = 0;
  std::set<std::string> rules;  // estimand, estimator, model
};

/// Why a prediction is not what was found; "" if it is. `errors`: how many standard errors it may be off, or
/// absolutely where the found moments are exact.
std::string mismatch(const SeriesPrediction& p, const test::FoundMoments& found) {
  constexpr double rounding = 1e-9, errors = 5, chance = 1e-9;
  std::string text;
  if (!p.given_success && found.lost > chance) text += " fails with chance " + std::to_string(found.lost);
  if (p.bias.kind == PredictionKind::exact &&
      !(std::fabs(p.bias.value - found.mean) <= rounding + errors * found.mean_error))
    text += " bias " + std::to_string(p.bias.value) + ", found " + std::to_string(found.mean);
  const double variance = found.sd * found.sd, said = p.empirical_se.value * p.empirical_se.value;
  // The root of a rounded 0 may be 1e-8.
  const bool same = found.mean_error > 0 ? std::fabs(said - variance) <= errors * found.variance_error
                                         : std::fabs(p.empirical_se.value - found.sd) <=
                                               rounding + (found.sd < 1e-7 ? 1e-7 : 0);
  if (p.empirical_se.kind == PredictionKind::exact && !same)
    text += " sd " + std::to_string(p.empirical_se.value) + ", found " + std::to_string(found.sd);
  // Of a spread that is more than rounding.
  const bool has_shape = p.empirical_se.kind == PredictionKind::exact && !p.leading_shape && found.sd > 1e-4;
  const auto other = [](double claim, double is) {
    return std::isfinite(claim) && std::fabs(claim - is) > 1e-7 * (1 + std::fabs(is));
  };
  if (has_shape && !std::isnan(found.skewness) &&
      (other(p.shape.skewness, found.skewness) || other(p.shape.excess, found.excess)))
    text += " shape " + std::to_string(p.shape.skewness) + " " + std::to_string(p.shape.excess) + ", found " +
            std::to_string(found.skewness) + " " + std::to_string(found.excess);
  return text;
}

bool is_exact(const SeriesPrediction& p) {
  return p.bias.kind == PredictionKind::exact || p.empirical_se.kind == PredictionKind::exact;
}

/// The truth of an output, if it has one: that of the program is the one found here.
std::optional<double> truth_of(const Catalogue& catalogue, const test::Case& c, const Population& population,
                               const test::Truths& truths, const Output& output) {
  const std::shared_ptr<const Estimand> estimand = catalogue.find_estimand(output.estimand);
  const std::optional<double> said = exact_truth(population, c.knowns, output, estimand.get()),
                              own = truths(c.knowns, output);
  EXPECT_FALSE(said && !own) << c.what << " has a truth of its own: " << *said;
  if (said && own) {
    EXPECT_NEAR(*said, *own, 1e-9) << c.what;
  }
  return said;
}

/// True if it has been said of the case exactly.
bool is_said(const test::Case& c, const Population& population, const Output& output,
             const SeriesPrediction& p, const std::optional<double>& truth, Tally& tally) {
  if (!is_exact(p)) return false;
  ++tally.exact;
  tally.rules.insert(output.estimand + " " + c.entry->name + " " + c.knowns.likelihood);
  EXPECT_TRUE(truth || population.draws_law()) << c.what << " is predicted without a truth";
  EXPECT_TRUE(is_exchangeable(population) || c.entry->name == "truth") << c.what;
  return truth.has_value() || population.draws_law();
}

/// All samples of a law on a list of classes.
test::AllSamples all_samples(const Population& population, std::int64_t n) {
  const std::span<const double> p = population.probabilities();
  std::vector<double> items, values;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (population.finite_size())
      items.push_back(std::rint(p[k] * static_cast<double>(*population.finite_size())));
    if (wants<Reals>(population.views(RouteKind::draws))) values.push_back(population.class_number(k));
  }
  return {{p.begin(), p.end()}, items, values, n};
}

void sweep_listed(const Catalogue& catalogue, const test::Example& example, Tally& tally) {
  const Population& population = *example.population;
  const std::vector<test::Case> cases = test::cases_of(catalogue, population);
  const test::Truths truths(example);
  tally.bound += cases.size();
  for (const std::int64_t n : sizes_of(population)) {
    const test::AllSamples samples = all_samples(population, n);
    test::Views views(catalogue.derivations(), samples.chances().size());
    samples.give(views);
    for (const test::Case& c : cases) {
      const std::unique_ptr<Instance> instance = c.bound.bound->instantiate();
      test::Estimates estimates;
      const bool made = estimates.make(*instance, c.bound, views, n, {});
      for (std::size_t i = 0; i < c.bound.facts->outputs.size(); ++i) {
        const Output& output = c.bound.facts->outputs[i];
        const SeriesPrediction p = Predictor(population)(c.bound, c.knowns, output, n);
        const std::optional<double> truth = truth_of(catalogue, c, population, truths, output);
        // Without a view the study is refused.
        if (!made || !is_said(c, population, output, p, truth, tally) || !is_exchangeable(population))
          continue;
        EXPECT_EQ(mismatch(p, test::moments_of(estimates, i, samples, *truth)), "")
            << c.what << " " << output.name << ", n = " << n;
      }
    }
  }
}

void sweep_unlisted(const Catalogue& catalogue, const test::Example& example, Tally& tally) {
  const Population& population = *example.population;
  const std::vector<test::Case> cases = test::cases_of(catalogue, population);
  const test::Truths truths(example);
  tally.bound += cases.size();
  for (const std::int64_t n : sizes_of(population)) {
    std::vector<test::Watched> watched;
    const test::SumLaw sums(example, n);
    test::Views views(catalogue.derivations(), sums.chances().size());
    sums.give(views);
    for (const test::Case& c : cases) {
      for (std::size_t i = 0; i < c.bound.facts->outputs.size(); ++i) {
        const Output& output = c.bound.facts->outputs[i];
        const SeriesPrediction p = Predictor(population)(c.bound, c.knowns, output, n);
        const std::optional<double> truth = truth_of(catalogue, c, population, truths, output);
        if (!is_said(c, population, output, p, truth, tally)) continue;
        test::Estimates estimates;
        if (population.draws_law() || !estimates.make(*c.bound.bound->instantiate(), c.bound, views, n, {})) {
          watched.push_back({&c, i, truth.value_or(0), p, {}, 0, catalogue.find_estimand(output.estimand)});
          continue;
        }
        ++tally.integrals;
        EXPECT_EQ(mismatch(p, test::moments_of(estimates, i, sums, *truth)), "")
            << c.what << " " << output.name << ", n = " << n;
      }
    }
    if (watched.empty()) continue;
    test::run_watched(catalogue, population, n, watched);
    for (const test::Watched& w : watched)
      EXPECT_EQ(mismatch(w.prediction, test::moments_of(w)), "") << w.c->what << ", n = " << n;
  }
}

/// The first output of the case of a population that is of that estimator, estimand and model.
test::Case case_of(const Catalogue& catalogue, const Population& population, const std::string& estimator,
                   const std::string& estimand, const std::string& model) {
  for (const test::Case& c : test::cases_of(catalogue, population)) {
    if (c.entry->name == estimator && c.knowns.estimand == estimand && c.knowns.likelihood == model) return c;
  }
  throw std::runtime_error("no such case");
}

/// The first output of a case over all samples of n draws.
test::FoundMoments found_of(const Catalogue& catalogue, const Population& population, const test::Case& c,
                            std::int64_t n, double truth) {
  const test::AllSamples samples = all_samples(population, n);
  test::Views views(catalogue.derivations(), samples.chances().size());
  samples.give(views);
  test::Estimates estimates;
  EXPECT_TRUE(estimates.make(*c.bound.bound->instantiate(), c.bound, views, n, {}));
  return test::moments_of(estimates, 0, samples, truth);
}

/// Of families whose laws are swept as populations only.
bool is_new(const std::string& family) {
  const auto& swept = test::swept_of_new;
  return test::is_left_to_others(family) ||
         std::find(std::begin(swept), std::end(swept), family) != std::end(swept);
}

Catalogue swept() { return standard_catalogue().add_population<test::MarkovTwo>(); }

/// Models of points, for which theory has no line: their maxima are held against others' elsewhere.
bool is_of_points(const std::string& model) { return model == "dirichlet" || model == "multinomial"; }

TEST(ExactSweep, TheExamplesAreOfEveryKindModelAndPrior) {
  const Catalogue catalogue = swept();
  std::set<std::string> kinds, models, priors, wanted, bindable;
  for (const test::Example& e : test::examples(catalogue)) kinds.insert(e.kind);
  EXPECT_EQ(kinds, test::kinds_of(catalogue));
  for (const test::ExampleModel& m : test::example_models(catalogue)) {
    models.insert(m.likelihood);
    models.insert(m.smoothing);
    for (const auto& [parameter, prior] : m.priors) priors.insert(prior.law);
  }
  for (const EstimatorEntry& e : catalogue.estimators())
    EXPECT_TRUE(models.count(e.likelihood) == 1 || is_new(e.likelihood) || is_of_points(e.likelihood))
        << e.likelihood;
  for (const NgramSmoothing& s : ngram_smoothings())  // theory has lines of pseudo-counts alone
    EXPECT_EQ(models.count(s.name), s.adds && s.name != std::string_view("mle") ? 1u : 0u) << s.name;
  for (const NamedParameters& p : catalogue.priors())
    EXPECT_TRUE(priors.count(p.name) == 1 || is_new(p.name)) << p.name;
}

TEST(ExactSweep, EveryEstimatorIsBoundForSomeExample) {
  const Catalogue catalogue = swept();
  std::set<std::string> bound;
  const auto key = [](const EstimatorEntry& e) {
    return e.name + " " + e.likelihood + " " + e.estimands.back();
  };
  for (const test::Example& example : test::examples(catalogue)) {
    for (const test::Case& c : test::cases_of(catalogue, *example.population)) bound.insert(key(*c.entry));
  }
  // Of columns of rows, and of models trained on another sample, theory says nothing.
  const auto has_no_theory = [](const EstimatorEntry& e) {
    return e.of_columns || (e.oracle && e.two_samples);
  };
  for (const EstimatorEntry& e : catalogue.estimators())
    EXPECT_TRUE(bound.count(key(e)) == 1 || is_new(e.likelihood) || is_of_points(e.likelihood) ||
                has_no_theory(e))
        << key(e);
}

// Planted faults: the factor (N-n)/(N-1) left out, which is the prediction of independent draws; a posterior
// of the geometric's p taken for the Bernoulli's; failures that a prediction does not speak of.
TEST(ExactSweep, APlantedFaultIsFound) {
  const Catalogue catalogue = swept();
  const PopulationEntry& categorical = *catalogue.find_law("categorical");
  const auto drawn = *categorical.make(
      test::arguments_of(categorical.parameters, {{"counts", std::vector<double>{3, 1, 4}}}));
  const auto items = *without_replacement(*drawn);
  const test::Case share = case_of(catalogue, *items, "mle", "p", "categorical");
  const test::FoundMoments found = found_of(catalogue, *items, share, 5, 0.375);
  const auto said = [&](const Population& population) {
    return Predictor(population)(share.bound, share.knowns, share.bound.facts->outputs[0], 5);
  };
  EXPECT_EQ(mismatch(said(*items), found), "");
  EXPECT_NE(mismatch(said(*drawn), found), "");
  EXPECT_NEAR(found.sd, 0.1417366773784602, 1e-14);  // sqrt(p q/5 (8-5)/(8-1))

  const PopulationEntry& bernoulli = *catalogue.find_law("bernoulli");
  const auto coin = *bernoulli.make(test::arguments_of(bernoulli.parameters, {{"p", 0.3}}));
  const test::Case right = case_of(catalogue, *coin, "posterior_mean", "p", "bernoulli"),
                   other = case_of(catalogue, *coin, "posterior_mean", "p", "geometric");
  const SeriesPrediction p = Predictor(*coin)(right.bound, right.knowns, right.bound.facts->outputs[0], 5);
  EXPECT_EQ(mismatch(p, found_of(catalogue, *coin, right, 5, 0.3)), "");
  EXPECT_NE(mismatch(p, found_of(catalogue, *coin, other, 5, 0.3)), "");

  test::FoundMoments failing = found;
  failing.lost = 0.01;
  EXPECT_NE(mismatch(said(*items), failing), "");
}

TEST(ExactSweep, ListedLawsAgreeWithAllTheirSamples) {
  const Catalogue catalogue = swept();
  Tally tally;
  for (const test::Example& example : test::examples(catalogue)) {
    const bool listed = !example.population->probabilities().empty();
    if (listed) sweep_listed(catalogue, example, tally);
  }
  std::cout << tally.bound << " bound, " << tally.exact << " exact predictions by " << tally.rules.size()
            << " rules\n";
  EXPECT_GT(tally.exact, 1000u);
  EXPECT_GE(tally.rules.size(), 34u);
}

// Predictions within 5 standard errors: some 1200 comparisons, many of one estimator under several models,
// each false with chance 6e-7 (normal errors; the seeds are fixed). PLIM_SWEEP_REPLICATES=1000000 is the long
// form, to be run after a change of a rule.
TEST(ExactSweep, OtherLawsAgreeWithReplicates) {
  const Catalogue catalogue = swept();
  Tally tally;
  for (const test::Example& example : test::examples(catalogue)) {
    if (example.population->probabilities().empty()) sweep_unlisted(catalogue, example, tally);
  }
  std::cout << tally.bound << " bound, " << tally.exact << " exact predictions by " << tally.rules.size()
            << " rules, " << tally.integrals << " by integrals\n";
  EXPECT_GT(tally.exact, 100u);
  EXPECT_GT(tally.integrals, 50u);
}

}  // namespace
}  // namespace plim::exact_sweep_test
