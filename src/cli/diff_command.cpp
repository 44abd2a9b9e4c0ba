#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "json.hpp"
#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/study/compare.hpp"

namespace plim::cli {
namespace {

Json difference_json(const Difference& d) {
  return {{"group", d.group},
          {"at", d.at},
          {"n", d.n == 0 ? Json(nullptr) : Json(d.n)},
          {"series", d.series},
          {"measure", d.measure},
          {"a", json_real(d.a)},
          {"b", json_real(d.b)},
          {"mcse_a", json_real(d.mcse_a)},
          {"mcse_b", json_real(d.mcse_b)},
          {"combined_mcse_units", json_real(d.distance)}};
}

Json pair_json(const CheckPair& pair) {
  const auto side = [](const CheckResult& c) {
    return Json{{"verdict", verdict_names[static_cast<std::size_t>(c.verdict)]},
                {"worst", c.worst},
                {"value", json_real(c.value)},
                {"lower", json_real(c.lower)},
                {"upper", json_real(c.upper)},
                {"needed", json_real(c.needed)},
                {"note", c.note}};
  };
  return {{"name", pair.a.name}, {"question", pair.a.question}, {"a", side(pair.a)}, {"b", side(pair.b)}};
}

Json comparison_json(const Comparison& c, bool same_bytes) {
  Json facts = Json::array(), checks = Json::array(), differences = Json::array();
  for (const CheckPair& pair : c.checks) checks.push_back(pair_json(pair));
  for (const auto& [name, texts] : c.facts)
    facts.push_back({{"name", name}, {"a", texts.first}, {"b", texts.second}});
  for (const Difference& d : c.differences) differences.push_back(difference_json(d));
  return {{"identical", same_bytes},
          {"facts", facts},
          {"config", {{"only_a", c.config_a}, {"only_b", c.config_b}}},
          {"only_a", c.only_a},
          {"only_b", c.only_b},
          {"checks", checks},
          {"compared", c.compared},
          {"equal", c.equal},
          {"differences", differences}};
}

std::string one_line(const std::string& text) {
  const std::string line = text.substr(0, text.find('\n'));
  return printable(line.size() > 100 ? line.substr(0, 100) + "..." : line);
}

void print_only(const char* which, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) std::cout << "only in " << which << ": " << printable(line) << "\n";
}

std::string with_mcse(double value, double mcse) {
  const std::string text = std::isnan(value) ? "-" : fmt::format("{:.6g}", value);
  return mcse > 0 ? text + fmt::format(" ({:.1g})", mcse) : text;
}

/// Verdicts that differ; of those that do not, how many rest on other numbers.
void print_changed_checks(const Comparison& c) {
  std::size_t same = 0;
  for (const auto& [a, b] : c.checks) {
    if (a.verdict == b.verdict) {
      ++same;
      continue;
    }
    std::cout << "check " << printable(a.name + ": " + a.question) << "\n";
    for (const auto& [which, side] : {std::pair("A", &a), std::pair("B", &b)})
      std::cout << fmt::format("  {} {:<12}{} {}{}\n", which,
                               verdict_names[static_cast<std::size_t>(side->verdict)],
                               with_mcse(side->value, 0), printable(side->worst),
                               side->note.empty() ? "" : "; " + printable(side->note));
  }
  if (same > 0)
    std::cout << same << (same == 1 ? " check has" : " checks have")
              << " the same verdict by other numbers\n";
}

void print_differences(const Comparison& c, std::size_t most) {
  std::cout << in_number(c.compared, "number") << " compared, " << c.equal << " equal";
  if (!c.differences.empty()) {
    std::size_t far = 0;
    for (const Difference& d : c.differences) far += d.distance > 4 ? 1 : 0;
    std::cout << "; " << far << " differ by more than 4 combined MCSE";
  }
  std::cout << "\n";
  if (c.differences.empty()) return;
  std::size_t width = 24, measure = 22;
  for (std::size_t i = 0; i < std::min(most, c.differences.size()); ++i) {
    width = std::max(width, c.differences[i].series.size());
    measure = std::max(measure, c.differences[i].measure.size());
  }
  std::cout << fmt::format("  {:>9}  {:<{}}{:>11}  {:<{}}  {:>20}  {:>20}  {}\n", "MCSEs", "measure", measure,
                           "n", "series", width, "A (MCSE)", "B (MCSE)", "group");
  for (std::size_t i = 0; i < std::min(most, c.differences.size()); ++i) {
    const Difference& d = c.differences[i];
    const std::string n = d.n == 0 ? "" : "  " + std::to_string(d.n);
    const std::string text =
        fmt::format("  {:>9.3g}  {:<{}}{:>11}  {:<{}}  {:>20}  {:>20}  {}{}", d.distance, d.measure, measure,
                    n, d.series, width, with_mcse(d.a, d.mcse_a), with_mcse(d.b, d.mcse_b), d.group,
                    d.at.empty() ? "" : " at " + d.at);
    std::cout << printable(text) << "\n";
  }
  if (c.differences.size() > most)
    std::cout << "  ... and " << c.differences.size() - most << " smaller ones (--top N shows more)\n";
}

void print_comparison(const Comparison& c, const std::string& a, const std::string& b, std::size_t most) {
  std::cout << "A " << printable(a) << "\nB " << printable(b) << "\n";
  for (const auto& [name, texts] : c.facts)
    std::cout << printable(name) << "\n  A " << one_line(texts.first) << "\n  B " << one_line(texts.second)
              << "\n";
  if (!c.config_a.empty() || !c.config_b.empty()) std::cout << "study\n";
  for (const std::string& line : c.config_a) std::cout << "  A " << one_line(line) << "\n";
  for (const std::string& line : c.config_b) std::cout << "  B " << one_line(line) << "\n";
  print_only("A", c.only_a);
  print_only("B", c.only_b);
  print_changed_checks(c);
  print_differences(c, most);
}

}  // namespace

ExitCode diff_command(const Words& words, const Catalogue& catalogue) {
  Options options("diff A.h5 B.h5 [--top N] [--strict] [--json]", "A.h5");
  options.take_more("B.h5");
  options.add({{"top", Takes::natural, "how many differences to show", "20"},
               {"strict", Takes::nothing, "exit code 3 if the files are not the same bytes"},
               {"json", Takes::nothing, "as JSON, all differences"}});
  if (!options.parse(words)) return ExitCode::done;
  if (options.more().size() != 1)
    throw Error(ExitCode::usage, "diff compares two files\nusage: plim diff A.h5 B.h5");
  const std::string a = options.operand(), b = options.more().front();
  const StoredResults first = read_results(a, catalogue.measures()),
                      second = read_results(b, catalogue.measures());
  const bool same_bytes = first.digest == second.digest;
  const Comparison comparison = compare(first, second);
  if (options.given("json")) {
    std::cout << comparison_json(comparison, same_bytes).on_lines() << "\n";
  } else if (same_bytes) {
    std::cout << "the same bytes\n";
  } else {
    print_comparison(comparison, a, b, options.natural("top"));
    if (comparison.empty()) std::cout << "not the same bytes, but no difference in what both say\n";
  }
  return options.given("strict") && !same_bytes ? ExitCode::not_confirmed : ExitCode::done;
}

}  // namespace plim::cli
