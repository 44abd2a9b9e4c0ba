#include "plim/catalogue/catalogue.hpp"

#include <algorithm>
#include <new>

#include "catalogue_divergence.hpp"
#include "catalogue_entropy.hpp"
#include "catalogue_inference.hpp"
#include "plim/core/error.hpp"
#include "plim/estimators/entropy/jackknife_error.hpp"
#include "plim/estimators/entropy/perplexity.hpp"
#include "plim/estimators/evaluation/mean_of_items.hpp"
#include "plim/estimators/joint/bayes_theorem.hpp"
#include "plim/estimators/joint/frequency.hpp"
#include "plim/estimators/joint/product_of_margins.hpp"
#include "plim/estimators/labelled/calibration.hpp"
#include "plim/estimators/labelled/temperature.hpp"
#include "plim/estimators/language/ngram_loss.hpp"
#include "plim/estimators/model/in_sample.hpp"
#include "plim/estimators/sample/moments.hpp"
#include "plim/estimators/sample/points.hpp"
#include "plim/estimators/sample/proportion.hpp"
#include "plim/estimators/sample/quantile.hpp"
#include "plim/estimators/sample/trimmed_mean.hpp"
#include "plim/families/standard_families.hpp"
#include "plim/populations/dirichlet_population.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/populations/markov_population.hpp"
#include "plim/populations/multivariate_normal.hpp"
#include "plim/populations/simplex_populations.hpp"
#include "plim/populations/softmax_population.hpp"
#include "plim/theory/ngram_fresh_loss.hpp"
#include "plim/theory/oracles.hpp"
#include "plim/theory/realised_coverage.hpp"
#include "plim/theory/softmax_loss.hpp"
#include "plim/views/block_counts.hpp"
#include "plim/views/extremes.hpp"
#include "plim/views/least_log.hpp"
#include "plim/views/log_mean_m2.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/mean_scatter.hpp"
#include "plim/views/sorted.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {

Catalogue::Catalogue() { plim::add_for_families(*this); }

const PopulationEntry* Catalogue::find_law(std::string_view name) const {
  const PopulationEntry* family = find_named(families_, name);
  return family != nullptr ? family : find_named(populations_, name);
}

std::vector<std::string> Catalogue::likelihoods() const {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const FamilyEntry& family : families_) add(family.no_likelihood.empty() ? family.name : "");
  for (const EstimatorEntry& entry : estimators_) add(entry.likelihood);
  return names;
}

std::string Catalogue::why_no_likelihood(std::string_view law) const {
  std::string_view reason;
  if (const PopulationEntry* entry = find_law(law)) reason = entry->no_likelihood;
  if (const CompositeLaw* kind = find_named(composites_, law)) reason = kind->no_likelihood;
  return reason.empty() ? "" : std::string(law) + " has no likelihood by search: " + std::string(reason);
}

EstimatorEntry Catalogue::guarded(EstimatorEntry entry) {
  entry.bind = [bind = entry.bind](const Population& population, const Knowns& knowns,
                                   const Arguments& options) -> Outcome<AnyEstimator> {
    try {
      return bind(population, knowns, options);
    } catch (const Error&) {
      throw;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      return Refusal{std::string("its bind threw: ") + error.what()};
    }
  };
  return entry;
}

Catalogue& Catalogue::add_exp_of(EstimatorEntry entry, const Estimand& log, const Estimand& exp) {
  entry.summary = std::string("exp of the ") + log.name + ": " + entry.summary;
  entry.estimands = {exp.name};
  entry.bind = [bind = entry.bind, of = std::string(log.name), name = std::string(exp.name)](
                   const Population& population, const Knowns& knowns, const Arguments& options) {
    Knowns told = knowns;
    told.estimand = of;
    return bind(population, told, options).map([&name](const AnyEstimator& e) { return exp_of(e, name); });
  };
  estimators_.push_back(std::move(entry));
  return *this;
}

void Catalogue::give_last_jackknife_error(const Range& space) {
  EstimatorEntry& entry = estimators_.back();
  entry.bind = [bind = entry.bind, name = entry.name, space](
                   const Population& population, const Knowns& knowns,
                   const Arguments& options) -> Outcome<AnyEstimator> {
    const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "jackknife");
    if (!interval) return Refusal{interval.reason()};
    Knowns without = knowns;
    without.interval.reset();
    const Outcome<AnyEstimator> bound = bind(population, without, options);
    return bound && interval->wanted() ? with_jackknife_error(*bound, *interval, space) : bound;
  };
}

Outcome<AnyLaw> FamilyEntry::law(const Arguments& arguments) const {
  Outcome<std::unique_ptr<Law>> made = family.make(arguments);
  if (!made) return Refusal{made.reason()};
  return AnyLaw(std::move(*made));
}

Catalogue& Catalogue::add_family(const LawFamily& family) {
  FamilyEntry entry;
  entry.name = std::string(family.name);
  entry.summary = std::string(family.summary);
  entry.parameters = family.parameters;
  entry.make = [family](const Arguments& arguments) { return make_family_population(family, arguments); };
  entry.family = family;
  entry.carrier = std::string(family.carrier);
  entry.no_likelihood = std::string(family.no_likelihood);
  families_.push_back(std::move(entry));
  add_numeric(family);
  return *this;
}

Catalogue& Catalogue::add_composite(const CompositeLaw& kind) {
  composites_.push_back(kind);
  return *this;
}

