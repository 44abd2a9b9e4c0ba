#include "plim/estimators/joint/product_of_margins.hpp"

#include "plim/estimators/joint/frequency.hpp"

namespace plim {

Outcome<ProductOfMargins> ProductOfMargins::bind(const Knowns& knowns, const Arguments&) {
  if (!knowns.given.empty())
    return Refusal{"product_of_margins is for joint probabilities, without given = ..."};
  if (knowns.about.size() < 2) return Refusal{"product_of_margins needs an event of two or more factors"};
  ProductOfMargins bound;
  for (const FactorTerm& t : knowns.about) bound.classes_.push_back(classes_of(knowns.factors, {&t, 1}));
  return bound;
}

double ProductOfMargins::estimate(const Counts::One& c) const noexcept {
  double product = 1;
  for (const std::vector<std::size_t>& classes : classes_)
    product *= static_cast<double>(count_of(c, classes)) / static_cast<double>(c.n);
  return product;
}

}  // namespace plim
