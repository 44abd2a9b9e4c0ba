#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/views/factors.hpp"
#include "plim/views/symbol_bytes.hpp"

namespace plim {

struct Estimand;

/// A prior: the name of its law and the law's arguments.
struct Prior {
  std::string law;
  Arguments arguments;
  bool operator==(const Prior&) const = default;
};

/// How an interval is wanted; the method is the estimator's own if empty.
struct IntervalRequest {
  double level = 0.95;
  std::string method;
  bool operator==(const IntervalRequest&) const = default;
};

/// The estimand of all parameters of a model together, an output each.
inline constexpr const char* all_parameters = "parameters";

/// What an analyst would know and an estimator may be told. Never the truth.
struct Knowns {
  std::string estimand;
  std::shared_ptr<const Estimand> target;  // what the catalogue says of it; null: a parameter of that name
  std::vector<Factor> factors;             // of a joint law
  std::vector<FactorTerm> about, given;    // the estimand's arguments where they are factors
  std::optional<double> number;            // or its argument where that is a number
  std::vector<std::size_t> columns;        // or columns of rows: the first, and one it is less
  std::optional<std::size_t> K;            // alphabet size
  std::optional<std::size_t> dimension;    // of points in R^d
  SymbolBytes symbol_bytes;                // of symbols of a text
  std::vector<double> reference;           // a known law on the same classes, empty if none
  std::optional<IntervalRequest> interval;
  std::string likelihood;               // family of the model, "" if none
  std::map<std::string, Prior> priors;  // by parameter of the likelihood
  std::string smoothing;                // of a model fitted by counting, "" if none
  Arguments smoothing_options;
  bool operator==(const Knowns&) const = default;
};

}  // namespace plim
