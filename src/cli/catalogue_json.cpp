#include "catalogue_json.hpp"

#include "interval_coverage.hpp"
#include "plim/catalogue/catalogue.hpp"
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

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(std::string(text)); }

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
    list.push_back({{"name", f.name},
                    {"summary", f.summary},
                    {"support", text_or_null(f.carrier)},
                    {"no_likelihood", text_or_null(f.no_likelihood)},
                    {"parameters", parameters_json(f.parameters)},
                    {"capabilities", f.family.capabilities}});
  }
  return list;
}

/// What was measured of one series: in short, and by what a user sees of a sample.
Json series_coverage_json(const std::string& estimand, const SeriesCoverage& series, bool takes_K) {
  Json bands = Json::array();
  for (const BandCoverage& m : series.bands) bands.push_back(coverage_json(m));
  const char* K = is_of_observed(series.series) ? "observed" : "known";
  return {{"estimand", estimand},
          {"series", std::string(series.series)},
          {"K", takes_K ? Json(K) : Json(nullptr)},
          {"summary", series.summary},
          {"bands", bands}};
}

/// What studies measured of an estimator's 95 % intervals, null if nothing.
Json measured_json(const EstimatorEntry& e, const Catalogue& catalogue) {
  const bool takes_K =
      std::any_of(e.options.begin(), e.options.end(), [](const Parameter& p) { return p.name == "K"; });
  Json list = Json::array();
  for (const std::string& name : e.estimands) {
    const Estimand* estimand = catalogue.find_estimand(name).get();
    if (estimand == nullptr || !e.likelihood.empty() || e.needs_smoothing || e.needs_reference) continue;
    const CoverageKey key{measured_as(*estimand), e.two_samples, e.of_density};
    for (const SeriesCoverage& series : measured_series(key, e.name))
      list.push_back(series_coverage_json(name, series, takes_K));
  }
  return list.elements().empty() ? Json(nullptr) : list;
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
                    {"two_samples", e.two_samples && !e.needs_smoothing},
                    {"trained", e.two_samples && e.needs_smoothing},
                    {"of_columns", e.of_columns},
                    {"of_density", e.of_density},
                    {"factor_sequence", e.factor_sequence},
                    {"coverage", measured_json(e, catalogue)},
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

/// What is said of the parts of a composite law.
Json parts_json(const CompositeLaw& kind) {
  std::string help = "{ law = FAMILY, its parameters";
  for (const Parameter& p : kind.part_parameters) help += ", " + p.name;
  const std::string name = kind.part.empty() ? "NAME" : std::string(kind.part);
  return {
      {"name", name}, {"type", "table"}, {"domain", "table"}, {"default", nullptr}, {"help", help + " }"}};
}

Json composites_json(const Catalogue& catalogue) {
  Json list = Json::array();
  for (const CompositeLaw& kind : catalogue.composites()) {
    Json keys = parameters_json(kind.parameters);
    keys.push_back(parts_json(kind));
    list.push_back({{"name", std::string(kind.name)},
                    {"summary", std::string(kind.summary)},
                    {"no_likelihood", text_or_null(kind.no_likelihood)},
                    {"parameters", keys}});
  }
  return list;
}

Json populations_json(const Catalogue& catalogue) {
  Json list = composites_json(catalogue);
  for (const PopulationEntry& p : catalogue.populations()) {
    list.push_back({{"name", p.name},
                    {"summary", p.summary},
                    {"support", text_or_null(p.carrier)},
                    {"no_likelihood", text_or_null(p.no_likelihood)},
                    {"parameters", parameters_json(p.parameters)}});
  }
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

}  // namespace

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

}  // namespace plim::cli
