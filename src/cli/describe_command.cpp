#include <iomanip>
#include <iostream>

#include <fmt/format.h>

#include "arguments.hpp"
#include "json.hpp"
#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/core/number.hpp"

namespace plim::cli {
namespace {

/// A law, and the points at which it is asked for.
struct Description {
  const FamilyEntry& family;
  const Arguments& arguments;
  AnyLaw law;
  std::vector<double> at, p, q;
};

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
  for (const Parameter& p : d.family.parameters) {
    if (d.arguments.has(p.name)) parameters[p.name] = value_json(d.arguments.all().at(p.name));
  }
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
  return {{"family", d.family.name},
          {"parameters", parameters},
          {"support", {json_real(support.lower), json_real(support.upper)}},
          {"mean", json_real(law.mean())},
          {"variance", json_real(law.variance())},
          {"skewness", json_real(law.skewness())},
          {"excess_kurtosis", json_real(law.excess_kurtosis())},
          {"entropy", json_real(law.entropy())},
          {"fisher_information", fisher_json(law.fisher_information())},
          {"at", at},
          {"quantiles", quantiles},
          {"complement_quantiles", complement_quantiles}};
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
  for (const Parameter& p : d.family.parameters) {
    if (d.arguments.has(p.name))
      text += (text.empty() ? "" : ", ") + p.name + "=" + ten_digits(d.arguments.all().at(p.name));
  }
  return text;
}

void print_row(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) std::cout << "  " << std::setw(17) << cell;
  std::cout << "\n";
}

void print_fisher(const FisherInformation& information) {
  const std::size_t d = information.parameters.size();
  if (d == 0) return;
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
  const std::pair<const char*, double> numbers[] = {{"mean", law.mean()},
                                                    {"variance", law.variance()},
                                                    {"skewness", law.skewness()},
                                                    {"excess kurtosis", law.excess_kurtosis()},
                                                    {"entropy (nats)", law.entropy()}};
  std::cout << d.family.name << "(" << settings(d) << ")";
  if (!d.family.family.carrier.empty()) std::cout << " on " << d.family.family.carrier;
  std::cout << "\n";
  for (const auto& [name, value] : numbers) {
    std::cout << "  " << std::left << std::setw(16) << name << std::right << ten_digits(value) << "\n";
  }
  print_fisher(law.fisher_information());
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
  const FamilyWords read = read_family(options.operand(), options.more(), catalogue);
  const Outcome<AnyLaw> law = read.family->law(read.arguments);
  if (!law) throw Error(ExitCode::usage, read.family->name + ": " + law.reason());
  const Description description{*read.family,  read.arguments, *law,
                                numbers("at"), numbers("p"),   numbers("q")};
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
