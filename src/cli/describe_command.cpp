#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <iostream>

#include <fmt/format.h>

#include "arguments.hpp"
#include "json.hpp"
#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/core/number.hpp"
#include "plim/grammar/settings.hpp"
#include "plim/plan/compose_law.hpp"
#include "plim/views/functionals.hpp"
#include "population_words.hpp"

namespace plim::cli {
namespace {

/// A law, what is said of its kind, and the points at which it is asked for.
struct Description {
  std::string name, carrier;
  std::vector<std::pair<std::string, Value>> arguments;
  AnyLaw law;
  LawFamily family = {};  // nameless of a law that is made of others
  std::vector<double> at = {}, p = {}, q = {};
};

Description family_described(const FamilyWords& read) {
  const FamilyEntry& entry = *read.family;
  const Outcome<AnyLaw> law = entry.law(read.arguments);
  if (!law) throw Error(ExitCode::usage, entry.name + ": " + law.reason());
  Description d{entry.name, std::string(entry.family.carrier), {}, *law, entry.family};
  for (const Parameter& p : entry.parameters) {
    if (read.arguments.has(p.name)) d.arguments.emplace_back(p.name, read.arguments.all().at(p.name));
  }
  return d;
}

Description composite_described(const CompositeLaw& kind, const Words& settings, const Catalogue& catalogue) {
  const std::string name(kind.name);
  const PopulationSpec spec = read_population(name, settings, catalogue);
  const Expansion grid = expand(settings_of(spec));
  if (grid.points.size() != 1) throw Error(ExitCode::usage, "a grid has several laws; describe shows one");
  const Outcome<ComposedLaw> law = compose_law(kind, grid.points.front(), catalogue);
  if (!law) throw Error(ExitCode::usage, name + ": " + law.reason());
  Description d{name, "", {}, law->law};
  for (const auto& [key, value] : grid.points.front().all()) d.arguments.emplace_back(key, value);
  return d;
}

/// Why a law has no such number: what is infinite, what does not exist, and what plim does not know.
std::string lacking(const Description& d, const char* capability, double value) {
  if (std::isinf(value)) return value > 0 ? "infinite" : "-infinite";
  const std::vector<std::string>& offered = d.family.capabilities;
  const bool known = std::find(offered.begin(), offered.end(), capability) != offered.end();
  return known ? "does not exist" : "not known";
}

std::string no_information(const Description& d) {
  return d.family.no_information.empty() ? "not known"
                                         : "does not exist: " + std::string(d.family.no_information);
}

/// The numbers of a law: as people, programs and families call them.
struct NumberOfLaw {
  const char *words, *name;
  double value;
};
std::array<NumberOfLaw, 5> numbers_of(const AnyLaw& law) {
  return {{{"mean", "mean", law.mean()},
           {"variance", "variance", law.variance()},
           {"skewness", "skewness", law.skewness()},
           {"excess kurtosis", "excess_kurtosis", law.excess_kurtosis()},
           {"entropy (nats)", functional::entropy, law.entropy()}}};
}

Json value_json(const Value& value) {
  if (const auto* i = std::get_if<std::int64_t>(&value)) return *i;
  if (const auto* x = std::get_if<double>(&value)) return json_real(*x);
  if (const auto* list = std::get_if<std::vector<double>>(&value)) return *list;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return readable(value);
}

Json fisher_json(const FisherInformation& information) {
  if (information.parameters.empty()) return nullptr;
  const std::size_t d = information.parameters.size();
  Json rows = Json::array();
  for (std::size_t i = 0; i < d; ++i) {
    Json row = Json::array();
    for (std::size_t j = 0; j < d; ++j) row.push_back(json_real(information.matrix[i * d + j]));
    rows.push_back(row);
  }
  return {
      {"parameters", std::vector<std::string>(information.parameters.begin(), information.parameters.end())},
      {"matrix", rows}};
}

Json description_json(const Description& d) {
  const AnyLaw& law = d.law;
  Json parameters = Json::object(), at = Json::array(), quantiles = Json::array(),
       complement_quantiles = Json::array();
  for (const auto& [name, value] : d.arguments) parameters[name] = value_json(value);
  for (const double x : d.at) {
    at.push_back({{"x", json_real(x)},
                  {"density", json_real(law.density(x))},
                  {"log_density", json_real(law.log_density(x))},
                  {"cdf", json_real(law.cdf(x))},
                  {"complement", json_real(law.complement(x))},
                  {"log_cdf", json_real(law.log_cdf(x))},
                  {"log_complement", json_real(law.log_complement(x))}});
  }
  for (const double p : d.p) quantiles.push_back({{"p", p}, {"x", json_real(law.quantile(p))}});
  for (const double q : d.q)
    complement_quantiles.push_back({{"q", q}, {"x", json_real(law.complement_quantile(q))}});
  const Support support = law.support();
  Json answer{{"family", d.name},
              {"parameters", parameters},
              {"support", {json_real(support.lower), json_real(support.upper)}}};
  Json lacks = Json::object();
  for (const NumberOfLaw& number : numbers_of(law)) {
    answer[number.name] = json_real(number.value);
    if (!std::isfinite(number.value)) lacks[number.name] = lacking(d, number.name, number.value);
  }
  answer["fisher_information"] = fisher_json(law.fisher_information());
  if (law.fisher_information().parameters.empty()) lacks["fisher_information"] = no_information(d);
  answer["lacks"] = lacks;
  answer["at"] = at;
  answer["quantiles"] = quantiles;
  answer["complement_quantiles"] = complement_quantiles;
  return answer;
}

/// A number for people: ten digits, or "undefined".
std::string ten_digits(double x) { return std::isnan(x) ? "undefined" : fmt::format("{:.10g}", x); }

constexpr std::size_t most_listed = 12;  // entries of a list, parameters of a matrix

/// A value for people, a long list cut.
std::string ten_digits(const Value& value) {
  const auto* list = std::get_if<std::vector<double>>(&value);
  if (list == nullptr || list->size() <= most_listed) return readable(value);
  const std::string head = readable(Value{std::vector<double>(list->begin(), list->begin() + 3)});
  return head.substr(0, head.size() - 1) + ", ... " + std::to_string(list->size()) + " in all]";
}

/// The law's arguments in the order in which the family lists them.
std::string settings(const Description& d) {
  std::string text;
  for (const auto& [name, value] : d.arguments)
    text += (text.empty() ? "" : ", ") + name + "=" + ten_digits(value);
  return text;
}

void print_row(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) std::cout << "  " << std::setw(17) << cell;
  std::cout << "\n";
}

void print_fisher(const Description& described) {
  const FisherInformation information = described.law.fisher_information();
  const std::size_t d = information.parameters.size();
  if (d == 0) {
    std::cout << "  information     " << no_information(described) << "\n";
    return;
  }
  std::cout << "\nFisher information of one observation\n";
  if (d > most_listed) {
    std::cout << "  about " << d << " parameters; --json lists them\n";
    return;
  }
  std::vector<std::string> head = {""};
  head.insert(head.end(), information.parameters.begin(), information.parameters.end());
  print_row(head);
  for (std::size_t i = 0; i < d; ++i) {
    std::vector<std::string> row = {information.parameters[i]};
    for (std::size_t j = 0; j < d; ++j) row.push_back(ten_digits(information.matrix[i * d + j]));
    print_row(row);
  }
}

void print_description(const Description& d) {
  const AnyLaw& law = d.law;
  std::cout << d.name << "(" << settings(d) << ")";
  if (!d.carrier.empty()) std::cout << " on " << d.carrier;
  std::cout << "\n";
  for (const NumberOfLaw& number : numbers_of(law)) {
    std::cout << "  " << std::left << std::setw(16) << number.words << std::right
              << (std::isfinite(number.value) ? ten_digits(number.value)
                                              : lacking(d, number.name, number.value))
              << "\n";
  }
  print_fisher(d);
  if (!d.at.empty()) {
    std::cout << "\n";
    print_row({"x", law.discrete() ? "mass" : "density", "log", "P(X <= x)", "log", "P(X > x)", "log"});
  }
  for (const double x : d.at) {
    print_row({ten_digits(x), ten_digits(law.density(x)), ten_digits(law.log_density(x)),
               ten_digits(law.cdf(x)), ten_digits(law.log_cdf(x)), ten_digits(law.complement(x)),
               ten_digits(law.log_complement(x))});
  }
  if (!d.p.empty()) {
    std::cout << "\n";
    print_row({"p", "quantile"});
  }
  for (const double p : d.p) print_row({ten_digits(p), ten_digits(law.quantile(p))});
  if (!d.q.empty()) {
    std::cout << "\n";
    print_row({"q", "P(X > x) <= q at"});
  }
  for (const double q : d.q) print_row({ten_digits(q), ten_digits(law.complement_quantile(q))});
}

void check_probabilities(const std::vector<double>& values, const std::string& option) {
  for (const double p : values) {
    if (!(p >= 0 && p <= 1)) {
      throw Error(ExitCode::usage, option + ": " + round_trip(p) + " is not a probability in [0, 1]");
    }
  }
}

}  // namespace

