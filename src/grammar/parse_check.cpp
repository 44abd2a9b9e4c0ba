#include <algorithm>

#include "cannot_fail.hpp"
#include "plim/grammar/parse.hpp"

namespace plim {
namespace {

constexpr const char* verbs_to_come[] = {"calibrated"};

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::vector<std::string> verb_names(const Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const auto& verb : catalogue.verbs()) names.emplace_back(verb->name);
  return names;
}

/// What checks may ask about: measures that have limits, and the agreement of two series.
std::vector<std::string> checked_measures(const Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const auto& m : catalogue.measures()) {
    if (m->estimate != nullptr || m->agreement != Agreement::none) names.emplace_back(m->name);
  }
  return names;
}

/// Reads one check; what depends on the series of the estimate is looked at when it is planned.
class CheckParser {
 public:
  CheckParser(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults)
      : table_(entry.node, entry.where, "check", "check." + entry.key, faults),
        catalogue_(catalogue),
        faults_(faults) {
    check_.name = entry.key;
    check_.where = entry.where;
  }

  CheckSpec operator()() {
    if (!table_.is_table()) return std::move(check_);
    read_verb();
    read_subject();
    check_.expect_refuted = table_.choice("expect", {"confirmed", "refuted"}) == "refuted";
    const Node* margin = table_.take("margin");
    if (margin != nullptr) read_margin(*margin);
    if (verb_ != nullptr && target_read_) {
      const std::shared_ptr<const Measure> measure = catalogue_.find_measure(check_.measure);
      report_what_cannot_fail(check_, *verb_, measure.get(), margin, faults_);
    }
    if (const Node* at = table_.take("at")) read_at(*at);
    table_.finish(verb_names(catalogue_));
    return std::move(check_);
  }

 private:
  /// What the claim is about: a measure of an estimate, or a sample.
  void read_subject() {
    const bool of_sample = verb_ != nullptr && verb_->of_sample;
    if (of_sample) {
      for (const char* key : {"estimate", "with", "measure", "to"})
        refuse(key, " goes with sample = NAME alone");
      table_.take_required("sample");
      check_.sample = table_.text("sample");
      return;
    }
    if (verb_ != nullptr) refuse("sample", " is about an estimate");
    table_.take_required("estimate");
    check_.estimate = table_.text("estimate");
    check_.with = table_.names("with");
    check_.to = table_.text("to");
    read_measure();
  }

  void refuse(const char* key, const std::string& reason) {
    if (const Node* node = table_.take(key)) table_.fault(node->where, key, verb_->name + reason);
  }

  void read_measure() {
    const Node* node = table_.take_required("measure");
    check_.measure = table_.text("measure");
    if (node == nullptr || node->text() == nullptr) return;
    const std::vector<std::string> known = checked_measures(catalogue_);
    if (std::find(known.begin(), known.end(), check_.measure) == known.end())
      report_unknown(faults_, node->where, table_.path_of("measure"), "measure", check_.measure, known);
  }

  void read_verb() {
    std::vector<std::string> found;
    for (const auto& verb : catalogue_.verbs()) {
      const Node* node = table_.take(verb->name);
      if (node == nullptr) continue;
      found.emplace_back(verb->name);
      check_.verb = verb->name;
      verb_ = verb.get();
      read_target(*verb, *node);
    }
    for (const char* name : verbs_to_come) {
      const Node* node = table_.take(name);
      if (node == nullptr) continue;
      report_unknown(faults_, node->where, table_.path(), "check verb", name, {});
      found.emplace_back(name);
    }
    if (found.size() == 1) return;
    faults_.add(table_.where(), table_.path(),
                found.empty() ? "has none of the verbs " + listed(verb_names(catalogue_))
                              : "has several verbs: " + listed(found) + "; write one check for each");
  }

