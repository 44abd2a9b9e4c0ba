#include "plim/theory/joint.hpp"

#include "plim/numeric/sums.hpp"

namespace plim {

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

}  // namespace plim
