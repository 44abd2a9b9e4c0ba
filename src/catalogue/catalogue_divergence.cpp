#include "catalogue_divergence.hpp"

#include "plim/estimators/divergence/plug_in_pair.hpp"
#include "plim/estimators/divergence/plug_in_reference.hpp"
#include "plim/estimators/divergence/zhang_grabchak.hpp"
#include "plim/estimators/joint/independence.hpp"
#include "plim/estimators/joint/information.hpp"
#include "plim/estimators/joint/normalisation.hpp"
#include "plim/estimators/joint/transfer_entropy.hpp"

namespace plim {
namespace {

/// The divergences by laws that are made of samples in one way.
template <class Law>
void add_smoothed(Catalogue& c) {
  c.add_cross_entropy<ReferenceDivergence<Law>>();
  c.add_cross_entropy<PairDivergence<Law>>();
  c.add_estimator<PairJensenShannon<Law>>();
}

using MakeOfTables = Outcome<AnyEstimator> (*)(const BindEntropy&, const Knowns&, const Arguments&);

/// An entry whose estimator binds that of an entropy for each of its tables.
EstimatorEntry entry_of_tables(EstimatorEntry entropy, std::vector<std::string> estimands,
                               const std::string& what, const std::vector<Parameter>& more,
                               MakeOfTables make) {
  entropy.summary = what + entropy.summary.substr(0, entropy.summary.find("; interval"));
  entropy.estimands = std::move(estimands);
  entropy.options.insert(entropy.options.end(), more.begin(), more.end());
  entropy.bind = [bind = entropy.bind, make](const Population& population, const Knowns& knowns,
                                             const Arguments& options) {
    return make([&](const Knowns& table) { return bind(population, table, options); }, knowns, options);
  };
  return entropy;
}

/// The information that is asked; a normalised one is mutual.
Outcome<AnyEstimator> asked_information_by(const BindEntropy& bind, const Knowns& knowns,
                                           const Arguments& options) {
  const Information kind = knowns.estimand == conditional_entropy_estimand.name ? Information::conditional
                           : knowns.estimand == variation_of_information_estimand.name
                               ? Information::variation
                               : Information::mutual;
  return information_by(kind, bind, knowns, options);
}

}  // namespace

Catalogue& Catalogue::add_information_by(const EstimatorEntry& entropy) {
  const std::string sum = "sum of entropies of tables, each by: ";
  estimators_.push_back(entry_of_tables(entropy,
                                        {mutual_information_estimand.name, conditional_entropy_estimand.name,
                                         variation_of_information_estimand.name},
                                        sum, {}, asked_information_by));
  estimators_.push_back(entry_of_tables(
      entropy, {normalised_mutual_information_estimand.name},
      "quotient of entropies of tables, each by: ", {option_normalisation()}, asked_information_by));
  estimators_.push_back(entry_of_tables(entropy, {transfer_entropy_estimand.name}, sum, transfer_options(),
                                        transfer_entropy_by));
  estimators_.back().factor_sequence = true;
  return *this;
}

void add_divergences(Catalogue& c) {
  c.add_cross_entropy<ReferenceDivergence<FrequencyLaw>>();
  c.add_cross_entropy<PairMl>();
  c.add_estimator<PairJensenShannon<FrequencyLaw>>();
  add_smoothed<DirichletLaw>(c);
  add_smoothed<JeffreysLaw>(c);
  add_smoothed<LaplaceLaw>(c);
  add_smoothed<SgLaw>(c);
  add_smoothed<MinimaxLaw>(c);
  add_smoothed<ShrunkLaw>(c);
  c.add_cross_entropy<ZhangGrabchak>();
  c.add_estimator<GTest>();
  c.add_estimator<ChiSquareTest>();
  c.add_estimator<PermutationTest>();
}

}  // namespace plim
