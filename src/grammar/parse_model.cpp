#include <algorithm>

#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

/// The prior of one parameter, or of all together (parameter "").
void read_prior(const Node& node, const Position& where, const std::string& parameter, const std::string& key,
                const Catalogue& catalogue, ModelSpec& model, Faults& faults) {
  TableReader table(node, where, "prior", parameter.empty() ? key : key + "." + parameter, faults);
  PriorSpec prior;
  prior.where = where;
  const Node* law = table.take_required("law");
  if (law == nullptr) return;
  prior.law = law->text() ? *law->text() : to_toml(*law);
  const NamedParameters* known = find_named(catalogue.priors(), prior.law);
  if (known == nullptr) {
    report_unknown(faults, law->where, table.path_of("law"), "prior law", prior.law,
                   names_of(catalogue.priors()));
    model.usable = false;
    return;
  }
  prior.parameters = read_settings(table, known->parameters, faults);
  table.finish(names_of(known->parameters));
  model.priors[parameter] = std::move(prior);
}

void read_likelihood(TableReader& table, const Node& likelihood, const Catalogue& catalogue, ModelSpec& model,
                     Faults& faults) {
  model.likelihood = table.text("likelihood");
  if (find_named(catalogue.families(), model.likelihood) == nullptr) {
    report_unknown(faults, likelihood.where, table.path_of("likelihood"), "likelihood", model.likelihood,
                   names_of(catalogue.families()));
    model.usable = false;
  }
  const Node* priors = table.take("prior");
  if (priors == nullptr) return;
  if (priors->table() == nullptr) {
    faults.add(priors->where, table.path_of("prior"), "must be a table, as in prior.p = { law = ... }");
    return;
  }
  const std::string key = table.path_of("prior");
  const Node::Table& entries = *priors->table();
  const auto names_law = [](const Node::Entry& e) { return e.key == "law" && e.node.table() == nullptr; };
  if (std::any_of(entries.begin(), entries.end(), names_law)) {
    return read_prior(*priors, priors->where, "", key, catalogue, model, faults);
  }
  for (const Node::Entry& entry : entries) {
    read_prior(entry.node, entry.where, entry.key, key, catalogue, model, faults);
  }
}

void read_smoothing(TableReader& table, const Node& node, const Catalogue& catalogue, ModelSpec& model,
                    Faults& faults) {
  model.smoothing = table.text("smoothing");
  const NamedParameters* known = find_named(catalogue.smoothings(), model.smoothing);
  for (const char* key : {"vocabulary", "train"}) {
    if (const Node* named = table.take(key)) {
      report_unknown(faults, named->where, table.path(), "model option", key, {});
      model.usable = false;
    }
  }
  if (const Node* order = table.take("order");
      order != nullptr && (!order->integer() || *order->integer() != 0)) {
    report_unknown(faults, order->where, table.path(), "order of a smoothing", to_toml(*order), {});
    model.usable = false;
  }
  if (known == nullptr) {
    report_unknown(faults, node.where, table.path_of("smoothing"), "smoothing", model.smoothing,
                   names_of(catalogue.smoothings()));
    model.usable = false;
    table.rest();
    return;
  }
  model.options = read_settings(table, known->parameters, faults);
  table.finish(names_of(known->parameters));
}

}  // namespace

ModelSpec parse_model(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  TableReader table(entry.node, entry.where, "model", "model." + entry.key, faults);
  ModelSpec model;
  model.name = entry.key;
  model.where = entry.where;
  const Node* likelihood = table.take("likelihood");
  const Node* smoothing = table.take("smoothing");
  if ((likelihood != nullptr) == (smoothing != nullptr)) {
    faults.add(entry.where, table.path(), "needs exactly one of likelihood and smoothing");
    model.usable = false;
    table.rest();
  } else if (likelihood != nullptr) {
    read_likelihood(table, *likelihood, catalogue, model, faults);
  } else {
    read_smoothing(table, *smoothing, catalogue, model, faults);
  }
  table.finish();
  return model;
}

}  // namespace plim