  void read_target(const Verb& verb, const Node& node) {
    TargetSpec& target = check_.target;
    target.where = node.where;
    target_read_ = true;
    if (const std::optional<double> number = finite_number_of(node); number && verb.takes_number) {
      target.number = *number;
      return;
    }
    const std::string* text = node.text();
    if (text != nullptr && verb.word != nullptr && *text == verb.word) {
      target.kind = TargetSpec::Kind::word;
    } else if (text != nullptr && verb.of_sample) {
      target.kind = TargetSpec::Kind::population;
    } else if (text != nullptr && verb.takes_series) {
      target.kind = TargetSpec::Kind::series;
    }
    if (target.kind != TargetSpec::Kind::number) {
      target.text = *text;
      return;
    }
    target_read_ = false;
    table_.fault(node.where, verb.name, "is " + to_toml(node) + ", but must be " + verb.form,
                 text != nullptr && verb.word != nullptr ? verb.word : "");
  }

  void read_margin(const Node& node) {
    TableReader table(node, node.where, "margin", table_.path_of("margin"), faults_);
    if (!table.is_table()) return;
    const auto part = [&table](const char* name) {
      std::optional<double> value = table.real(name);
      if (value && *value <= 0) {
        table.fault(table.take(name)->where, name,
                    "is " + to_toml(*table.take(name)) + ", but a margin must be above 0");
        value.reset();
      }
      return value;
    };
    check_.margin = {part("relative"), part("absolute"), part("sd")};
    table.finish();
    if (node.table()->empty())
      faults_.add(node.where, table.path(), "is empty; give relative, absolute or sd");
  }

  void read_at(const Node& node) {
    if (node.table() == nullptr) {
      faults_.add(node.where, table_.path_of("at"), "must be a table of axes, as in { \"x.n\" = 100 }");
      return;
    }
    for (const Node::Entry& entry : *node.table()) read_axis(entry.key, entry.where, entry.node);
  }

  /// A value, a list or a range; any other table is a dotted key written without quotes.
  void read_axis(const std::string& axis, const Position& where, const Node& node) {
    const std::string key = table_.path_of("at") + "." + axis;
    AtSpec at{axis, where, {}, {}, {}};
    if (const Node::Table* table = node.table()) {
      const auto is_number = [&node](const char* end) {
        const Node* at_end = node.find(end);
        return at_end != nullptr && finite_number_of(*at_end).has_value();
      };
      if (!is_number("from") && !is_number("to") && !table->empty()) {
        for (const Node::Entry& entry : *table) read_axis(axis + "." + entry.key, entry.where, entry.node);
        return;
      }
      TableReader reader(node, node.where, "range", key, faults_);
      at.from = reader.real("from");
      at.to = reader.real("to");
      reader.finish({"from", "to"});
      if (!at.from && !at.to) faults_.add(node.where, key, "needs from, to or both");
      if (at.from && at.to && *at.to < *at.from) faults_.add(node.where, key, "to is below from");
    } else if (const Node::Array* array = node.array()) {
      for (const Node& item : *array) add_value(at, item, key);
      if (array->empty()) faults_.add(node.where, key, "is an empty list");
    } else {
      add_value(at, node, key);
    }
    check_.at.push_back(std::move(at));
  }

  void add_value(AtSpec& at, const Node& node, const std::string& key) {
    if (const std::optional<double> number = finite_number_of(node)) {
      at.values.emplace_back(*number);
    } else if (const std::string* text = node.text()) {
      at.values.emplace_back(*text);
    } else {
      faults_.add(node.where, key, "must hold numbers or names, not " + to_toml(node));
    }
  }

  TableReader table_;
  const Catalogue& catalogue_;
  Faults& faults_;
  CheckSpec check_;
  const Verb* verb_ = nullptr;  // the last one that was found
  bool target_read_ = false;
};

}  // namespace

CheckSpec parse_check(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  return CheckParser(entry, catalogue, faults)();
}

}  // namespace plim
