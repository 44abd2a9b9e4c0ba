#include <algorithm>

#include <fmt/format.h>

#include "cannot_fail.hpp"
#include "forms.hpp"
#include "plim/grammar/parse.hpp"

namespace plim {
namespace {

constexpr const char* verbs_to_come[] = {"calibrated"};
constexpr const char* confirmed = "confirmed";
constexpr const char* refuted = "refuted";

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

/// Two finite numbers, the lower one first.
bool read_range(const Node& node, TargetSpec& target) {
  const Node::Array* ends = node.array();
  if (ends == nullptr || ends->size() != 2) return false;
  const std::optional<double> lower = finite_number_of(ends->front()), upper = finite_number_of(ends->back());
  if (!lower || !upper || !(*lower < *upper)) return false;
  target.kind = TargetSpec::Kind::range;
  target.number = *lower;
  target.upper = *upper;
  return true;
}

bool read_target(Reading& r, const Verb& verb, const Node& node, TargetSpec& target) {
  target = {};  // of another verb, if there are two
  target.where = node.where;
  if (const std::optional<double> number = finite_number_of(node); number && verb.takes_number) {
    target.number = *number;
    return true;
  }
  if (verb.takes_range && read_range(node, target)) return true;
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
    return true;
  }
  r.table.fault(node.where, verb.name, "is " + to_toml(node) + ", but must be " + verb.form,
                text != nullptr && verb.word != nullptr ? verb.word : "");
  return false;
}

/// Reads the verbs, of which there must be one, and gives the last one with what it claims; null if it has no
/// target.
const Verb* read_verb(Reading& r, CheckSpec& check) {
  std::vector<std::string> found;
  const Verb* read = nullptr;
  for (const auto& verb : r.catalogue.verbs()) {
    const Node* node = r.table.take(verb->name);
    if (node == nullptr) continue;
    found.emplace_back(verb->name);
    check.verb = verb->name;
    check.of_sample = verb->of_sample;
    read = read_target(r, *verb, *node, check.target) ? verb.get() : nullptr;
  }
  for (const char* name : verbs_to_come) {
    const Node* node = r.table.take(name);
    if (node == nullptr) continue;
    report_unknown(r.faults, node->where, r.table.path(), "check verb", name, {});
    found.emplace_back(name);
  }
  if (found.size() != 1)
    r.faults.add(r.table.where(), r.table.path(),
                 found.empty() ? "has none of the verbs " + listed(verb_names(r.catalogue))
                               : "has several verbs: " + listed(found) + "; write one check for each");
  return read;
}

/// Keys that do not go with the verb.
void refuse_keys(TableReader& table, const CheckSpec& check) {
  for (const TableKey<CheckSpec>& key : check_keys()) {
    if (key.place.when == nullptr || key.place.when(check)) continue;
    if (const Node* node = table.take(key.field.name))
      table.fault(
          node->where, key.field.name,
          check.verb + (check.of_sample ? " goes with sample = NAME alone" : " is about an estimate"));
  }
}

void add_value(Reading& r, AtSpec& at, const Node& node, const std::string& key) {
  if (const std::optional<double> number = finite_number_of(node)) {
    at.values.emplace_back(*number);
  } else if (const std::string* text = node.text()) {
    at.values.emplace_back(*text);
  } else {
    r.faults.add(node.where, key, "must hold numbers or names, not " + to_toml(node));
  }
}

/// A value, a list or a range; any other table is a dotted key written without quotes.
void read_axis(Reading& r, const std::string& at_key, const std::string& axis, const Position& where,
               const Node& node, CheckSpec& check) {
  static const Field from{"from", "number", "", ""}, to{"to", "number", "", ""};
  const std::string key = at_key + "." + axis;
  AtSpec at{axis, where, {}, {}, {}};
  if (const Node::Table* table = node.table()) {
    const auto is_number = [&node](const Field& end) {
      const Node* at_end = node.find(end.name);
      return at_end != nullptr && finite_number_of(*at_end).has_value();
    };
    if (!is_number(from) && !is_number(to) && !table->empty()) {
      for (const Node::Entry& entry : *table)
        read_axis(r, at_key, axis + "." + entry.key, entry.where, entry.node, check);
      return;
    }
    TableReader reader(node, node.where, key, r.faults);
    at.from = reader.real(from);
    at.to = reader.real(to);
    reader.also({from.name, to.name});
    reader.finish();
    if (!at.from && !at.to) r.faults.add(node.where, key, "needs from, to or both");
    if (at.from && at.to && *at.to < *at.from) r.faults.add(node.where, key, "to is below from");
  } else if (const Node::Array* array = node.array()) {
    for (const Node& item : *array) add_value(r, at, item, key);
    if (array->empty()) r.faults.add(node.where, key, "is an empty list");
  } else {
    add_value(r, at, node, key);
  }
  check.at.push_back(std::move(at));
}

std::string text_of(const AtSpec& at) {
  std::string text;
  for (const Value& value : at.values) text += (text.empty() ? "" : ", ") + readable(value);
  if (!at.values.empty()) return "[" + text + "]";
  Entries ends;
  if (at.from) ends.emplace_back("from", written(*at.from));
  if (at.to) ends.emplace_back("to", written(*at.to));
  return inlined(ends);
}

}  // namespace

