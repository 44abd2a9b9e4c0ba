#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plim/core/outcome.hpp"

namespace plim {

/// Rows of numbers.
/// A class of its own, since the library (g++ 12) takes a variant of nothing but strings and vectors for one
/// that always holds a value, and its destructor then ends in a signal where there was no memory for a copy.
struct NumberRows : std::vector<std::vector<double>> {
  using std::vector<std::vector<double>>::vector;
};

/// A value as a study writes it, checked against the domain of the parameter it belongs to.
using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<double>,
                           std::vector<std::string>, NumberRows>;

/// The set of values that a parameter may take.
enum class Domain {
  real,                 // any finite number
  positive,             // (0, inf)
  nonnegative,          // [0, inf)
  probability,          // [0, 1]
  open_probability,     // (0, 1)
  nonzero_probability,  // (0, 1]
  positive_integer,     // 1, 2, ...
  alphabet,             // 1, 2, ... or "observed"
  probabilities,        // at least one entry, each in [0, 1], sum 1 within 1e-9; stored divided by its sum
  weights,              // at least one entry, each finite and >= 0, sum > 0; stored divided by its sum
  counts,               // at least one integer >= 0, sum in [1, 2^53]
  positive_or_vector,   // a number > 0 or a list of them
  numbers,              // a finite number or at least one in a list; stored as a list
  symmetric,            // a square matrix of finite numbers, equal on both sides of its diagonal
  matrix,               // at least one row, as many finite numbers, at least one, in each
  transitions,          // a square matrix whose rows are probabilities; each stored divided by its sum
  probability_or_text,  // [0, 1], or a name
  names,                // at least one name, no two alike
  path,                 // of a file, in a study relative to it
  text
};

/// What is said of a domain in messages and listings, e.g. "a number > 0".
std::string_view describe(Domain domain) noexcept;

/// One parameter of a family, population, estimator or prior: its name, domain, default and help. TABLE.NAME
/// stands in a table of its own.
struct Parameter {
  std::string name;
  Domain domain = Domain::real;
  std::string help;
  std::optional<Value> fallback = std::nullopt;  // absent: the parameter must be given, unless optional
  bool optional = false;
  std::optional<double> largest = std::nullopt;   // a bound of its own, included
  std::optional<double> smallest = std::nullopt;  // the same below
  bool alphabet_size = false;                     // the number of classes, which a known alphabet tells
  const char* if_sum_is_not_1 = "";               // what to do then, of probabilities
};

/// The same of one parameter, its own bounds included.
std::string describe(const Parameter& parameter);

/// The ends of a domain of numbers, infinite or 0 where it has no last number there; nothing of another.
struct Interval {
  double low, high;
};
std::optional<Interval> hull_of(Domain domain);

/// `value` as the parameter stores it (integers widened, probabilities divided by their sum), or why not.
Outcome<Value> accept(const Parameter& parameter, const Value& value);

/// The accepted arguments of one family, population, estimator or prior, by name.
class Arguments {
 public:
  void set(const std::string& name, Value value) { values_[name] = std::move(value); }
  bool has(const std::string& name) const { return values_.count(name) != 0; }

  /// The argument of that name and type; a bug (bad variant access) if the parameter list does not promise
  /// it.
  double real(const std::string& name) const { return std::get<double>(values_.at(name)); }
  std::int64_t integer(const std::string& name) const { return std::get<std::int64_t>(values_.at(name)); }
  const std::string& text(const std::string& name) const { return std::get<std::string>(values_.at(name)); }
  const std::vector<double>& vector(const std::string& name) const {
    return std::get<std::vector<double>>(values_.at(name));
  }
  const std::vector<std::string>& names(const std::string& name) const {
    return std::get<std::vector<std::string>>(values_.at(name));
  }
  const NumberRows& matrix(const std::string& name) const { return std::get<NumberRows>(values_.at(name)); }
  const std::map<std::string, Value, std::less<>>& all() const noexcept { return values_; }

  /// The number of that name, or entry `element` of its list; nothing if there is no such argument.
  std::optional<double> number(std::string_view name, std::size_t element) const;

  /// `key=value` pairs, keys sorted, doubles as hex floats: the form that enters keys and identities.
  std::string canonical() const;
  /// The same for people: `key=value, ...` with decimal doubles.
  std::string readable() const;

  bool operator==(const Arguments&) const = default;

 private:
  std::map<std::string, Value, std::less<>> values_;
};

/// Text of one value: canonical (hex floats) or for people and TOML (round-trip decimals, quoted strings).
std::string canonical(const Value& value);
std::string readable(const Value& value);

}  // namespace plim
