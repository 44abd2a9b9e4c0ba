#include "plim/families/categorical_rule.hpp"

#include <limits>

#include "plim/core/number.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

Outcome<Categorical> classes_by_rule(const std::vector<double>& log_weights, const std::string& key,
                                     double value, const std::string& remedy) {
  Categorical law;
  CompensatedSum sum;
  for (const double l : log_weights) {
    law.p.push_back(elementary::exp(l));
    sum.add(law.p.back());
  }
  for (std::size_t k = 0; k < law.p.size(); ++k) {
    law.p[k] /= sum.value();
    if (law.p[k] >= std::numeric_limits<double>::min()) continue;
    return Refusal{key + " is " + round_trip(value) + " and K is " + std::to_string(log_weights.size()) +
                   ": class " + std::to_string(k) +
                   " has a probability below 2.2e-308, too small for a number, and would never be drawn; "
                   "must be K <= " +
                   std::to_string(k) + ", or " + remedy};
  }
  return law;
}

FisherInformation information_by_rule(const Categorical& law, const std::string& parameter,
                                      const std::vector<double>& slopes) {
  CompensatedSum mean, variance;
  for (std::size_t k = 0; k < law.p.size(); ++k) mean.add(law.p[k] * slopes[k]);
  for (std::size_t k = 0; k < law.p.size(); ++k) {
    const double off = slopes[k] - mean.value();
    variance.add(law.p[k] * off * off);
  }
  return {{parameter}, {variance.value()}};
}

Parameter number_of_classes() {
  Parameter K{"K", Domain::positive_integer, "number of classes"};
  K.largest = 1 << 20;
  K.alphabet_size = true;
  return K;
}

}  // namespace plim
