#include "plim/core/parameter.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"

namespace plim {
namespace {

constexpr double sum_tolerance = 1e-9;

Refusal refuse(const Parameter& parameter, const std::string& found) {
  return {parameter.name + " is " + found + ", but must be " + describe(parameter)};
}

std::optional<double> as_real(const Value& value) {
  if (const auto* d = std::get_if<double>(&value)) return *d;
  if (const auto* i = std::get_if<std::int64_t>(&value)) return static_cast<double>(*i);
  return std::nullopt;
}

bool in_domain(Domain domain, double x) {
  switch (domain) {
    case Domain::real: return std::isfinite(x);
    case Domain::positive:
    case Domain::positive_or_vector: return std::isfinite(x) && x > 0;
    case Domain::nonnegative: return std::isfinite(x) && x >= 0;
    case Domain::probability:
    case Domain::probability_or_text: return x >= 0 && x <= 1;
    case Domain::nonzero_probability: return x > 0 && x <= 1;
    case Domain::open_probability: return x > 0 && x < 1;
    default: return false;
  }
}

bool within(const Parameter& parameter, double x) {
  return in_domain(parameter.domain, x) && !(parameter.largest && x > *parameter.largest) &&
         !(parameter.smallest && x < *parameter.smallest);
}

/// An integer, also where it is written as a float (1e6).
Outcome<Value> accept_integer(const Parameter& parameter, const Value& value) {
  std::optional<std::int64_t> whole;
  if (const auto* i = std::get_if<std::int64_t>(&value)) whole = *i;
  if (const auto* d = std::get_if<double>(&value);
      d != nullptr && std::fabs(*d) <= 0x1p53 && *d == std::rint(*d))
    whole = static_cast<std::int64_t>(*d);
  const bool bounded = whole && !(parameter.largest && static_cast<double>(*whole) > *parameter.largest) &&
                       !(parameter.smallest && static_cast<double>(*whole) < *parameter.smallest);
  if (!bounded || *whole < 1) return refuse(parameter, readable(value));
  return Value{*whole};
}

Outcome<Value> accept_law(const Parameter& parameter, const std::vector<double>& entries) {
  const bool weights = parameter.domain == Domain::weights;
  if (entries.empty()) return refuse(parameter, "an empty list");
  double sum = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const double x = entries[i];
    if (!(x >= 0) || !std::isfinite(x) || (!weights && x > 1)) {
      return refuse(parameter, "a list whose entry " + std::to_string(i + 1) + " is " + round_trip(x));
    }
    sum += x;
  }
  if (weights ? !(sum > 0 && std::isfinite(sum)) : std::fabs(sum - 1) > sum_tolerance) {
    const std::string advice = parameter.if_sum_is_not_1;
    return Refusal{parameter.name + " sums to " + round_trip(sum) + ", but must " +
                   (weights          ? "have a finite sum above 0"
                    : advice.empty() ? "sum to 1 within 1e-9"
                                     : "sum to 1 within 1e-9 (" + advice + ")")};
  }
  std::vector<double> law = entries;
  for (double& x : law) x /= sum;
  return Value{law};
}

Outcome<Value> accept_counts(const Parameter& parameter, const std::vector<double>& entries) {
  double sum = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const double x = entries[i];
    if (!(x >= 0 && x <= 0x1p53 && x == std::floor(x))) {
      return refuse(parameter, "a list whose entry " + std::to_string(i + 1) + " is " + round_trip(x));
    }
    sum += x;
  }
  if (!(sum >= 1 && sum <= 0x1p53)) return refuse(parameter, "a list with the sum " + round_trip(sum));
  return Value{entries};
}

Outcome<Value> accept_vector(const Parameter& parameter, const std::vector<double>& entries) {
  if (parameter.domain == Domain::probabilities || parameter.domain == Domain::weights) {
    return accept_law(parameter, entries);
  }
  if (parameter.domain == Domain::counts) return accept_counts(parameter, entries);
  const bool any = parameter.domain == Domain::numbers;
  if (!any && parameter.domain != Domain::positive_or_vector) return refuse(parameter, "a list");
  if (entries.empty()) return refuse(parameter, "an empty list");
  for (const double x : entries) {
    if (!in_domain(any ? Domain::real : Domain::positive, x))
      return refuse(parameter, "a list with the entry " + round_trip(x));
  }
  return Value{entries};
}

