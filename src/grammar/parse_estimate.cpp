#include <algorithm>
#include <set>

#include "forms.hpp"
#include "plim/core/name.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

/// The estimators of the catalogue that estimate `estimand`.
std::vector<const EstimatorEntry*> estimators_for(const Catalogue& catalogue, const std::string& estimand) {
  std::vector<const EstimatorEntry*> found;
  for (const EstimatorEntry& e : catalogue.estimators()) {
    if (std::find(e.estimands.begin(), e.estimands.end(), estimand) != e.estimands.end()) found.push_back(&e);
  }
  return found;
}

std::vector<std::string> all_estimands(const Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const EstimatorEntry& e : catalogue.estimators())
    names.insert(names.end(), e.estimands.begin(), e.estimands.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// The first entry of that name for the estimand, with a reference law or of columns if the estimand names
/// one; models decide later among several.
const EstimatorEntry* resolve(Reading& r, const std::string& key, const EstimateSpec& estimate,
                              const UseSpec& use) {
  std::vector<std::string> names;
  const bool reference = !estimate.arguments.empty();
  const EstimatorEntry* found = nullptr;
  for (const EstimatorEntry* e : estimators_for(r.catalogue, estimate.of)) {
    names.push_back(e->name);
    const auto fits = [reference](const EstimatorEntry& of) {
      return (of.needs_reference || of.of_columns) == reference;
    };
    if (e->name == use.name && (found == nullptr || (!fits(*found) && fits(*e)))) found = e;
  }
  if (found != nullptr) return found;
  std::set<std::string> elsewhere;
  for (const EstimatorEntry& e : r.catalogue.estimators()) {
    if (e.name == use.name) elsewhere.insert(e.estimands.begin(), e.estimands.end());
  }
  std::string other;
  for (const std::string& estimand : elsewhere)
    other += (other.empty() ? "; it exists for " : ", ") + estimand;
  report_unknown(r.faults, use.where, key, "estimator of " + estimate.of, use.name, names);
  if (!other.empty()) r.faults.list().back().message += other;
  return nullptr;
}

/// OPTION = { NAME = VALUE } as OPTION = "NAME" and NAME = VALUE, where NAME is no word of a grid.
Node with_named_options(const Node& node) {
  if (node.table() == nullptr) return node;
  Node flat;
  flat.where = node.where;
  for (const Node::Entry& entry : *node.table()) {
    const Node::Table* inner = entry.node.table();
    const bool is_named = inner != nullptr && inner->size() == 1 && inner->front().key != "grid";
    if (is_named) flat.set(inner->front().key, inner->front().where, inner->front().node);
    Node value = entry.node;
    if (is_named) value.value = inner->front().key;
    flat.set(entry.key, entry.where, std::move(value));
  }
  return flat;
}

void read_use(Reading& r, const Node& written, const std::string& key, EstimateSpec& estimate) {
  static const Node none;
  const Node node = with_named_options(written);
  UseSpec use;
  use.where = node.where;
  const std::string* name = node.text();
  if (name == nullptr && node.table() == nullptr)
    return r.faults.add(node.where, key, "must be a name or { use = NAME, ... }, not " + to_toml(node));
  TableReader table(name != nullptr ? none : node, node.where, key, r.faults);
  if (name != nullptr) {
    use.name = *name;
  } else {
    read_keys({table, r.catalogue, r.faults}, use_keys(), use);
    if (table.take(use_keys().front().field.name) == nullptr) return;
  }
  if (use.is_table()) {
    if (name != nullptr)
      return r.faults.add(node.where, key,
                          "a table is written as { use = \"table\", path = ..., column = ... }");
    table.finish();
    estimate.with.push_back(std::move(use));
    return;
  }
  const EstimatorEntry* entry = resolve(r, key, estimate, use);
  if (entry == nullptr) return;
  use.options = read_settings(table, entry->options, r.faults);
  check_zips(use.options, table.path(), r.faults);
  table.also(names_of(entry->options));
  table.finish();
  estimate.with.push_back(std::move(use));
}

std::string text_of(const UseSpec& use) {
  Entries entries = written(use_keys(), use);
  append(entries, use.options);
  return entries.size() == 1 ? quoted(use.name) : inlined(entries);
}

/// One argument of an estimand: an event, a name, or a list of names.
std::string text_of(const std::vector<TermSpec>& terms) {
  std::string text;
  for (const TermSpec& t : terms) {
    text += text.empty() ? "" : ", ";
    text += t.level ? bare_or_quoted(t.name) + " = " + quoted(*t.level) : quoted(t.name);
  }
  if (terms.front().level) return "{ " + text + " }";
  return terms.size() == 1 ? text : "[" + text + "]";
}

bool read_estimand(Reading& r, const Field& f, EstimateSpec& estimate) {
  const Node* of = r.table.take(f.name);
  if (of == nullptr) return false;
  const std::string key = r.table.path_of(f.name);
  if (of->table() != nullptr && !of->table()->empty())
    return parse_estimand_arguments(*of, key, r.catalogue, estimate, r.faults);
  estimate.of = r.table.text(f);
  const std::shared_ptr<const Estimand> form = r.catalogue.find_estimand(estimate.of);
  if (form != nullptr && !form->bare) {
    r.faults.add(of->where, key, std::string(form->name) + " needs arguments, as in " + form->example);
    return false;
  }
  if (!estimators_for(r.catalogue, estimate.of).empty()) return true;
  if (of->text() != nullptr)
    report_unknown(r.faults, of->where, key, "estimand", estimate.of, all_estimands(r.catalogue));
  return false;
}

}  // namespace

