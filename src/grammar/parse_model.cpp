#include <algorithm>

#include "forms.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

/// The prior of one parameter, or of all together (parameter "").
void read_prior(Reading& r, const Node& node, const Position& where, const std::string& parameter,
                const std::string& key, ModelSpec& model) {
  const std::string path = parameter.empty() ? key : key + "." + parameter;
  std::optional<PriorSpec> prior = parse_law(node, where, path, "prior law", r.catalogue, r.faults);
  if (prior) {
    check_zips(prior->parameters, path, r.faults);
    model.priors[parameter] = *std::move(prior);
  } else {
    model.usable = false;
  }
}

}  // namespace

std::optional<PriorSpec> parse_law(const Node& node, const Position& where, const std::string& key,
                                   const std::string& what, const Catalogue& catalogue, Faults& faults) {
  TableReader table(node, where, key, faults);
  PriorSpec prior;
  prior.where = where;
  read_keys({table, catalogue, faults}, prior_keys(), prior);
  const char* name = prior_keys().front().field.name;
  const Node* law = table.take(name);
  if (table.is_left() || law == nullptr) return std::nullopt;
  const NamedParameters* known = find_named(catalogue.priors(), prior.law);
  if (known == nullptr) {
    report_unknown(faults, law->where, table.path_of(name), what, prior.law, names_of(catalogue.priors()));
    return std::nullopt;
  }
  prior.parameters = read_settings(table, known->parameters, faults);
  table.also(names_of(known->parameters));
  table.finish();
  return prior;
}

std::string written(const PriorSpec& law) {
  Entries entries = written(prior_keys(), law);
  append(entries, law.parameters);
  return inlined(entries);
}

ModelSpec parse_model(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  TableReader table(entry.node, entry.where, "model." + entry.key, faults);
  ModelSpec model;
  model.name = entry.key;
  model.where = entry.where;
  read_keys({table, catalogue, faults}, model_keys(), model);
  if (const NamedParameters* smoothing = find_named(catalogue.smoothings(), model.smoothing);
      smoothing != nullptr && !table.is_left()) {
    model.options = read_settings(table, smoothing->parameters, faults);
    check_zips(model.options, table.path(), faults);
    table.also(names_of(smoothing->parameters));
  }
  table.finish();
  return model;
}

Form<ModelSpec> likelihood_form() {
  Form<ModelSpec> form = text(&ModelSpec::likelihood);
  form.read = [](Reading& r, const Field& f, ModelSpec& model) {
    const Node* node = r.table.take(f.name);
    if (node == nullptr) return;
    model.likelihood = r.table.text(f);
    const std::vector<std::string> known = r.catalogue.likelihoods();
    if (std::find(known.begin(), known.end(), model.likelihood) != known.end()) return;
    const std::string path = r.table.path_of(f.name), why = r.catalogue.why_no_likelihood(model.likelihood);
    if (why.empty()) {
      report_unknown(r.faults, node->where, path, f.name, model.likelihood, known);
    } else {
      r.faults.add(node->where, path, why);
    }
    model.usable = false;
    model.likelihood = to_toml(*node);  // a likelihood all the same, for the keys after it
  };
  return form;
}

Form<ModelSpec> smoothing_form() {
  Form<ModelSpec> form = text(&ModelSpec::smoothing);
  form.read = [](Reading& r, const Field& f, ModelSpec& model) {
    const Node* node = r.table.take(f.name);
    if (model.likelihood.empty() == (node == nullptr)) {
      r.faults.add(r.table.where(), r.table.path(), "needs exactly one of likelihood and smoothing");
      model.usable = false;
      return r.table.leave();
    }
    if (node == nullptr) return;
    model.smoothing = r.table.text(f);
    if (find_named(r.catalogue.smoothings(), model.smoothing) != nullptr) return;
    report_unknown(r.faults, node->where, r.table.path_of(f.name), f.name, model.smoothing,
                   names_of(r.catalogue.smoothings()));
    model.usable = false;
    model.smoothing = to_toml(*node);
    r.table.leave();
  };
  return form;
}

Form<ModelSpec> priors_form() {
  return {[](Reading& r, const Field& f, ModelSpec& model) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            const std::string key = r.table.path_of(f.name);
            if (node->table() == nullptr)
              return r.faults.add(node->where, key, "must be a table, as in prior.p = { law = ... }");
            const Node::Table& entries = *node->table();
            const char* law = prior_keys().front().field.name;
            const auto names_law = [law](const Node::Entry& e) {
              return e.key == law && e.node.table() == nullptr;
            };
            if (std::any_of(entries.begin(), entries.end(), names_law))
              return read_prior(r, *node, node->where, "", key, model);
            for (const Node::Entry& entry : entries)
              read_prior(r, entry.node, entry.where, entry.key, key, model);
          },
          [](const Field& f, const ModelSpec& model) {
            Entries all;
            for (const auto& [parameter, prior] : model.priors) {
              all.emplace_back(f.name + (parameter.empty() ? "" : "." + bare_or_quoted(parameter)),
                               written(prior));
            }
            return all;
          }};
}

}  // namespace plim
