#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "plim/core/parameter.hpp"

namespace plim::test {

/// A law of a family.
struct Named {
  std::string family;
  std::vector<std::pair<std::string, Value>> arguments;
};

/// Ordinary laws, one or more of every family.
inline std::vector<Named> law_examples() {
  return {
      {"bernoulli", {{"p", 0.3}}},
      {"categorical", {{"p", std::vector<double>{0.1, 0.25, 0.3, 0.15, 0.2}}}},
      {"categorical.uniform", {{"K", std::int64_t{7}}}},
      {"normal", {{"mean", -3.0}, {"sd", 2.5}}},
      {"exponential", {{"lambda", 0.2}}},
      {"gamma", {{"shape", 2.3}, {"scale", 0.4}}},
      {"gamma", {{"shape", 60.0}, {"scale", 1e3}}},
      {"geometric", {{"p", 0.07}}},
      {"lognormal", {{"location", -0.4}, {"scale", 0.6}}},
      {"uniform", {{"lower", 0.0}, {"upper", 2.5}}},
      {"student_t", {{"location", 0.3}, {"scale", 2.0}, {"df", 9.0}}},
      {"beta", {{"alpha", 2.5}, {"beta", 4.0}}},
      {"beta", {{"alpha", 0.7}, {"beta", 30.0}}},
      {"binomial", {{"trials", std::int64_t{12}}, {"p", 0.3}}},
      {"binomial", {{"trials", std::int64_t{4000}}, {"p", 0.01}}},
      {"negative_binomial", {{"r", 2.5}, {"p", 0.3}}},
      {"negative_binomial", {{"r", 300.0}, {"p", 0.8}}},
      {"poisson", {{"mean", 0.4}}},
      {"poisson", {{"mean", 321.5}}},
      {"weibull", {{"shape", 1.7}, {"scale", 2.3}}},
      {"weibull", {{"shape", 20.0}, {"scale", 0.4}}},
      {"zipf", {{"s", 0.7}, {"N", std::int64_t{40}}}},
      {"zipf", {{"s", 1.3}, {"N", std::int64_t{30000}}}},

  };
}

}  // namespace plim::test
