#pragma once
#include <cstdint>
#include <ostream>
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

inline void PrintTo(const Named& named, std::ostream* out) {
  *out << named.family;
  for (const auto& [name, value] : named.arguments) *out << " " << name << "=" << readable(value);
}

/// Ordinary laws, one or more of every family.
inline std::vector<Named> law_examples() {
  return {
      {"bernoulli", {{"p", 0.3}}},
      {"categorical", {{"p", std::vector<double>{0.1, 0.25, 0.3, 0.15, 0.2}}}},
      {"categorical.geometric", {{"K", std::int64_t{9}}, {"ratio", 0.6}}},
      {"categorical.power", {{"K", std::int64_t{12}}, {"power", 1.2}}},
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
      {"discrete_uniform", {{"lower", -3.0}, {"upper", 12.0}}},
      {"zeta", {{"s", 14.0}}},
      {"logarithmic", {{"p", 0.8}}},
      {"beta_binomial", {{"trials", std::int64_t{20}}, {"alpha", 1.5}, {"beta", 4.0}}},
      {"skellam", {{"mean1", 3.0}, {"mean2", 7.5}}},
      {"hypergeometric", {{"successes", 70.0}, {"failures", 130.0}, {"draws", 50.0}}},
      {"inverse_gamma", {{"shape", 6.5}, {"scale", 2.0}}},
      {"inverse_gaussian", {{"mean", 1.5}, {"shape", 4.0}}},
      {"cauchy", {{"location", -1.0}, {"scale", 2.0}}},
      {"laplace", {{"location", 0.7}, {"scale", 1.3}}},
      {"logistic", {{"location", -2.0}, {"scale", 0.8}}},
      {"gumbel", {{"location", 1.0}, {"scale", 2.0}}},
      {"frechet", {{"shape", 7.0}, {"scale", 1.5}}},
      {"pareto", {{"scale", 2.0}, {"shape", 7.0}}},
      {"rayleigh", {{"sigma", 1.5}}},
      {"von_mises", {{"mean", 0.0}, {"concentration", 2.0}}},
      {"levy", {{"location", 0.0}, {"scale", 2.0}}},

      {"chi_squared", {{"df", 5.0}}},
      {"f", {{"df1", 6.0}, {"df2", 14.0}}},
      {"gev", {{"location", 1.0}, {"scale", 2.0}, {"shape", 0.1}}},
      {"gev", {{"location", 1.0}, {"scale", 2.0}, {"shape", -0.3}}},
      {"generalised_pareto", {{"location", 0.0}, {"scale", 2.0}, {"shape", 0.1}}},
      {"triangular", {{"lower", 0.0}, {"mode", 1.0}, {"upper", 2.0}}},
      {"arcsine", {{"lower", 0.0}, {"upper", 1.0}}},
      {"skew_normal", {{"location", 0.5}, {"scale", 2.0}, {"shape", 3.0}}},
      {"hyperexponential",
       {{"probabilities", std::vector<double>{0.3, 0.7}}, {"rates", std::vector<double>{0.5, 2.0}}}},
      {"noncentral_chi_squared", {{"df", 4.0}, {"noncentrality", 3.0}}},
      {"noncentral_t", {{"df", 9.0}, {"noncentrality", 1.5}}},
      {"noncentral_f", {{"df1", 5.0}, {"df2", 14.0}, {"noncentrality", 2.0}}},
      {"noncentral_beta", {{"alpha", 2.0}, {"beta", 3.0}, {"noncentrality", 1.5}}},
      {"kumaraswamy", {{"a", 2.5}, {"b", 3.0}}},
      {"rice", {{"nu", 1.5}, {"sigma", 1.0}}},
  };
}

}  // namespace plim::test
