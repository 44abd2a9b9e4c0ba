#include "estimands.hpp"
#include "plim/theory/binary_calibration.hpp"

namespace plim {
namespace {

/// The weights of a softmax law, empty of any other.
std::vector<double> weights_of(const TruthQuery& q) {
  if (!q.knowns.K || !q.knowns.dimension) return {};
  std::vector<double> weights;
  for (const std::string& name : softmax_names({*q.knowns.K, *q.knowns.dimension})) {
    const std::optional<double> weight = q.law.parameter(name, 0);
    if (!weight) return {};
    weights.push_back(*weight);
  }
  return weights;
}

/// The T by which a known classifier's scores are those of the law times T; nothing if they are none.
std::optional<double> temperature(const TruthQuery& q) {
  const Outcome<KnownSoftmax> known = KnownSoftmax::bind(q.knowns, q.estimand.name);
  return known ? (*known).sharpness(weights_of(q)) : std::nullopt;
}

std::optional<double> feature_of_law(const TruthQuery& q, std::size_t feature, bool sd) {
  return q.law.parameter("features", 2 * feature + (sd ? 1 : 0));
}

/// 0 of the law itself and of what a fit of its family tends to; of two classes by quadrature where scores
/// are a multiple of the law's, else nothing is said.
std::optional<double> calibration(const TruthQuery& q, bool squared) {
  const std::vector<double> weights = weights_of(q);
  if (weights.empty()) return std::nullopt;
  if (q.knowns.priors.empty()) return 0.0;
  const Outcome<KnownSoftmax> known = KnownSoftmax::bind(q.knowns, q.estimand.name);
  if (!known) return std::nullopt;
  if ((*known).weights == weights) return 0.0;
  const std::optional<double> sharpness = (*known).sharpness(weights);
  if (!sharpness || *q.knowns.K != 2) return std::nullopt;
  std::vector<double> mean, sd;
  for (std::size_t j = 0; j < *q.knowns.dimension; ++j) {
    mean.push_back(feature_of_law(q, j, false).value());
    sd.push_back(feature_of_law(q, j, true).value());
  }
  return BinaryCalibration(weights, mean, sd).error(*sharpness, squared);
}

std::optional<double> absolute_calibration(const TruthQuery& q) { return calibration(q, false); }
std::optional<double> squared_calibration(const TruthQuery& q) { return calibration(q, true); }

}  // namespace

/// E |P(right | confidence) - confidence| of a classifier's first choice.
const Estimand calibration_error_estimand = {
    .name = "calibration_error", .truth = absolute_calibration, .share = true};

/// E (P(right | confidence) - confidence)^2.
const Estimand squared_calibration_error_estimand = {
    .name = "squared_calibration_error", .truth = squared_calibration, .share = true};

/// Of the scores of a classifier, so that softmax(scores/T) has the least loss.
const Estimand temperature_estimand = {.name = "temperature", .truth = temperature};

}  // namespace plim