/// Why there are not as many rows as columns; "" if there are. `matrix`: what it is.
std::string not_square(const Parameter& parameter, const NumberRows& rows, const char* matrix) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].size() == rows.size()) continue;
    return parameter.name + " row " + std::to_string(i + 1) + " has " + std::to_string(rows[i].size()) +
           " numbers, but there are " + std::to_string(rows.size()) + " rows; " + matrix + " is square";
  }
  return "";
}

Outcome<Value> accept_symmetric(const Parameter& parameter, const NumberRows& rows) {
  if (rows.empty()) return refuse(parameter, "an empty list");
  const std::string why = not_square(parameter, rows, "a symmetric matrix");
  if (!why.empty()) return Refusal{why};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows.size(); ++j) {
      const auto at = [&rows](std::size_t row, std::size_t column) {
        return round_trip(rows[row][column]) + " in row " + std::to_string(row + 1) + ", column " +
               std::to_string(column + 1);
      };
      if (!std::isfinite(rows[i][j])) return refuse(parameter, "a list with " + at(i, j));
      if (j < i && rows[i][j] != rows[j][i])
        return Refusal{parameter.name + " is not symmetric: " + at(i, j) + ", but " + at(j, i)};
    }
  }
  return Value{rows};
}

Outcome<Value> accept_matrix(const Parameter& parameter, const NumberRows& rows) {
  for (const std::vector<double>& row : rows) {
    if (row.empty() || row.size() != rows.front().size()) return refuse(parameter, "a list of unequal rows");
    for (const double x : row) {
      if (!std::isfinite(x)) return refuse(parameter, "a list of rows with the entry " + round_trip(x));
    }
  }
  return rows.empty() ? Outcome<Value>(refuse(parameter, "an empty list")) : Value{rows};
}

/// Each row by the rules of probabilities, as many rows as columns.
Outcome<Value> accept_transitions(const Parameter& parameter, const NumberRows& rows) {
  if (rows.empty()) return refuse(parameter, "an empty list");
  const std::string why = not_square(parameter, rows, "a matrix of transitions");
  if (!why.empty()) return Refusal{why};
  NumberRows accepted;
  for (const std::vector<double>& row : rows) {
    Parameter probabilities{parameter.name + " row " + std::to_string(accepted.size() + 1),
                            Domain::probabilities, ""};
    probabilities.if_sum_is_not_1 = "divide the row by its sum";
    const Outcome<Value> law = accept_law(probabilities, row);
    if (!law) return Refusal{law.reason()};
    accepted.push_back(std::get<std::vector<double>>(*law));
  }
  return Value{accepted};
}

/// A single name counts as a list of one.
Outcome<Value> accept_names(const Parameter& parameter, const Value& value) {
  std::vector<std::string> names;
  if (const auto* one = std::get_if<std::string>(&value)) names = {*one};
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) names = *list;
  if (names.empty()) return refuse(parameter, readable(value));
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (name.empty()) return refuse(parameter, "a list with an empty name");
    if (!seen.insert(name).second)
      return refuse(parameter, "a list with " + readable(Value{name}) + " twice");
  }
  return Value{names};
}

template <class Text>
std::string join(const std::map<std::string, Value, std::less<>>& values, const char* separator, Text text) {
  std::string joined;
  for (const auto& [name, value] : values) {
    if (!joined.empty()) joined += separator;
    joined += name + "=" + text(value);
  }
  return joined;
}

}  // namespace