ExitCode describe_command(const Words& words, const Catalogue& catalogue) {
  Options options("describe FAMILY key=value... [--at X,...] [--p P,...] [--q Q,...] [--json]", "FAMILY");
  options.take_more("key=value");
  options.add({{"at", Takes::texts, "points for density and distribution function"},
               {"p", Takes::texts, "probabilities for quantiles: the least x with P(X <= x) >= p"},
               {"q", Takes::texts, "for quantiles from above: the least x with P(X > x) <= q"},
               {"json", Takes::nothing, "as JSON"}});
  if (!options.parse(words)) return ExitCode::done;
  const auto numbers = [&options](const char* name) {
    return read_numbers(options.words(name), std::string("--") + name);
  };
  const CompositeLaw* composite = find_named(catalogue.composites(), options.operand());
  Description description = composite != nullptr
                                ? composite_described(*composite, options.more(), catalogue)
                                : family_described(read_family(options.operand(), options.more(), catalogue));
  description.at = numbers("at");
  description.p = numbers("p");
  description.q = numbers("q");
  check_probabilities(description.p, "--p");
  check_probabilities(description.q, "--q");
  if (options.given("json")) {
    std::cout << description_json(description).on_lines() << "\n";
  } else {
    print_description(description);
  }
  return ExitCode::done;
}

}  // namespace plim::cli
