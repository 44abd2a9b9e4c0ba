#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/labelled/calibration.hpp"
#include "plim/numeric/binomial_mass.hpp"
#include "plim/numeric/softmax_law.hpp"
#include "plim/theory/binary_calibration.hpp"
#include "rules.hpp"

// Classifiers of two classes that stood before the sample. Given the points, right - confidence of the true
// law has mean 0 and variance c (1 - c), whatever the bins.
namespace plim {
namespace {

constexpr double two_over_pi = 0.63661977236758134308;

/// The classifier, if it is the population's law times some T; and that T.
std::optional<std::pair<BinaryCalibration, double>> scores_of(const Query& q) {
  const SoftmaxLaw& law = *q.population.softmax();
  const Outcome<KnownSoftmax> known = KnownSoftmax::bind(q.knowns, q.output.estimand);
  if (!known || law.shape().K != 2) return std::nullopt;
  const std::vector<double> weights(law.weights().begin(), law.weights().end());
  const std::optional<double> sharpness = (*known).sharpness(weights);
  if (!sharpness) return std::nullopt;
  std::vector<double> mean, sd;
  for (const SoftmaxLaw::Feature& feature : law.features()) {
    mean.push_back(feature.mean);
    sd.push_back(feature.sd);
  }
  return std::pair{BinaryCalibration(weights, mean, sd), *sharpness};
}

bool is_of_true_law(const Query& q) {
  const Outcome<KnownSoftmax> known = KnownSoftmax::bind(q.knowns, q.output.estimand);
  const std::span<const double> weights = q.population.softmax()->weights();
  return known &&
         std::equal(weights.begin(), weights.end(), (*known).weights.begin(), (*known).weights.end());
}

/// All bins of the first choice's confidence, which is 1/2 or more; none if they are too many to integrate.
std::vector<BinaryCalibration::Bin> bins_of(const BinaryCalibration& scores, const Query& q) {
  constexpr double terms_of_integral = 1e5;  // where rounding halves it to the end
  const std::size_t bins = Ece::bins_said(q.estimator.facts->options);
  std::vector<BinaryCalibration::Bin> all;
  if (!q.affords(terms_of_integral * static_cast<double>(bins))) return all;
  for (std::size_t b = bins / 2; b < bins; ++b)
    all.push_back(scores.bin(static_cast<double>(b) / static_cast<double>(bins),
                             static_cast<double>(b + 1) / static_cast<double>(bins)));
  return all;
}

/// Of a binomial share K/n from its p: the mean distance (de Moivre 1730) and the spread of the distance.
MomentPrediction share_from_its_mean(double n, double p) {
  const double v = std::floor(n * p) + 1,
               distance =
                   v > n ? 0 : 2 * v / n * (1 - p) * std::exp(binomial_log_mass(v, n, p, 1 - p, v - n * p)),
               variance = p * (1 - p) / n;
  return {distance, std::sqrt(std::fmax(0, variance - distance * distance)), PredictionKind::exact,
          "de Moivre 1730: mean distance of a binomial share"};
}

}  // namespace

/// The sum of the residuals of a bin is about normal: its size has the mean sqrt(2 v/(pi n)), v the variance
/// of the residuals in the bin times the bin's chance.
std::optional<MomentPrediction> predict_ece(const Query& q) {
  const auto found = scores_of(q);
  if (!found || !is_of_true_law(q)) return std::nullopt;
  const BinaryCalibration& scores = found->first;
  const double n = real(q.n);
  if (scores.is_constant()) return share_from_its_mean(n, scores.confidence());
  const std::vector<BinaryCalibration::Bin> bins = bins_of(scores, q);
  if (bins.empty()) return std::nullopt;
  double bias = 0, variance = 0;
  for (const BinaryCalibration::Bin& bin : bins) {
    bias += std::sqrt(bin.variance * two_over_pi / n);
    variance += bin.variance * (1 - two_over_pi) / n;
  }
  return MomentPrediction{bias, std::sqrt(variance), PredictionKind::leading,
                          "mean size of a normal sum of residuals in each bin"};
}

/// A bin adds the mean of its residuals' variances over n, if a point lies in it.
std::optional<MomentPrediction> predict_squared_ece(const Query& q) {
  const auto found = scores_of(q);
  if (!found || !is_of_true_law(q)) return std::nullopt;
  const double n = real(q.n);
  const std::vector<BinaryCalibration::Bin> bins = bins_of(found->first, q);
  if (bins.empty()) return std::nullopt;
  double bias = 0;
  for (const BinaryCalibration::Bin& bin : bins) {
    const double chance = std::fmin(bin.chance, 1);
    if (chance > 0) bias -= bin.variance / chance * std::expm1(n * std::log1p(-chance)) / n;
  }
  return MomentPrediction{bias, not_given, PredictionKind::exact, "variance of the residuals in each bin"};
}

std::optional<MomentPrediction> predict_debiased_calibration(const Query& q) {
  if (!is_of_true_law(q)) return std::nullopt;
  return MomentPrediction{0, not_given, PredictionKind::exact, "products of different residuals"};
}

/// Fisher's information about T of scores that are T times the law's is that about 1 over T^2.
std::optional<MomentPrediction> predict_temperature(const Query& q) {
  const auto found = scores_of(q);
  if (!found) return std::nullopt;
  MomentPrediction m{not_given, found->second / std::sqrt(real(q.n) * found->first.information()),
                     PredictionKind::leading, "Fisher 1925"};
  m.given_success = true;
  return m;
}

}  // namespace plim
