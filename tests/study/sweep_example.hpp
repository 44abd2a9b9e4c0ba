#pragma once
#include <functional>
#include <map>

#include "engine/fixtures.hpp"

namespace plim::test {

/// One population of the sweep.
struct Example {
  std::string kind;  // as a study names it
  std::shared_ptr<const Population> population;
  std::map<std::string, double> own;  // the parameters of its family, and what cannot be had from a list of
                                      // probabilities: entropy, mean, variance
  std::function<double(double)> above = {};  // P(X > x), of a law that has no such list
};

inline Arguments arguments_of(const std::vector<Parameter>& parameters,
                              const std::map<std::string, Value>& given) {
  Arguments a;
  for (const Parameter& p : parameters) {
    const auto found = given.find(p.name);
    if (found != given.end()) {
      a.set(p.name, *accept(p, found->second));
    } else if (p.fallback) {
      a.set(p.name, *p.fallback);
    }
  }
  return a;
}

/// The arguments of estimands that have a number.
const std::pair<const char*, double> numbers_of_estimands[] = {{"quantile", 0.7},
                                                               {"tail_probability", 1},
                                                               {"renyi_entropy", 3},
                                                               {"tsallis_entropy", 2},
                                                               {"hill_number", 2}};

/// Of a classifier whose weights are those of the law, 0.5 and 1, times T = 1 or 2: by mpmath.
inline std::optional<double> of_classifier(const Example& e, const Knowns& k, const Output& o) {
  if (e.kind != "softmax") return std::nullopt;
  const double T = k.priors.at("slope_1_1").arguments.real("value") / e.own.at("slope_1_1");
  if (o.estimand == "temperature") return T;
  if (T == 1) return 0;
  return o.estimand == "calibration_error" ? 0.1045457268648595 : 0.0127888910166339;
}

/// -sum p ln p over all blocks of `length` independent draws, p the product of their probabilities.
inline double entropy_of_blocks(std::span<const double> p, std::size_t length, double product = 1) {
  if (length == 0) return product > 0 ? -product * std::log(product) : 0;
  double sum = 0;
  for (const double next : p) sum += entropy_of_blocks(p, length - 1, product * next);
  return sum;
}

/// Of blocks and the rate of independent draws from a list; nothing of other outputs and laws.
inline std::optional<double> truth_of_blocks(const Population& law, const Output& o) {
  const std::span<const double> p = law.probabilities();
  if (law.dependence() != Dependence::independent || p.empty()) return std::nullopt;
  if (o.estimand == "block_entropy") return entropy_of_blocks(p, o.element);
  if (o.estimand == "entropy_rate") return entropy_of_blocks(p, 2) - entropy_of_blocks(p, 1);
  return std::nullopt;
}

}  // namespace plim::test
