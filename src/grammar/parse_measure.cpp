#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "forms.hpp"
#include "plim/grammar/parse.hpp"

namespace plim {
namespace {

/// What checks may ask about: measures that have limits, and the agreement of two series.
bool is_checked(const Measure& m) { return m.estimate != nullptr || m.agreement != Agreement::none; }
/// What results have only where they are asked; the others are there, asked or not.
bool is_asked(const Measure& m) { return m.compute_own != nullptr; }
bool is_in_results(const Measure& m) { return m.in_files(); }

/// "{ quantile = ORDER }".
std::string spelling(const Measure& m) { return fmt::format("{{ {} = {} }}", m.name, m.argument.name); }

/// "above 0 and below 1", of what bounds there are.
std::string bounds_of(const MeasureArgument& argument) {
  std::string text = std::isfinite(argument.above) ? fmt::format("above {:.6g}", argument.above) : "";
  if (std::isfinite(argument.below))
    text += (text.empty() ? "" : " and ") + fmt::format("below {:.6g}", argument.below);
  return text.empty() ? "" : " " + text;
}

/// Where a measure is named: what is wrong there is a fault of that key.
struct MeasurePlace {
  Reading& reading;
  const Field& field;

  void fault(const Node& node, const std::string& message) const {
    reading.table.fault(node.where, field.name, message);
  }
};

/// A name, or { NAME = number }; nothing of what is faulty, which is reported.
std::optional<MeasureSpec> read_measure(const MeasurePlace& place, const Node& node,
                                        bool (*known)(const Measure&)) {
  Reading& r = place.reading;
  const Node::Table* table = node.table();
  const bool named = node.text() != nullptr, of_number = table != nullptr && table->size() == 1;
  if (!named && !of_number) {
    place.fault(node, "is " + to_toml(node) + ", but must be the name of a measure, or { NAME = number }");
    return std::nullopt;
  }
  MeasureSpec spec{named ? *node.text() : table->front().key, std::nullopt};
  std::vector<std::string> names;
  for (const auto& m : r.catalogue.measures()) {
    if (known(*m)) names.emplace_back(m->name);
  }
  const auto& measures = r.catalogue.measures();
  const auto measure = std::find_if(measures.begin(), measures.end(),
                                    [&](const auto& m) { return known(*m) && m->name == spec.name; });
  if (measure == measures.end()) {
    report_unknown(r.faults, node.where, r.table.path_of(place.field.name), place.field.name, spec.name,
                   names);
    return std::nullopt;
  }
  const MeasureArgument& argument = (*measure)->argument;
  if ((argument.name != nullptr) != of_number) {
    place.fault(node, argument.name != nullptr ? spec.name + " is of a number: " + spelling(**measure)
                                               : spec.name + " is of no number; write \"" + spec.name + "\"");
    return std::nullopt;
  }
  if (named) return spec;
  spec.argument = finite_number_of(table->front().node);
  if (spec.argument && *spec.argument > argument.above && *spec.argument < argument.below) return spec;
  place.fault(table->front().node, fmt::format("the {} of {} is {}, but must be a number{}", argument.name,
                                               spec.name, to_toml(table->front().node), bounds_of(argument)));
  return std::nullopt;
}

std::string text_of_measure(const MeasureSpec& measure) {
  if (!measure.argument) return quoted(measure.name);
  return inlined({{bare_or_quoted(measure.name), written(*measure.argument)}});
}

}  // namespace

Form<CheckSpec> measure_form() {
  return {[](Reading& r, const Field& f, CheckSpec& check) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            const std::optional<MeasureSpec> measure = read_measure({r, f}, *node, is_checked);
            if (!measure) return;
            check.measure = measure->name;
            check.measure_argument = measure->argument;
          },
          [](const Field& f, const CheckSpec& check) -> Entries {
            if (check.measure.empty()) return {};
            return {{f.name, text_of_measure({check.measure, check.measure_argument})}};
          },
          [](const CheckSpec& check) {
            return check.measure.empty() ? std::vector<std::string>{}
                                         : std::vector<std::string>{check.measure};
          }};
}

Form<StudySpec> measures_form() {
  return {[](Reading& r, const Field& f, StudySpec& study) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            const auto add = [&](const Node& item) {
              const std::optional<MeasureSpec> measure = read_measure({r, f}, item, is_in_results);
              if (measure && is_asked(*r.catalogue.find_measure(measure->name)))
                study.measures.push_back(*measure);
            };
            if (node->array() == nullptr) return add(*node);
            for (const Node& item : *node->array()) add(item);
          },
          [](const Field& f, const StudySpec& study) -> Entries {
            std::string text;
            for (const MeasureSpec& m : study.measures)
              text += (text.empty() ? "" : ", ") + text_of_measure(m);
            return text.empty() ? Entries{} : Entries{{f.name, "[" + text + "]"}};
          }};
}

}  // namespace plim
