#include "plim/families/categorical.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/numeric/quotient.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {
namespace {

constexpr std::size_t largest_matrix = 64;

/// sum of f(k) p_k over the classes from .. to - 1.
template <class F>
double sum_over(const std::vector<double>& p, std::size_t from, std::size_t to, F f) {
  CompensatedSum sum;
  for (std::size_t k = from; k < to; ++k) sum.add(f(static_cast<double>(k)) * p[k]);
  return sum.value();
}

/// Of the classes from .. to - 1; at most 1, whatever the rounding or a list whose sum is not quite 1.
double mass_of(const std::vector<double>& p, std::size_t from, std::size_t to) {
  return std::fmin(1, sum_over(p, from, to, [](double) { return 1; }));
}

/// E (X - mean)^order.
double central_moment(const Categorical& law, int order) {
  const double mean = law.mean();
  return sum_over(law.p, 0, law.p.size(), [&](double k) { return std::pow(k - mean, order); });
}

}  // namespace

std::vector<Parameter> Categorical::parameters() {
  Parameter p{"p", Domain::probabilities, "probability of each class", std::nullopt, true};
  p.if_sum_is_not_1 = "write weights = [...] for values that do not";
  return {
      p,
      {"weights", Domain::weights, "instead of p: weights in any unit", std::nullopt, true},
      {"counts", Domain::counts, "instead of p: how many items there are of each class", std::nullopt, true}};
}

Outcome<Categorical> Categorical::make(const Arguments& a) {
  if (int{a.has("p")} + int{a.has("weights")} + int{a.has("counts")} != 1) {
    return Refusal{"exactly one of p = [...], weights = [...] and counts = [...] must be given"};
  }
  if (!a.has("counts")) return Categorical{a.vector(a.has("p") ? "p" : "weights"), {}};
  Categorical law;
  const std::vector<double>& counts = a.vector("counts");
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  for (const double c : counts) {
    law.p.push_back(c / total);
    law.counts.push_back(static_cast<std::uint64_t>(c));
  }
  return law;
}

Symbol Categorical::sample(Variate& v) const { return class_at(v.open()); }

Symbol Categorical::class_at(double u) const {
  std::size_t last = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] == 0) continue;
    if (u < p[k]) return static_cast<Symbol>(k);
    u -= p[k];
    last = k;
  }
  return static_cast<Symbol>(last);
}

double Categorical::log_density(Symbol x) const {
  if (x < 0 || static_cast<std::size_t>(x) >= p.size()) return -std::numeric_limits<double>::infinity();
  return elementary::log(p[static_cast<std::size_t>(x)]);
}

Support Categorical::support() const {
  const auto positive = [](double x) { return x > 0; };
  const auto first = std::find_if(p.begin(), p.end(), positive);
  const auto last = std::find_if(p.rbegin(), p.rend(), positive);
  return {static_cast<double>(first - p.begin()), static_cast<double>(p.rend() - last - 1)};
}

double Categorical::cdf(double x) const {
  return cdf_within(x, support(),
                    [this](double at) { return mass_of(p, 0, static_cast<std::size_t>(at) + 1); });
}

double Categorical::complement(double x) const {
  return complement_within(
      x, support(), [this](double at) { return mass_of(p, static_cast<std::size_t>(at) + 1, p.size()); });
}

double Categorical::quantile(double q) const { return lattice_quantile(*this, q, 0); }

double Categorical::complement_quantile(double q) const { return lattice_complement_quantile(*this, q, 0); }

double Categorical::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) { return log_tail(cdf(at), complement(at)); });
}

double Categorical::log_complement(double x) const {
  return log_complement_within(x, support(), [this](double at) { return log_tail(complement(at), cdf(at)); });
}

double Categorical::mean() const {
  return sum_over(p, 0, p.size(), [](double k) { return k; });
}

double Categorical::variance() const { return central_moment(*this, 2); }

double Categorical::skewness() const { return quotient(central_moment(*this, 3), std::pow(variance(), 1.5)); }

double Categorical::excess_kurtosis() const {
  const double v = variance();
  return quotient(central_moment(*this, 4), v * v) - 3;
}

double Categorical::entropy() const { return entropy_of(p); }

FisherInformation Categorical::fisher_information() const {
  FisherInformation information;
  if (p.size() > largest_matrix) return information;
  const std::size_t free = p.size() - 1;
  information.matrix.assign(free * free, quotient(1, p.back()));
  for (std::size_t k = 0; k < free; ++k) {
    information.parameters.push_back("p" + std::to_string(k));
    information.matrix[k * free + k] += quotient(1, p[k]);
  }
  return information;
}

LawFamily categorical_family() { return law_family<Categorical>(); }

}  // namespace plim
