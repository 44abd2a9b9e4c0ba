#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "plim/catalogue/catalogue.hpp"
#include "plim/grammar/fields.hpp"
#include "plim/grammar/table_reader.hpp"
#include "written.hpp"

namespace plim {

/// What a key is read with: the table that it stands in, and the names that there are.
struct Reading {
  TableReader& table;
  const Catalogue& catalogue;
  Faults& faults;
};

/// How the value of a key gets into its spec, and from there into text.
template <class Spec>
struct Form {
  std::function<void(Reading&, const Field&, Spec&)> read;
  std::function<Entries(const Field&, const Spec&)> write = {};     // none: never written
  std::function<std::vector<std::string>(const Spec&)> names = {};  // that it holds, if it holds names
  // Of kinds of things: reports names in them that are not there.
  std::function<void(const Field&, const Spec&, Faults&)> check_references = {};
};

/// Where a key stands.
template <class Spec>
struct KeyPlace {
  bool required = false;
  const char* refers = nullptr;         // the kind of thing that it names
  bool (*when)(const Spec&) = nullptr;  // whether it goes with the keys before it; null: always
};

/// One key of one kind of table: an entry here and a member of the spec are all that a key needs.
template <class Spec>
struct TableKey {
  Field field;
  Form<Spec> form;
  KeyPlace<Spec> place = {};
};

template <class Spec>
using TableKeys = std::vector<TableKey<Spec>>;

// The table, by kind.
const TableKeys<StudySpec>& root_keys();
const TableKeys<StudySpec>& study_keys();
const TableKeys<PopulationSpec>& population_keys();
const TableKeys<SampleSpec>& sample_keys();
const TableKeys<ModelSpec>& model_keys();
const TableKeys<EstimateSpec>& estimate_keys();
const TableKeys<IntervalSpec>& interval_keys();
const TableKeys<PriorSpec>& prior_keys();
const TableKeys<UseSpec>& use_keys();
const TableKeys<CheckSpec>& check_keys();
const TableKeys<MarginSpec>& margin_keys();
const TableKeys<VerdictSpec>& verdict_keys();
const TableKeys<StudySpec>& replicates_keys();
const TableKeys<TimeSpec>& time_keys();
const TableKeys<StudySpec>& output_keys();

/// Reads the keys of a table in their order. The table is not finished: a catalogue may add keys of its own.
template <class Spec>
void read_keys(Reading reading, const TableKeys<Spec>& keys, Spec& spec) {
  for (const TableKey<Spec>& key : keys) {
    const Field& field = key.field;
    if (!field.to_come()) reading.table.also({field.name});
    // What is to come is named all the same.
    if (reading.table.is_left() && !field.to_come()) continue;
    if (key.place.when != nullptr && !key.place.when(spec)) continue;
    if (key.place.required) reading.table.take_required(field.name);
    key.form.read(reading, field, spec);
  }
}

template <class Spec>
Entries written(const TableKeys<Spec>& keys, const Spec& spec) {
  Entries entries;
  for (const TableKey<Spec>& key : keys) {
    if (!key.form.write || (key.place.when != nullptr && !key.place.when(spec))) continue;
    for (auto& entry : key.form.write(key.field, spec)) entries.push_back(std::move(entry));
  }
  return entries;
}

// The plain forms. A key without a default is written if it was given.

template <class Spec>
Form<Spec> text(std::string Spec::*member, Position Spec::*where = nullptr) {
  return {[=](Reading& r, const Field& f, Spec& s) {
            s.*member = r.table.text(f);
            if (const Node* node = r.table.take(f.name); node != nullptr && where != nullptr)
              s.*where = node->where;
          },
          [=](const Field& f, const Spec& s) -> Entries {
            if ((s.*member).empty() && *f.fallback == '\0') return {};
            return {{f.name, quoted(s.*member)}};
          },
          [=](const Spec& s) {
            return (s.*member).empty() ? std::vector<std::string>{} : std::vector<std::string>{s.*member};
          }};
}

/// One of a few words.
template <class Spec>
Form<Spec> choice(std::string Spec::*member, std::vector<std::string> allowed) {
  Form<Spec> form = text(member);
  form.read = [member, allowed = std::move(allowed)](Reading& r, const Field& f, Spec& s) {
    s.*member = r.table.choice(f, allowed);
  };
  return form;
}

/// A name that is looked up: whatever else stands there is an unknown name.
template <class Spec>
Form<Spec> word(std::string Spec::*member) {
  Form<Spec> form = text(member);
  form.read = [member](Reading& r, const Field& f, Spec& s) {
    if (const Node* node = r.table.take(f.name)) s.*member = node->text() ? *node->text() : to_toml(*node);
  };
  return form;
}

template <class Spec>
Form<Spec> names(std::vector<std::string> Spec::*member) {
  return {[=](Reading& r, const Field& f, Spec& s) { s.*member = r.table.names(f); },
          [=](const Field& f, const Spec& s) -> Entries {
            if ((s.*member).empty()) return {};
            return {{f.name, written(s.*member)}};
          },
          [=](const Spec& s) { return s.*member; }};
}

template <class Spec>
Form<Spec> integer(std::uint64_t Spec::*member, std::int64_t least, std::int64_t most) {
  return {[=](Reading& r, const Field& f, Spec& s) {
            if (const auto value = r.table.integer(f, least, most))
              s.*member = static_cast<std::uint64_t>(*value);
          },
          [=](const Field& f, const Spec& s) -> Entries {
            return {{f.name, std::to_string(s.*member)}};
          }};
}

/// A number that satisfies `allowed`; the fault ends in `message`.
template <class Spec>
Form<Spec> number(double Spec::*member, bool (*allowed)(double), const char* message) {
  return {[=](Reading& r, const Field& f, Spec& s) {
            const std::optional<double> value = r.table.real(f);
            if (value) s.*member = *value;
            if (value && !allowed(*value)) r.table.fault(r.table.take(f.name)->where, f.name, message);
          },
          [=](const Field& f, const Spec& s) -> Entries {
            return {{f.name, written(s.*member)}};
          }};
}

template <class Spec>
Form<Spec> truth(std::optional<bool> Spec::*member) {
  return {[=](Reading& r, const Field& f, Spec& s) { s.*member = r.table.truth(f); },
          [=](const Field& f, const Spec& s) -> Entries {
            if (!(s.*member)) return {};
            return {{f.name, *(s.*member) ? "true" : "false"}};
          }};
}

/// A form that is written only where it is not the default: an older study without it keeps its text.
template <class Spec>
Form<Spec> unless_default(Form<Spec> form) {
  form.write = [write = form.write](const Field& f, const Spec& s) -> Entries {
    Entries entries = write(f, s);
    return entries.empty() || entries.front().second == f.fallback ? Entries{} : entries;
  };
  return form;
}

/// A key that no study can use yet: an unknown `what`. With `alone`, the rest of the table may go with it.
template <class Spec>
Form<Spec> to_come(const char* what, bool alone = false) {
  return {[=](Reading& r, const Field& f, Spec&) {
    const Node* node = r.table.take(f.name);
    if (node == nullptr) return;
    report_unknown(r.faults, node->where, r.table.path_of(f.name), what,
                   node->text() ? *node->text() : to_toml(*node), {});
    if (alone) r.table.leave();
  }};
}

}  // namespace plim