CheckSpec parse_check(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  TableReader table(entry.node, entry.where, "check." + entry.key, faults);
  CheckSpec check;
  check.name = entry.key;
  check.where = entry.where;
  if (!table.is_table()) return check;
  Reading reading{table, catalogue, faults};
  const Verb* verb = read_verb(reading, check);
  if (!check.verb.empty()) refuse_keys(table, check);
  read_keys(reading, check_keys(), check);
  if (verb != nullptr)
    report_what_cannot_fail(check, *verb, catalogue.find_measure(check.measure).get(), faults);
  table.also(verb_names(catalogue));
  table.finish();
  return check;
}

Form<CheckSpec> verb_form() {
  return {[](Reading&, const Field&, CheckSpec&) {},
          [](const Field&, const CheckSpec& check) -> Entries {
            const TargetSpec& target = check.target;
            switch (target.kind) {
              case TargetSpec::Kind::number: return {{check.verb, written(target.number)}};
              case TargetSpec::Kind::range:
                return {{check.verb, readable(Value{std::vector<double>{target.number, target.upper}})}};
              default: return {{check.verb, quoted(target.text)}};
            }
          }};
}

Form<CheckSpec> at_form() {
  return {[](Reading& r, const Field& f, CheckSpec& check) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            if (node->table() == nullptr)
              return r.table.fault(node->where, f.name, "must be a table of axes, as in { \"x.n\" = 100 }");
            for (const Node::Entry& entry : *node->table())
              read_axis(r, r.table.path_of(f.name), entry.key, entry.where, entry.node, check);
          },
          [](const Field& f, const CheckSpec& check) -> Entries {
            Entries axes;
            for (const AtSpec& at : check.at) axes.emplace_back(quoted(at.axis), text_of(at));
            return axes.empty() ? Entries{} : Entries{{f.name, inlined(axes)}};
          }};
}

Form<CheckSpec> margin_form() {
  return {[](Reading& r, const Field& f, CheckSpec& check) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            TableReader table(*node, node->where, r.table.path_of(f.name), r.faults);
            check.margin.where = node->where;
            read_keys({table, r.catalogue, r.faults}, margin_keys(), check.margin);
            table.finish();
            if (table.is_table() && node->table()->empty())
              r.faults.add(node->where, table.path(), "is empty; give relative, absolute or sd");
          },
          [](const Field& f, const CheckSpec& check) -> Entries {
            if (!check.margin.given()) return {};
            return {{f.name, inlined(written(margin_keys(), check.margin))}};
          }};
}

Form<MarginSpec> margin_part(std::optional<double> MarginSpec::*part, double most) {
  return {[=](Reading& r, const Field& f, MarginSpec& margin) {
            const std::optional<double> value = r.table.real(f);
            if (!value) return;
            const Node& node = *r.table.take(f.name);
            if (*value <= 0) {
              r.table.fault(node.where, f.name, "is " + to_toml(node) + ", but a margin must be above 0");
            } else if (*value > most) {
              r.table.fault(node.where, f.name,
                            fmt::format("is {:.6g}, but must be at most {:.6g}: a wider margin cannot fail",
                                        *value, most));
            } else {
              margin.*part = value;
            }
          },
          [=](const Field& f, const MarginSpec& margin) -> Entries {
            if (!(margin.*part)) return {};
            return {{f.name, written(*(margin.*part))}};
          }};
}

Form<CheckSpec> expect_form() {
  return {[](Reading& r, const Field& f, CheckSpec& check) {
            check.expect_refuted = r.table.choice(f, {confirmed, refuted}) == refuted;
          },
          [](const Field& f, const CheckSpec& check) -> Entries {
            return {{f.name, quoted(check.expect_refuted ? refuted : confirmed)}};
          }};
}

Form<StudySpec> solve_to_come() {
  return {[](Reading& r, const Field& f, StudySpec&) {
    const Node* node = r.table.take(f.name);
    if (node == nullptr) return;
    if (node->table() == nullptr) return r.faults.add(node->where, f.name, "must hold named tables");
    std::vector<std::string> verbs;
    for (const auto& verb : r.catalogue.verbs()) {
      if (!verb->of_sample) verbs.emplace_back(verb->name);
    }
    verbs.insert(verbs.end(), std::begin(verbs_to_come), std::end(verbs_to_come));
    for (const Node::Entry& entry : *node->table()) {
      const auto verb = std::find_if(verbs.begin(), verbs.end(), [&entry](const std::string& name) {
        return entry.node.find(name) != nullptr;
      });
      const std::string key = f.name + ("." + entry.key);
      if (verb != verbs.end()) {
        report_unknown(r.faults, entry.node.find(*verb)->where, key, "solve verb", *verb, {});
      } else {
        r.faults.add(entry.where, key, "has none of the verbs " + listed(verbs));
      }
    }
  }};
}

}  // namespace plim