std::string_view describe(Domain domain) noexcept {
  switch (domain) {
    case Domain::real: return "a finite number";
    case Domain::positive: return "a finite number > 0";
    case Domain::nonnegative: return "a finite number >= 0";
    case Domain::probability: return "a number in [0, 1]";
    case Domain::nonzero_probability: return "a number in (0, 1]";
    case Domain::open_probability: return "a number in (0, 1)";
    case Domain::positive_integer: return "an integer >= 1";
    case Domain::alphabet: return "an integer >= 1 or \"observed\"";
    case Domain::probabilities: return "a list of numbers in [0, 1] that sum to 1 within 1e-9";
    case Domain::weights: return "a list of finite numbers >= 0 with a sum above 0";
    case Domain::counts: return "a list of integers >= 0 with a sum from 1 to 2^53";
    case Domain::positive_or_vector: return "a finite number > 0 or a list of them";
    case Domain::numbers: return "a finite number or a list of them";
    case Domain::symmetric: return "a symmetric list of rows of finite numbers";
    case Domain::matrix: return "a list of rows of finite numbers, as many in each";
    case Domain::transitions: return "a square list of rows of numbers in [0, 1] that sum to 1 within 1e-9";
    case Domain::probability_or_text: return "a number in [0, 1] or a name";
    case Domain::names: return "a list of names, no two alike";
    case Domain::path: return "the path of a file";
    case Domain::text: return "a string";
  }
  return "";
}

std::string describe(const Parameter& parameter) {
  std::string text(describe(parameter.domain));
  const std::string least = parameter.smallest ? ">= " + round_trip(*parameter.smallest) : "";
  if (!least.empty() && parameter.domain == Domain::positive_integer) {
    text = "an integer " + least;
  } else if (!least.empty()) {
    text += " and " + least;
  }
  if (parameter.largest) text += " and <= " + round_trip(*parameter.largest);
  return text;
}

std::optional<Interval> hull_of(Domain domain) {
  switch (domain) {
    case Domain::real: return Interval{-infinity, infinity};
    case Domain::positive:
    case Domain::nonnegative: return Interval{0, infinity};
    case Domain::probability:
    case Domain::open_probability:
    case Domain::nonzero_probability: return Interval{0, 1};
    default: return std::nullopt;
  }
}

Outcome<Value> accept(const Parameter& parameter, const Value& value) {
  const bool only_text = parameter.domain == Domain::text || parameter.domain == Domain::path;
  if (only_text || parameter.domain == Domain::probability_or_text) {
    if (std::holds_alternative<std::string>(value)) return value;
    if (only_text) return refuse(parameter, readable(value));
  }
  if (parameter.domain == Domain::names) return accept_names(parameter, value);
  if (parameter.domain == Domain::positive_integer) return accept_integer(parameter, value);
  if (parameter.domain == Domain::alphabet) {
    return value == Value{std::string("observed")} ? value : accept_integer(parameter, value);
  }
  if (const auto* rows = std::get_if<NumberRows>(&value)) {
    if (parameter.domain == Domain::transitions) return accept_transitions(parameter, *rows);
    if (parameter.domain == Domain::symmetric) return accept_symmetric(parameter, *rows);
    if (parameter.domain == Domain::matrix) return accept_matrix(parameter, *rows);
    return refuse(parameter, "a list of lists");
  }
  if (const auto* v = std::get_if<std::vector<double>>(&value)) return accept_vector(parameter, *v);
  const std::optional<double> x = as_real(value);
  if (x && parameter.domain == Domain::numbers) return accept_vector(parameter, {*x});
  if (!x || !within(parameter, *x)) return refuse(parameter, readable(value));
  return Value{*x};
}

std::optional<double> Arguments::number(std::string_view name, std::size_t element) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  if (const auto* list = std::get_if<std::vector<double>>(&found->second)) {
    return element < list->size() ? std::optional((*list)[element]) : std::nullopt;
  }
  return element == 0 ? as_real(found->second) : std::nullopt;
}

std::string Arguments::canonical() const {
  return join(values_, " ", [](const Value& v) { return plim::canonical(v); });
}

std::string Arguments::readable() const {
  return join(values_, ", ", [](const Value& v) { return plim::readable(v); });
}

}  // namespace plim
