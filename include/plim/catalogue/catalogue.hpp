#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plim/catalogue/estimator_entry.hpp"
#include "plim/catalogue/measure.hpp"
#include "plim/catalogue/population_entry.hpp"
#include "plim/catalogue/verb.hpp"
#include "plim/core/outcome.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/theory/estimand.hpp"
#include "plim/theory/oracle.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/drawn_law.hpp"
#include "plim/views/points_pair.hpp"

namespace plim {

/// A named thing with parameters that is not sampled from: the law of a prior, a smoothing.
struct NamedParameters {
  std::string name, summary;
  std::vector<Parameter> parameters;
};

/// Everything that a study can name: an explicit value, extended by users, passed to main.
class Catalogue {
 public:
  /// With nothing but what families that are added will have by the numeric routes.
  Catalogue();

  /// One registration: population, likelihood, score, posterior, and where it is a law on the reals prior.
  Catalogue& add_family(const LawFamily& family);
  template <Family F>
  Catalogue& add_family() {
    return add_family(law_family<F>());
  }

  /// A family whose laws are those of parameters only: priors, and of what is drawn for every replicate.
  template <Family F>
  Catalogue& add_parameter_law() {
    add_law(law_family<F>(), std::string(F::summary));
    return *this;
  }

  /// A kind of law that is made of others.
  Catalogue& add_composite(const CompositeLaw& kind);

  /// A kind of population other than a family: with `name`, `summary`, `parameters()` and `make(arguments)`.
  template <class P>
  Catalogue& add_population() {
    populations_.push_back({std::string(P::name), std::string(P::summary), P::parameters(), P::make});
    if constexpr (requires { P::carrier; }) populations_.back().carrier = P::carrier;
    if constexpr (requires { P::no_likelihood; }) populations_.back().no_likelihood = P::no_likelihood;
    return *this;
  }

  template <Estimator E>
  Catalogue& add_estimator() {
    static_assert(!std::is_same_v<typename E::view, DrawnLaw>, "only an oracle may see the law");
    EstimatorEntry entry = describe<E>();
    entry.bind = bind_typed<E>;
    return add(std::move(entry));
  }

  /// One registration for every family that is added now or later, whose parameters are numbers that leave
  /// its support alone: of an estimator with `estimands(family)` (or `estimand`) and, of these, one `bind`:
  /// (family, knowns); (family, laws, knowns, options), told the laws that may be priors; of an oracle
  /// (family, population, knowns). A closed form of the same name replaces it.
  template <Estimator E>
  Catalogue& add_for_families() {
    return add_for_families(&entry_of_family<E>);
  }

  template <Oracle O>
  Catalogue& add_oracle() {
    EstimatorEntry entry = describe<O>();
    entry.oracle = true;
    describe_control<O>(entry);
    entry.bind = bind_oracle<O>;
    return add(std::move(entry));
  }

  /// An entropy estimator, and under the same name its exp as an estimator of the perplexity, and where it
  /// sees nothing but counts what entropies of several tables make: the information of joint tables, and
  /// transfer entropy.
  template <Estimator E>
  Catalogue& add_entropy() {
    add_estimator<E>();
    const EstimatorEntry entropy = estimators_.back();
    if constexpr (std::is_same_v<typename E::view, CountFeatures>) add_information_by(entropy);
    return add_exp_of(entropy, entropy_estimand, perplexity_estimand);
  }

  /// An estimator of a cross-entropy among others, and its exp as one of that estimand.
  template <Estimator E>
  Catalogue& add_cross_entropy(const Estimand& exp = cross_perplexity_estimand) {
    add_estimator<E>();
    return add_exp_of(estimators_.back(), cross_entropy_estimand, exp);
  }

  /// An estimator from counts without an error of its own: the jackknife's where an interval is wanted, which
  /// is cut to where the estimand can be.
  template <Estimator E>
  Catalogue& add_with_jackknife(const Range& space) {
    add_estimator<E>();
    give_last_jackknife_error(space);
    return *this;
  }

  /// Such an estimator of an entropy, and what is made of it.
  template <Estimator E>
  Catalogue& add_entropy_with_jackknife() {
    add_estimator<E>();
    const EstimatorEntry plain = estimators_.back();
    give_last_jackknife_error({0});
    const EstimatorEntry entropy = estimators_.back();
    add_information_by(plain);
    return add_exp_of(entropy, entropy_estimand, perplexity_estimand);
  }

