#include <algorithm>
#include <set>

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

/// Reads one estimate; the parts share the list of estimators for its estimand.
class EstimateParser {
 public:
  EstimateParser(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults)
      : table_(entry.node, entry.where, "estimate", "estimate." + entry.key, faults),
        catalogue_(catalogue),
        faults_(faults) {
    estimate_.name = entry.key;
    estimate_.where = entry.where;
  }

  EstimateSpec operator()() {
    const bool known = read_estimand();
    table_.take_required("on");
    estimate_.on = table_.names("on");
    estimate_.models = table_.names("model");
    const Node* with = table_.take_required("with");
    if (with != nullptr && known) read_uses(*with);
    read_unit(known);
    if (const Node* interval = table_.take("interval")) read_interval(*interval);
    if (const Node* against = table_.take("against")) {
      estimate_.against = table_.text("against");
      estimate_.against_where = against->where;
    }
    table_.finish();
    return std::move(estimate_);
  }

 private:
  bool read_estimand() {
    const Node* of = table_.take_required("of");
    if (of == nullptr) return false;
    if (of->table() != nullptr && !of->table()->empty()) {
      return parse_estimand_arguments(*of, table_.path_of("of"), catalogue_, estimate_, faults_);
    }
    estimate_.of = table_.text("of");
    const std::shared_ptr<const Estimand> form = catalogue_.find_estimand(estimate_.of);
    if (form != nullptr && !form->bare) {
      faults_.add(of->where, table_.path_of("of"),
                  std::string(form->name) + " needs arguments, as in " + form->example);
      return false;
    }
    if (!estimators_for(catalogue_, estimate_.of).empty()) return true;
    if (of->text() != nullptr) {
      report_unknown(faults_, of->where, table_.path_of("of"), "estimand", estimate_.of,
                     all_estimands(catalogue_));
    }
    return false;
  }

  void read_uses(const Node& with) {
    if (const Node::Array* array = with.array()) {
      for (const Node& item : *array) read_use(item);
      if (array->empty()) faults_.add(with.where, table_.path_of("with"), "is an empty list");
    } else {
      read_use(with);
    }
  }

  void read_use(const Node& node) {
    UseSpec use;
    use.where = node.where;
    const std::string key = table_.path_of("with");
    if (const std::string* name = node.text()) {
      use.name = *name;
      const EstimatorEntry* entry = resolve(use);
      if (entry == nullptr) return;
      static const Node none;
      TableReader options(none, node.where, "use", key, faults_);
      use.options = read_settings(options, entry->options, faults_);
    } else if (node.table() != nullptr) {
      TableReader table(node, node.where, "use", key, faults_);
      const Node* name_node = table.take_required("use");
      if (name_node == nullptr) return;
      use.name = name_node->text() ? *name_node->text() : to_toml(*name_node);
      if (const Node* label = table.take("label")) {
        use.label = label->text() ? *label->text() : to_toml(*label);
        if (const std::optional<std::string> why = refuse_text(use.label))
          faults_.add(label->where, key + ".label", *why);
      }
      const EstimatorEntry* entry = resolve(use);
      if (entry == nullptr) return;
      use.options = read_settings(table, entry->options, faults_);
      table.finish(names_of(entry->options));
    } else {
      faults_.add(node.where, key, "must be a name or { use = NAME, ... }, not " + to_toml(node));
      return;
    }
    estimate_.with.push_back(std::move(use));
  }

  /// The first entry of that name for the estimand, with a reference law if the estimand names one; models
  /// decide later among several.
  const EstimatorEntry* resolve(const UseSpec& use) {
    std::vector<std::string> names;
    const Node* of = table_.take("of");
    const bool reference = of != nullptr && of->table() != nullptr;
    const EstimatorEntry* found = nullptr;
    for (const EstimatorEntry* e : estimators_for(catalogue_, estimate_.of)) {
      names.push_back(e->name);
      const bool better =
          found == nullptr || (found->needs_reference != reference && e->needs_reference == reference);
      if (e->name == use.name && better) found = e;
    }
    if (found != nullptr) return found;
    std::set<std::string> elsewhere;
    for (const EstimatorEntry& e : catalogue_.estimators()) {
      if (e.name == use.name) elsewhere.insert(e.estimands.begin(), e.estimands.end());
    }
    std::string other;
    for (const std::string& estimand : elsewhere)
      other += (other.empty() ? "; it exists for " : ", ") + estimand;
    report_unknown(faults_, use.where, table_.path_of("with"), "estimator of " + estimate_.of, use.name,
                   names);
    if (!other.empty()) faults_.list().back().message += other;
    return nullptr;
  }

  void read_unit(bool known) {
    const bool given = table_.take("unit") != nullptr;
    const std::string unit = table_.choice("unit", {"nat", "bit", "hartley"});
    const std::shared_ptr<const Estimand> of = catalogue_.find_estimand(estimate_.of);
    const bool information = of != nullptr && of->information;
    estimate_.unit = information ? unit : "";
    if (given && known && !information) {
      faults_.add(table_.take("unit")->where, table_.path_of("unit"),
                  estimate_.of + " is not an information and has no unit to choose");
    }
  }

  void read_interval(const Node& node) {
    TableReader table(node, node.where, "interval", table_.path_of("interval"), faults_);
    IntervalSpec interval;
    const Parameter level{"level", Domain::open_probability, "", Value{0.95}};
    Settings settings = read_settings(table, {level}, faults_);
    if (settings.count("level") != 0) interval.level = settings["level"];
    interval.methods = table.names("method");
    const std::vector<std::string>& known = catalogue_.interval_methods();
    for (const std::string& method : interval.methods) {
      if (std::find(known.begin(), known.end(), method) == known.end()) {
        report_unknown(faults_, table.take("method")->where, table.path_of("method"), "interval method",
                       method, known);
      }
    }
    if (interval.methods.empty()) interval.methods = {""};
    if (const Node* scale = table.take("scale")) {
      report_unknown(faults_, scale->where, table.path_of("scale"), "scale of intervals",
                     scale->text() ? *scale->text() : to_toml(*scale), {});
    }
    table.finish();
    estimate_.interval = std::move(interval);
  }

  TableReader table_;
  const Catalogue& catalogue_;
  Faults& faults_;
  EstimateSpec estimate_;
};

}  // namespace

EstimateSpec parse_estimate(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  return EstimateParser(entry, catalogue, faults)();
}

}  // namespace plim