Catalogue& Catalogue::add_estimand(const Estimand& estimand) {
  estimands_.push_back(std::make_shared<const Estimand>(estimand));
  return *this;
}

Catalogue& Catalogue::add_interval_method(std::string name) {
  interval_methods_.push_back(std::move(name));
  return *this;
}

Catalogue& Catalogue::add_prior(NamedParameters prior) {
  const auto same = std::find_if(priors_.begin(), priors_.end(),
                                 [&prior](const NamedParameters& p) { return p.name == prior.name; });
  if (same != priors_.end()) priors_.erase(same);
  priors_.push_back(std::move(prior));
  return *this;
}

Catalogue& Catalogue::add_smoothing(NamedParameters smoothing) {
  smoothings_.push_back(std::move(smoothing));
  return *this;
}

Catalogue& Catalogue::add_measure(const Measure& measure) {
  measures_.push_back(std::make_shared<const Measure>(measure));
  return *this;
}

Catalogue& Catalogue::add_verb(const Verb& verb) {
  verbs_.push_back(std::make_shared<const Verb>(verb));
  return *this;
}

std::shared_ptr<const Estimand> Catalogue::find_estimand(std::string_view name) const {
  for (const auto& estimand : estimands_) {
    if (estimand->name == name) return estimand;
  }
  return nullptr;
}

std::shared_ptr<const Measure> Catalogue::find_measure(std::string_view name) const {
  return plim::find_measure(measures_, name);
}

std::shared_ptr<const Verb> Catalogue::find_verb(std::string_view name) const {
  for (const auto& verb : verbs_) {
    if (verb->name == name) return verb;
  }
  return nullptr;
}

void add_laws_and_estimators(Catalogue& c) {
  c.add_derivation<CountFeatures, Counts, FeaturesOfCounts>();
  c.add_derivation<CountFeatures, SparseCounts, FeaturesOfSparseCounts>();
  c.add_derivation<MeanM2, Reals, MeanM2OfReals>();
  c.add_derivation<MeanScatter, Points, MeanScatterOfPoints>();
  c.add_derivation<BlockCounts, Sequence, BlocksOfSequence>();
  c.add_derivation<MeanM2, ValuedCounts, MeanM2OfCounts>();
  c.add_derivation<SoftmaxFits, Labelled, FitsOfLabelled>();
  c.add_derivation<LogMeanM2, Observations, LogMeanM2OfObservations>();
  c.add_derivation<LeastLog, Observations, LeastLogOfObservations>();
  c.add_derivation<Extremes, Observations, ExtremesOfObservations>();
  c.add_derivation<Sorted, Reals, SortedOfReals>();
  c.add_derivation<Sorted, ValuedCounts, SortedOfCounts>();

  for (const LawFamily& family : standard_families()) c.add_family(family);
  for (const CompositeLaw& kind : standard_composites()) c.add_composite(kind);
  c.add_population<CategoricalDirichlet>();
  c.add_population<Markov>();
  c.add_population<Dirichlet>();
  c.add_population<Multinomial>();
  c.add_population<MultivariateNormal>();
  c.add_population<MultivariateT>();
  c.add_population<SoftmaxPopulation>();

  add_entropies(c);
  add_divergences(c);
  c.add_estimator<InSampleCrossEntropy>();
  c.add_derivation<Ngrams, SequencePair, NgramsOfPair>();
  c.add_cross_entropy<NgramLoss>(perplexity_estimand);
  c.add_oracle<NgramFreshLoss>();
  add_continuous(c);
  add_inference(c);
  c.add_estimator<SoftmaxWeights>();
  c.add_estimator<SoftmaxLogLikelihood>();
  c.add_estimator<SoftmaxInSampleLoss>();
  c.add_estimator<OneHotLoss>();
  c.add_oracle<SoftmaxFreshLoss>();
  c.add_estimator<Ece>();
  c.add_estimator<EceEqualMass>();
  c.add_estimator<DebiasedCalibration>();
  c.add_estimator<Temperature>();

  c.add_estimator<EventFrequency>();
  c.add_estimator<ProductOfMargins>();
  c.add_estimator<BayesTheorem>();

  c.add_estimator<MeanOfSample>();
  c.add_cross_entropy<MeanOfItems>(perplexity_estimand);
  c.add_estimator<MedianOfSample>();
  c.add_estimator<TrimmedMean>();
  c.add_estimator<VarianceOfSample>();
  c.add_estimator<SdOfSample>();
  c.add_estimator<QuantileOfSample>();
  c.add_estimator<ProportionAbove>();
  c.add_estimator<CovarianceMl>();
  c.add_estimator<CovarianceUnbiased>();

  c.add_oracle<SelfInformation>();
  c.add_oracle<EmpiricalKl>();
  c.add_oracle<TruthOracle>();
  c.add_oracle<FreshCrossEntropy>();
  c.add_oracle<RealisedCoverage>();

  for (const Estimand* estimand : standard_estimands()) c.add_estimand(*estimand);

  for (const char* method : {"wald", "t", "normal", "log", "logit", "exact", "wilson", "clopper_pearson",
                             "equal_tailed", "order_statistics", "bootstrap_percentile", "jackknife"})
    c.add_interval_method(method);

  for (const NgramSmoothing& s : ngram_smoothings())
    c.add_smoothing({s.name, s.summary, model_parameters(s)});
}

}  // namespace plim
