#include <algorithm>
#include <cmath>

#include "plim/numeric/softmax_law.hpp"
#include "rules.hpp"

// Softmax regression under its own law, to first order, of the samples that have a maximum: others have
// separated classes, whose chance falls fast with n.
namespace plim {
namespace {

/// `bias` and `sd` of that.
std::optional<MomentPrediction> to_first_order(double bias, double sd, const char* source) {
  MomentPrediction m{bias, sd, PredictionKind::leading, source};
  m.given_success = true;
  return m;
}

constexpr const char* akaike = "Akaike 1973";

}  // namespace

std::optional<MomentPrediction> predict_softmax_weight(const Query& q) {
  const SoftmaxLaw& law = *q.population.softmax();
  const std::vector<std::string> names = softmax_names(law.shape());
  const auto at = std::find(names.begin(), names.end(), q.output.estimand);
  const auto i = static_cast<std::size_t>(at - names.begin());
  if (i >= law.variances().size()) return std::nullopt;
  return to_first_order(not_given, std::sqrt(law.variances()[i] / static_cast<double>(q.n)), "Fisher 1925");
}

/// H(Y | X) is the mean surprise under the true law, which the fit lowers by half a chi-square of as many
/// degrees as there are weights, divided by n.
std::optional<MomentPrediction> predict_softmax_in_sample(const Query& q) {
  const SoftmaxLaw& law = *q.population.softmax();
  if (!law.conditional_entropy()) return std::nullopt;
  const double n = static_cast<double>(q.n), weights = static_cast<double>(law.shape().size());
  return to_first_order(-weights / (2 * n), std::sqrt(law.surprisal_variance() / n), akaike);
}

/// The fit's excess is half a chi-square divided by n.
std::optional<MomentPrediction> predict_softmax_fresh(const Query& q) {
  const SoftmaxLaw& law = *q.population.softmax();
  if (!law.conditional_entropy()) return std::nullopt;
  const double n = static_cast<double>(q.n), weights = static_cast<double>(law.shape().size());
  return to_first_order(weights / (2 * n), std::sqrt(weights / 2) / n, akaike);
}

}  // namespace plim
