#include "plim/families/categorical_uniform.hpp"

#include <cmath>

#include "plim/families/categorical_rule.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {

std::vector<Parameter> CategoricalUniform::parameters() { return {number_of_classes()}; }

Outcome<CategoricalUniform> CategoricalUniform::make(const Arguments& a) {
  const auto K = static_cast<std::size_t>(a.integer("K"));
  CategoricalUniform law;
  law.p.assign(K, 1 / static_cast<double>(K));
  return law;
}

double CategoricalUniform::cdf(double x) const {
  return cdf_within(x, support(),
                    [this](double at) { return (std::floor(at) + 1) / static_cast<double>(p.size()); });
}

double CategoricalUniform::complement(double x) const {
  return complement_within(x, support(), [this](double at) {
    const double K = static_cast<double>(p.size());
    return (K - 1 - std::floor(at)) / K;
  });
}

double CategoricalUniform::quantile(double q) const {
  return lattice_quantile(*this, q, q * static_cast<double>(p.size()) - 1);
}

double CategoricalUniform::complement_quantile(double q) const {
  return lattice_complement_quantile(*this, q, (1 - q) * static_cast<double>(p.size()) - 1);
}

double CategoricalUniform::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) { return log_tail(cdf(at), complement(at)); });
}

double CategoricalUniform::log_complement(double x) const {
  return log_complement_within(x, support(), [this](double at) { return log_tail(complement(at), cdf(at)); });
}

LawFamily categorical_uniform_family() { return law_family<CategoricalUniform>(); }

}  // namespace plim
