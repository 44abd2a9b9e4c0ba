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

}  // namespace plim::test
