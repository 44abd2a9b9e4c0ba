#include "plim/theory/joint.hpp"

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/populations/population.hpp"

namespace plim {
namespace {

std::vector<FactorTerm> both(const Knowns& knowns) {
  std::vector<FactorTerm> all = knowns.about;
  all.insert(all.end(), knowns.given.begin(), knowns.given.end());
  return all;
}

/// sum p_ij ln(p_ij / (p_i p_j)), whose terms are small one by one where the factors are nearly independent:
/// every p_i p_j g(p_ij / (p_i p_j) - 1) is >= 0.
double mutual_information(std::span<const double> p, const Knowns& knowns) {
  const std::span<const FactorTerm> about = knowns.about;
  const Margin rows = margin_of(knowns.factors, about.first(1)),
               columns = margin_of(knowns.factors, about.last(1)), cells = margin_of(knowns.factors, about);
  const std::vector<double> a = marginal_law(p, rows), b = marginal_law(p, columns),
                            ab = marginal_law(p, cells);
  CompensatedSum sum;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      const double product = a[i] * b[j];
      if (product <= 0) continue;
      sum.add(product * elementary::relative_gain((ab[i * b.size() + j] - product) / product));
    }
  }
  return sum.value();
}

}  // namespace

std::vector<double> marginal_law(std::span<const double> p, const Margin& margin) {
  std::vector<double> law(margin.cells, 0.0);
  for (std::size_t k = 0; k < p.size(); ++k) law[margin.cell_of[k]] += p[k];
  return law;
}

double probability_of(std::span<const double> p, std::span<const Factor> factors,
                      std::span<const FactorTerm> event) {
  CompensatedSum sum;
  for (const std::size_t k : classes_of(factors, event)) sum.add(p[k]);
  return sum.value();
}

std::optional<double> joint_truth(std::span<const double> p, const Knowns& knowns) {
  if (p.empty()) return std::nullopt;  // data without a law
  if (knowns.estimand == "probability") {
    const double condition = probability_of(p, knowns.factors, knowns.given);
    if (condition <= 0) return std::nullopt;
    return probability_of(p, knowns.factors, both(knowns)) / condition;
  }
  if (knowns.estimand == "mutual_information") return mutual_information(p, knowns);
  if (knowns.estimand == "conditional_entropy") {
    return entropy_of(marginal_law(p, margin_of(knowns.factors, both(knowns)))) -
           entropy_of(marginal_law(p, margin_of(knowns.factors, knowns.given)));
  }
  return std::nullopt;
}

}  // namespace plim