  template <View To, View From, class D>
  Catalogue& add_derivation() {
    derivations_.push_back(std::make_shared<TypedDerivation<To, From, D>>());
    return *this;
  }

  Catalogue& add_estimand(const Estimand& estimand);
  /// A method of intervals that some estimator has; a study can name no other.
  Catalogue& add_interval_method(std::string name);
  /// In place of one of the same name.
  Catalogue& add_prior(NamedParameters prior);
  Catalogue& add_smoothing(NamedParameters smoothing);
  /// In the order of tables and files.
  Catalogue& add_measure(const Measure& measure);
  Catalogue& add_verb(const Verb& verb);

  const std::vector<FamilyEntry>& families() const noexcept { return families_; }
  const std::vector<CompositeLaw>& composites() const noexcept { return composites_; }
  const std::vector<PopulationEntry>& populations() const noexcept { return populations_; }
  const PopulationEntry* find_law(std::string_view name) const;  // of a family or another kind, or null
  /// The models that a likelihood can be: families, and what estimators are written for beside them; without
  /// families that say why they have none and have no estimator either.
  std::vector<std::string> likelihoods() const;
  /// "LAW has no likelihood by search: ..." where a law or kind of law says why, else "".
  std::string why_no_likelihood(std::string_view law) const;
  const std::vector<EstimatorEntry>& estimators() const noexcept { return estimators_; }
  const Derivations& derivations() const noexcept { return derivations_; }
  const Estimands& estimands() const noexcept { return estimands_; }
  const std::vector<std::string>& interval_methods() const noexcept { return interval_methods_; }
  const std::vector<NamedParameters>& priors() const noexcept { return priors_; }
  /// The families whose laws may be priors, and those of drawn parameters.
  const std::vector<LawFamily>& laws() const noexcept { return *laws_; }
  const std::vector<NamedParameters>& smoothings() const noexcept { return smoothings_; }
  const Measures& measures() const noexcept { return measures_; }
  const Verbs& verbs() const noexcept { return verbs_; }
  /// The estimand, measure or verb of that name, or null.
  std::shared_ptr<const Estimand> find_estimand(std::string_view name) const;
  std::shared_ptr<const Measure> find_measure(std::string_view name) const;
  std::shared_ptr<const Verb> find_verb(std::string_view name) const;

 private:
  using LawFamilies = std::shared_ptr<std::vector<LawFamily>>;
  using EntryOfFamily = EstimatorEntry (*)(const LawFamily& family, const LawFamilies& laws);

  /// What is written for all families, of this one.
  void add_numeric(const LawFamily& family);
  Catalogue& add_for_families(EntryOfFamily entry_of);
  /// Keeps a numeric entry, behind the closed form if there is one.
  void add_numeric(EstimatorEntry entry);
  /// Lets the family's laws be those of parameters.
  void add_law(const LawFamily& family, std::string summary);
  /// Keeps an entry, in place of the numeric one that it overrides.
  Catalogue& add(EstimatorEntry entry);
  /// The entry; what its `bind` throws becomes a refusal.
  static EstimatorEntry guarded(EstimatorEntry entry);
  /// exp of an entry's estimates of one estimand as estimates of the other.
  Catalogue& add_exp_of(EstimatorEntry entry, const Estimand& log, const Estimand& exp);
  /// What entropies of several tables make by one estimator of them.
  Catalogue& add_information_by(const EstimatorEntry& entropy);
  /// Of one from counts; intervals are cut to where the estimand can be.
  void give_last_jackknife_error(const Range& space);

  template <Estimator E>
  static Outcome<AnyEstimator> bind_typed(const Population&, const Knowns& knowns, const Arguments& options) {
    if constexpr (requires { E::bind_any(knowns, options); }) {
      return E::bind_any(knowns, options);
    } else {
      const Outcome<E> bound = bind_estimator<E>(knowns, options);
      if (!bound) return Refusal{bound.reason()};
      return erase(*bound, knowns);
    }
  }
  template <Oracle O>
  static Outcome<AnyEstimator> bind_oracle(const Population& population, const Knowns& knowns,
                                           const Arguments&) {
    if constexpr (requires { O::bind_any(population, knowns); }) {
      return O::bind_any(population, knowns);
    } else {
      const Outcome<O> bound = O::bind(population, knowns);
      if (!bound) return Refusal{bound.reason()};
      return erase(*bound, knowns);
    }
  }