EstimateSpec parse_estimate(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  TableReader table(entry.node, entry.where, "estimate." + entry.key, faults);
  EstimateSpec estimate;
  estimate.name = entry.key;
  estimate.where = entry.where;
  read_keys({table, catalogue, faults}, estimate_keys(), estimate);
  table.finish();
  return estimate;
}

Form<EstimateSpec> estimand_form() {
  return {[](Reading& r, const Field& f, EstimateSpec& estimate) {
            estimate.usable = read_estimand(r, f, estimate);
          },
          [](const Field& f, const EstimateSpec& estimate) -> Entries {
            const EstimandArguments& arguments = estimate.arguments;
            if (arguments.empty()) return {{f.name, quoted(estimate.of)}};
            Entries entries = {{bare_or_quoted(estimate.of),
                                arguments.number ? written(*arguments.number) : text_of(arguments.about)}};
            if (!arguments.given.empty()) entries.emplace_back("given", text_of(arguments.given));
            if (!arguments.minus.empty()) entries.emplace_back("minus", text_of(arguments.minus));
            return {{f.name, inlined(entries)}};
          }};
}

Form<EstimateSpec> uses_form() {
  return {[](Reading& r, const Field& f, EstimateSpec& estimate) {
            const Node* with = r.table.take(f.name);
            if (with == nullptr || !estimate.usable) return;
            const std::string key = r.table.path_of(f.name);
            const Node::Array* array = with->array();
            if (array == nullptr) return read_use(r, *with, key, estimate);
            for (const Node& item : *array) read_use(r, item, key, estimate);
            if (array->empty()) r.faults.add(with->where, key, "is an empty list");
          },
          [](const Field& f, const EstimateSpec& estimate) -> Entries {
            std::string with;
            for (const UseSpec& use : estimate.with) with += (with.empty() ? "" : ", ") + text_of(use);
            return {{f.name, "[" + with + "]"}};
          }};
}

Form<UseSpec> label_form() {
  Form<UseSpec> form = word(&UseSpec::label);
  form.read = [read = form.read](Reading& r, const Field& f, UseSpec& use) {
    read(r, f, use);
    const std::optional<std::string> why = refuse_label(use.label);
    if (why) r.table.fault(r.table.take(f.name)->where, f.name, *why);
  };
  return form;
}

Form<EstimateSpec> unit_form() {
  Form<EstimateSpec> form = text(&EstimateSpec::unit);
  form.read = [read = choice(&EstimateSpec::unit, {"nat", "bit", "hartley"}).read](Reading& r, const Field& f,
                                                                                   EstimateSpec& estimate) {
    read(r, f, estimate);
    const std::shared_ptr<const Estimand> of = r.catalogue.find_estimand(estimate.of);
    if (of != nullptr && of->information) return;
    estimate.unit = "";
    const Node* given = r.table.take(f.name);
    if (given != nullptr && estimate.usable)
      r.table.fault(given->where, f.name, estimate.of + " is not an information and has no unit to choose");
  };
  form.write = [](const Field& f, const EstimateSpec& estimate) -> Entries {
    if (estimate.unit.empty()) return {};
    return {{f.name, quoted(estimate.unit)}};
  };
  return form;
}

Form<EstimateSpec> interval_form() {
  return {[](Reading& r, const Field& f, EstimateSpec& estimate) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            TableReader table(*node, node->where, r.table.path_of(f.name), r.faults);
            estimate.interval = IntervalSpec{};
            read_keys({table, r.catalogue, r.faults}, interval_keys(), *estimate.interval);
            table.finish();
            const std::shared_ptr<const Estimand> of = r.catalogue.find_estimand(estimate.of);
            if (!estimate.interval->scale.empty() && of != nullptr && !of->exponential)
              r.faults.add(
                  node->where, r.table.path_of(f.name),
                  estimate.of + " is not exp of another number, on whose scale its limits were made");
          },
          [](const Field& f, const EstimateSpec& estimate) -> Entries {
            if (!estimate.interval) return {};
            return {{f.name, inlined(written(interval_keys(), *estimate.interval))}};
          }};
}

Form<IntervalSpec> level_form() {
  return {[](Reading& r, const Field& f, IntervalSpec& interval) {
            const Parameter level{f.name, Domain::open_probability, "", Value{*f.number_fallback()}};
            Settings settings = read_settings(r.table, {level}, r.faults);
            if (!settings.empty()) interval.level = settings.begin()->second;
          },
          [](const Field& f, const IntervalSpec& interval) -> Entries {
            return {{f.name, written(interval.level)}};
          }};
}

Form<IntervalSpec> method_form() {
  return {[](Reading& r, const Field& f, IntervalSpec& interval) {
            interval.methods = r.table.names(f);
            if (const Node* node = r.table.take(f.name)) interval.where = node->where;
            const std::vector<std::string>& known = r.catalogue.interval_methods();
            for (const std::string& method : interval.methods) {
              if (std::find(known.begin(), known.end(), method) == known.end())
                report_unknown(r.faults, r.table.take(f.name)->where, r.table.path_of(f.name),
                               "interval method", method, known);
            }
            if (interval.methods.empty()) interval.methods = {""};
          },
          [](const Field& f, const IntervalSpec& interval) -> Entries {
            if (interval.methods.front().empty()) return {};
            return {{f.name, written(interval.methods)}};
          }};
}

}  // namespace plim
