#include <algorithm>
#include <iomanip>
#include <iostream>
#include <set>

#include "catalogue_json.hpp"
#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/catalogue/measured_coverage.hpp"
#include "plim/core/suggest.hpp"

namespace plim::cli {
namespace {

constexpr std::string_view block_fill = "block_fill", table = "table";  // capabilities

void print_parameters(const Json& entry) {
  if (!entry.contains("parameters")) return;
  for (const Json& p : entry["parameters"].elements()) {
    std::cout << "      " << p["name"].text() << ": " << p["domain"].text();
    if (!p["help"].text().empty()) std::cout << "; " << p["help"].text();
    std::cout << "\n";
  }
}

bool has_coverage(const Json& entry) { return entry.contains("coverage") && entry["coverage"].is_array(); }

/// How often intervals held the truth in studies: by what a user sees of a sample what is not `shown` yet, as
/// perplexity's cover as those of the entropy; in short what is, and all without `shown`.
void print_coverage(const Json& entry, std::set<std::string>* shown) {
  if (!has_coverage(entry)) return;
  for (const Json& series : entry["coverage"].elements()) {
    std::cout << "      " << series["summary"].text();
    if (series["K"].is_text()) std::cout << ", K " << series["K"].text();
    const std::string called = series["series"].text();
    const std::string name = entry["name"].text();
    if (called != name && called != series_if_observed(name)) std::cout << ", as " << called;
    const bool whole = shown != nullptr && shown->insert(called + series["summary"].text()).second;
    std::cout << (whole ? "; by what a sample shows, least to most over laws and n:\n" : "\n");
    if (!whole) continue;
    for (const Json& band : series["bands"].elements())
      std::cout << "        " << std::left << std::setw(14) << band["covered"].text() << band["of"].text()
                << "\n";
  }
}

void print_entry(const Json& entry, std::set<std::string>* shown = nullptr) {
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
  print_coverage(entry, shown);
  if (entry.contains("support") && entry["support"].is_text())
    std::cout << "      on " << entry["support"].text() << "\n";
  if (entry.contains("no_likelihood") && entry["no_likelihood"].is_text())
    std::cout << "      no likelihood by search: " << entry["no_likelihood"].text() << "\n";
  if (entry.contains("capabilities")) {
    std::cout << "      has";
    for (const Json& capability : entry["capabilities"].elements()) std::cout << " " << capability.text();
    std::cout << "\n";
  }
}

/// What samples of one law do not have, and where it is.
struct OtherData {
  const char *key, *data, *where;
};
constexpr OtherData of_other_data[] = {
    {"factor_sequence", "a sequence of factors", "not in a study, but by plim estimate --factors"},
    {"two_samples", "two samples",
     "of a population with law = \"two_samples\", or by plim estimate --second"},
    {"trained", "a trained model", "with train = SAMPLE, or by plim estimate --smoothing and --second"},
    {"of_columns", "columns of rows", "of a population with columns = { ... }; of data by plim evaluate"}};

bool is_of(const OtherData& other, const Json& entry) {
  return entry.contains(other.key) && entry[other.key].is_true();
}

/// True of an estimator that samples of one law are nothing for.
bool is_of_other_data(const Json& entry) {
  return std::any_of(std::begin(of_other_data), std::end(of_other_data),
                     [&entry](const OtherData& other) { return is_of(other, entry); });
}

/// NAME(parameters) and what it is, on one line.
void print_family(const Json& entry) {
  std::string call;
  for (const Json& p : entry["parameters"].elements()) call += (call.empty() ? "" : ", ") + p["name"].text();
  call = entry["name"].text() + "(" + call + ")";
  std::cout << "  " << call << std::string(call.size() < 38 ? 38 - call.size() : 1, ' ')
            << entry["summary"].text();
  for (const Json& capability : entry["capabilities"].elements()) {
    if (capability.text() == block_fill) std::cout << "; drawn by blocks";
    if (capability.text() == table) std::cout << "; drawn by a table";
  }
  std::cout << "\n";
}

void print_section(const std::string& name, const Json& entries) {
  std::cout << name << "\n";
  for (const Json& entry : entries.elements()) {
    if (name == "families") {
      print_family(entry);
    } else if (!is_of_other_data(entry)) {
      print_entry(entry);
    }
  }
  if (name == "families") std::cout << "  plim list NAME shows all about one\n";
  if (name != "estimators") return;
  for (const OtherData& other : of_other_data) {
    std::cout << "estimators of " << other.data << ": " << other.where << "\n";
    for (const Json& entry : entries.elements()) {
      if (is_of(other, entry)) print_entry(entry);
    }
  }
}

/// Of every section what has that name, and of a family the estimators whose model it is.
Json all_about(const std::string& name, const Json& all) {
  Json found = Json::object();
  for (const auto& [section, entries] : all.members()) {
    Json own = Json::array();
    for (const Json& entry : entries.elements()) {
      const bool modelled = entry.contains("model") && entry["model"].is_text() &&
                            entry["model"].text() == "likelihood = \"" + name + "\"";
      if (entry["name"].text() == name || modelled) own.push_back(entry);
    }
    if (!own.elements().empty()) found[section] = own;
  }
  return found;
}

std::vector<std::string> names_in(const Json& all) {
  std::vector<std::string> names;
  for (const auto& [section, entries] : all.members()) {
    names.push_back(section);
    for (const Json& entry : entries.elements()) names.push_back(entry["name"].text());
  }
  return names;
}

}  // namespace

ExitCode list_command(const Words& words, const Catalogue& catalogue) {
  Options options(
      "list [families | populations | estimators | priors | smoothings | estimands | measures | verbs | "
      "keys | NAME] [--json]",
      "what", true);
  options.add({{"json", Takes::nothing, "as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  Json all = catalogue_json(catalogue);
  const std::string what = options.operand();
  const bool one = !what.empty() && !all.contains(what);
  if (one) {
    const std::string near = suggest(what, names_in(all));
    all = all_about(what, all);
    if (all.members().empty())
      throw Error(ExitCode::usage, "nothing to list under \"" + what + "\"" +
                                       (near.empty() ? "" : " (did you mean \"" + near + "\"?)"));
  } else if (!what.empty()) {
    all = Json{{what, all[what]}};
  }
  if (options.given("json")) {
    std::cout << all.on_lines() << "\n";
    return ExitCode::done;
  }
  for (const auto& [name, entries] : all.members()) {
    if (one) {
      std::cout << name << "\n";
      std::set<std::string> shown;
      for (const Json& entry : entries.elements()) print_entry(entry, &shown);
    } else {
      print_section(name, entries);
    }
  }
  return ExitCode::done;
}

}  // namespace plim::cli
