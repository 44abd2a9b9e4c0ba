#include <algorithm>
#include <iostream>

#include "json.hpp"
#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/core/suggest.hpp"
#include "plim/grammar/fields.hpp"

namespace plim::cli {
namespace {

std::string_view type_of(Domain domain) {
  switch (domain) {
    case Domain::positive_integer: return "integer";
    case Domain::probabilities:
    case Domain::counts:
    case Domain::weights: return "list of numbers";
    case Domain::symmetric:
    case Domain::matrix:
    case Domain::transitions: return "list of lists of numbers";
    case Domain::names: return "list of strings";
    case Domain::numbers:
    case Domain::positive_or_vector: return "number or list of numbers";
    case Domain::probability_or_text: return "number or string";
    case Domain::path:
    case Domain::text: return "string";
    default: return "number";
  }
}

Json parameters_json(const std::vector<Parameter>& parameters) {
  Json list = Json::array();
  for (const Parameter& p : parameters) {
    list.push_back({{"name", p.name},
                    {"type", type_of(p.domain)},
                    {"domain", describe(p)},
                    {"default", p.fallback ? Json(readable(*p.fallback)) : Json(nullptr)},
                    {"help", p.help}});
  }
  return list;
}

template <class Entry>
Json entries_json(const std::vector<Entry>& entries) {
  Json list = Json::array();
  for (const Entry& e : entries) {
    list.push_back({{"name", e.name}, {"summary", e.summary}, {"parameters", parameters_json(e.parameters)}});
  }
  return list;
}

Json families_json(const Catalogue& catalogue) {
  Json list = Json::array();
  for (const FamilyEntry& f : catalogue.families()) {
    list.push_back(
        {{"name", f.name},
         {"summary", f.summary},
         {"support", f.family.carrier.empty() ? Json(nullptr) : Json(std::string(f.family.carrier))},
         {"parameters", parameters_json(f.parameters)},
         {"capabilities", f.family.capabilities}});
  }
  return list;
}

Json estimators_json(const Catalogue& catalogue) {
  Json list = Json::array();
  for (const EstimatorEntry& e : catalogue.estimators()) {
    Json model = nullptr;
    if (!e.likelihood.empty()) model = "likelihood = \"" + e.likelihood + "\"";
    if (e.needs_smoothing) model = "a smoothing";
    list.push_back({{"name", e.name},
                    {"summary", e.summary},
                    {"estimands", e.estimands},
                    {"model", model},
                    {"two_samples", e.two_samples},
                    {"parameters", parameters_json(e.options)}});
  }
  return list;
}

/// How a measure is named in a study: "bias", or { quantile = ORDER }.
std::string spelling_of(const Measure& m) {
  if (m.argument.name == nullptr) return readable(Value{std::string(m.name)});
  return "{ " + std::string(m.name) + " = " + m.argument.name + " }";
}

Json measures_json(const Catalogue& catalogue) {
  Json list = Json::array();
  for (const auto& m : catalogue.measures()) {
    if (!m->in_files()) continue;
    list.push_back({{"name", m->name},
                    {"summary", m->long_name},
                    {"spelling", spelling_of(*m)},
                    {"if_asked", m->compute_own != nullptr}});
  }
  return list;
}

Json estimands_json(const Catalogue& catalogue) {
  Json list = Json::array();
  for (const auto& e : catalogue.estimands()) {
    const bool arguments = e->has_arguments();
    std::string summary = e->information ? "in nats, bits or hartleys" : "";
    if (arguments)
      summary += (summary.empty() ? "" : "; ") + ("written as in of = " + std::string(e->example));
    if (arguments && e->bare) summary += ", or by its name";
    list.push_back({{"name", e->name},
                    {"summary", summary},
                    {"information", e->information},
                    {"example", arguments ? Json(e->example) : Json(nullptr)}});
  }
  return list;
}

Json verbs_json(const Catalogue& catalogue) {
  Json list = Json::array();
  for (const auto& v : catalogue.verbs())
    list.push_back({{"name", v->name}, {"type", v->form}, {"summary", v->help}, {"example", v->example}});
  return list;
}

Json populations_json(const Catalogue& catalogue) {
  Json list = entries_json(catalogue.populations());
  for (const WrittenPopulation& kind : written_populations()) {
    Json keys = Json::array();
    for (const Field& f : kind.keys) {
      keys.push_back({{"name", f.name},
                      {"type", f.form},
                      {"domain", f.form},
                      {"default", *f.fallback != '\0' ? Json(f.fallback) : Json(nullptr)},
                      {"help", f.help}});
    }
    list.push_back({{"name", kind.name}, {"summary", kind.summary}, {"parameters", keys}});
  }
  return list;
}

Json keys_json() {
  Json list = Json::array();
  for (const auto& [name, f] : listed_keys()) {
    list.push_back({{"name", name},
                    {"type", f.form},
                    {"default", *f.fallback != '\0' ? Json(f.fallback) : Json(nullptr)},
                    {"summary", f.help}});
  }
  return list;
}

Json catalogue_json(const Catalogue& catalogue) {
  return {{"families", families_json(catalogue)},
          {"populations", populations_json(catalogue)},
          {"estimators", estimators_json(catalogue)},
          {"priors", entries_json(catalogue.priors())},
          {"smoothings", entries_json(catalogue.smoothings())},
          {"estimands", estimands_json(catalogue)},
          {"measures", measures_json(catalogue)},
          {"verbs", verbs_json(catalogue)},
          {"keys", keys_json()}};
}

void print_parameters(const Json& entry) {
  if (!entry.contains("parameters")) return;
  for (const Json& p : entry["parameters"].elements()) {
    std::cout << "      " << p["name"].text() << ": " << p["domain"].text();
    if (!p["help"].text().empty()) std::cout << "; " << p["help"].text();
    std::cout << "\n";
  }
}

void print_entry(const Json& entry) {
  std::cout << "  " << entry["name"].text();
  if (entry.contains("estimands")) {
    const char* between = " of ";
    for (const Json& e : entry["estimands"].elements()) {
      std::cout << between << e.text();
      between = ", ";
    }
    if (entry["model"].is_text()) std::cout << ", model with " << entry["model"].text();
  }
  if (entry.contains("default") && entry["default"].is_text()) std::cout << " = " << entry["default"].text();
  if (entry.contains("type") && !entry.contains("default")) std::cout << " = " << entry["type"].text() << " ";
  std::cout << "  " << entry["summary"].text();
  if (entry.contains("if_asked") && entry["if_asked"].is_true())
    std::cout << "; if asked: " << entry["spelling"].text();
  std::cout << "\n";
  print_parameters(entry);
  if (entry.contains("support") && entry["support"].is_text())
    std::cout << "      on " << entry["support"].text() << "\n";
  if (entry.contains("capabilities")) {
    std::cout << "      has";
    for (const Json& capability : entry["capabilities"].elements()) std::cout << " " << capability.text();
    std::cout << "\n";
  }
}

/// True of an estimator that no study can use.
bool is_for_estimate_alone(const Json& entry) {
  return entry.contains("two_samples") && entry["two_samples"].is_true();
}

}  // namespace

ExitCode list_command(const Words& words, const Catalogue& catalogue) {
  Options options(
      "list [families | populations | estimators | priors | smoothings | estimands | measures | verbs | "
      "keys] [--json]",
      "what", true);
  options.add({{"json", Takes::nothing, "as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  Json all = catalogue_json(catalogue);
  const std::string what = options.operand();
  if (!what.empty() && !all.contains(what)) {
    std::vector<std::string> names;
    for (const auto& [name, entries] : all.members()) names.push_back(name);
    const std::string near = suggest(what, names);
    throw Error(ExitCode::usage, "nothing to list under \"" + what + "\"" +
                                     (near.empty() ? "" : " (did you mean \"" + near + "\"?)"));
  }
  if (!what.empty()) all = Json{{what, all[what]}};
  if (options.given("json")) {
    std::cout << all.on_lines() << "\n";
    return ExitCode::done;
  }
  for (const auto& [name, entries] : all.members()) {
    std::cout << name << "\n";
    for (const Json& entry : entries.elements()) {
      if (!is_for_estimate_alone(entry)) print_entry(entry);
    }
    if (name != "estimators") continue;
    std::cout << "estimators of two samples: not in a study, but by plim estimate --second\n";
    for (const Json& entry : entries.elements()) {
      if (is_for_estimate_alone(entry)) print_entry(entry);
    }
  }
  return ExitCode::done;
}

}  // namespace plim::cli