  template <class E>
  static EstimatorEntry entry_of_family(const LawFamily& family, const LawFamilies& laws) {
    constexpr bool sees_population = requires(const Population& p, const Knowns& k) {
      E::bind(family, p, k);
    };
    EstimatorEntry entry = describe_name<E>();
    if constexpr (requires { E::estimands(family); }) {
      entry.estimands = E::estimands(family);
    } else {
      entry.estimands = {std::string(E::estimand)};
    }
    entry.likelihood = std::string(family.name);
    entry.numeric = true;
    entry.oracle = sees_population;
    if constexpr (sees_population) describe_control<E>(entry);
    entry.bind = [family, laws](const Population& population, const Knowns& knowns,
                                const Arguments& options) -> Outcome<AnyEstimator> {
      const auto erased = [&knowns](const E& bound) { return erase(bound, knowns); };
      if constexpr (sees_population) {
        return E::bind(family, population, knowns).map(erased);
      } else if constexpr (requires { E::bind(family, laws, knowns, options); }) {
        return E::bind(family, laws, knowns, options).map(erased);
      } else {
        return E::bind(family, knowns).map(erased);
      }
    };
    return entry;
  }

  template <class E>
  static EstimatorEntry describe_name() {
    EstimatorEntry entry;
    entry.name = std::string(E::name);
    if constexpr (requires { E::summary; }) entry.summary = std::string(E::summary);
    if constexpr (requires { E::least; }) entry.least = E::least;
    if constexpr (requires { E::undefined; }) entry.undefined = std::string(E::undefined);
    entry.options = options_of<E>();
    return entry;
  }

  template <class O>
  static void describe_control(EstimatorEntry& entry) {
    if constexpr (requires { O::controls_by_name; }) entry.controls_by_name = O::controls_by_name;
    if constexpr (requires(const Population& p, const Output& o) { O::control_mean(p, o); }) {
      entry.control_mean = [](const Population& p, const Output& o) { return O::control_mean(p, o); };
    }
  }

  template <class E>
  static EstimatorEntry describe() {
    EstimatorEntry entry = describe_name<E>();
    entry.estimands = estimands_of<E>();
    if constexpr (requires { E::likelihood; }) entry.likelihood = std::string(E::likelihood);
    entry.two_samples =
        std::is_same_v<typename E::view, CountsPair> || std::is_same_v<typename E::view, PointsPair>;
    if constexpr (requires { E::two_samples; }) entry.two_samples = E::two_samples;
    if constexpr (requires { E::of_density; }) entry.of_density = E::of_density;
    if constexpr (requires { E::of_columns; }) entry.of_columns = E::of_columns;
    if constexpr (requires { E::needs_smoothing; }) entry.needs_smoothing = E::needs_smoothing;
    if constexpr (requires { E::needs_reference; }) entry.needs_reference = E::needs_reference;
    if constexpr (requires(const Knowns& knowns) { E::takes(knowns); }) entry.takes = E::takes;
    return entry;
  }

  std::vector<FamilyEntry> families_;
  std::vector<CompositeLaw> composites_;
  std::vector<PopulationEntry> populations_;
  std::vector<EstimatorEntry> estimators_;
  Derivations derivations_;
  Estimands estimands_;
  std::vector<std::string> interval_methods_;
  std::vector<NamedParameters> priors_, smoothings_;
  // The families whose laws may be priors, of a catalogue and its copies: one that comes later serves all.
  LawFamilies laws_ = std::make_shared<std::vector<LawFamily>>();
  std::vector<LawFamily> inferred_;  // those that have what is written for all families
  std::vector<EntryOfFamily> for_families_;
  Measures measures_;
  Verbs verbs_;
};

/// The entry of that name, or null.
template <class Entry>
const Entry* find_named(const std::vector<Entry>& entries, std::string_view name) {
  for (const Entry& entry : entries) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

/// Adds what plim comes with but measures and verbs: a line for each thing.
void add_laws_and_estimators(Catalogue& catalogue);

}  // namespace plim
