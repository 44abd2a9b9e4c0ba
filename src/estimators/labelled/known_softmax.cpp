#include "plim/estimators/labelled/known_softmax.hpp"

#include <algorithm>
#include <cmath>

#include "plim/estimators/likelihood/numeric_model.hpp"

namespace plim {

Outcome<KnownSoftmax> KnownSoftmax::bind(const Knowns& knowns, std::string_view estimator) {
  if (!knowns.K || !knowns.dimension)
    return Refusal{std::string(estimator) + " needs points with labels of a known number of classes"};
  KnownSoftmax bound{{*knowns.K, *knowns.dimension}, {}};
  const std::vector<std::string> names = softmax_names(bound.shape);
  for (const std::string& weight : names) {
    const std::optional<double> value = known_value(knowns, weight);
    if (!value) {
      return Refusal{std::string(estimator) + " needs a classifier all of whose weights are known, and " +
                     weight + " has no prior with law = \"point\""};
    }
    bound.weights.push_back(*value);
  }
  for (const auto& [parameter, prior] : knowns.priors) {
    if (std::find(names.begin(), names.end(), parameter) == names.end())
      return Refusal{"softmax regression has no weight " + parameter};
  }
  return bound;
}

std::optional<double> KnownSoftmax::sharpness(const std::vector<double>& others) const noexcept {
  if (others.size() != weights.size()) return std::nullopt;
  double own = 0, product = 0, square = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    own += weights[i] * weights[i];
    product += weights[i] * others[i];
    square += others[i] * others[i];
  }
  if (!(product > 0)) return std::nullopt;
  const double factor = product / square;
  constexpr double rounding = 1e-12;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (std::fabs(weights[i] - factor * others[i]) > rounding * std::sqrt(own)) return std::nullopt;
  }
  return factor;
}

}  // namespace plim
