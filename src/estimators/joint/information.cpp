#include "plim/estimators/joint/information.hpp"

#include "plim/views/count_tables.hpp"
#include "table_entropies.hpp"

namespace plim {
namespace {

std::vector<FactorTerm> terms_of(std::vector<FactorTerm> terms, const std::vector<FactorTerm>& more) {
  terms.insert(terms.end(), more.begin(), more.end());
  return terms;
}

/// The margins and signs of what is asked; the joint table first.
std::vector<std::vector<FactorTerm>> information_margins(Information kind, const Knowns& knowns,
                                                         Combination& combination) {
  std::vector<std::vector<FactorTerm>> margins = {terms_of(knowns.about, knowns.given)};
  if (kind == Information::conditional) {
    combination.signs = {1, -1};
    margins.push_back(knowns.given);
    return margins;
  }
  combination.signs = {-1, 1, 1};
  if (kind == Information::variation) combination.signs = {2, -1, -1};
  for (const FactorTerm& t : knowns.about) margins.push_back({t});
  return margins;
}

}  // namespace

Outcome<AnyEstimator> information_by(Information kind, const BindEntropy& bind, const Knowns& knowns,
                                     const Arguments& options) {
  Combination combination;
  if (options.has("by")) {
    const Outcome<Normalisation> by = read_normalisation(options);
    if (!by) return Refusal{by.reason()};
    combination.by = *by;
  }
  const std::vector<std::vector<FactorTerm>> margins = information_margins(kind, knowns, combination);
  std::vector<Table> tables;
  for (const std::vector<FactorTerm>& kept : margins)
    tables.push_back({nullptr, kept, static_cast<double>(margin_of(knowns.factors, kept).cells)});
  Outcome<BoundTables> bound = bind_tables(bind, knowns, options, std::move(tables));
  if (!bound) return Refusal{bound.reason()};
  const auto interval = NormalInterval::bind(knowns, bound->facts.name, "wald");
  if (!interval) return Refusal{interval.reason()};
  EstimatorFacts facts = bound->facts;
  facts.view.arguments = margin_tables(knowns.factors, margins);
  facts.view_name = Counts::name;
  facts.derivations = {tables_of_counts()};
  facts.has_interval = interval->wanted();
  if (combination.by) facts.outputs[0].element = static_cast<std::size_t>(*combination.by);
  return AnyEstimator{facts, std::make_shared<const BoundCombination>(bound->tables, combination, *interval)};
}

}  // namespace plim
