#include "plim/estimators/joint/transfer_entropy.hpp"

#include "plim/views/count_tables.hpp"
#include "table_entropies.hpp"

namespace plim {

std::vector<Parameter> transfer_options() {
  return {
      {"history", Domain::positive_integer, "symbols of the second factor's past", Value{std::int64_t{1}}},
      {"source_history", Domain::positive_integer, "symbols of the first factor's past",
       Value{std::int64_t{1}}}};
}

Outcome<AnyEstimator> transfer_entropy_by(const BindEntropy& bind, const Knowns& knowns,
                                          const Arguments& options) {
  const Pasts pasts{knowns.about[0].factor, knowns.about[1].factor, options.integer("source_history"),
                    options.integer("history")};
  const std::vector<double> classes = past_classes(knowns.factors, pasts);
  if (!(classes[0] < 0x1p63)) {
    return Refusal{
        "the pasts of the two factors are too many to be numbered, 2^63 or more; shorten history or "
        "source_history"};
  }
  std::vector<Table> tables;
  for (const double K : classes) tables.push_back({nullptr, {}, K});
  Outcome<BoundTables> bound = bind_tables(bind, knowns, options, std::move(tables));
  if (!bound) return Refusal{bound.reason()};
  const auto interval = NormalInterval::bind(knowns, bound->facts.name, "wald");
  if (!interval) return Refusal{interval.reason()};
  EstimatorFacts facts = bound->facts;
  facts.view.arguments = past_tables(knowns.factors, pasts);
  facts.view_name = Sequence::name;
  facts.derivations = {tables_of_sequence()};
  facts.has_interval = interval->wanted();
  const Combination combination{{-1, 1, 1, -1}, std::nullopt};
  return AnyEstimator{facts, std::make_shared<const BoundCombination>(bound->tables, combination, *interval)};
}

}  // namespace plim
