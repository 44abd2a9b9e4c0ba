#pragma once
#include <functional>
#include <vector>

#include "plim/estimators/labelled/known_softmax.hpp"
#include "plim/theory/estimand.hpp"

namespace plim {

// Of classifiers (src/theory/estimands/calibration.cpp).
extern const Estimand calibration_error_estimand, squared_calibration_error_estimand, temperature_estimand;

/// The law of the score s = w_0 + sum_j w_j x_j of class 1 against class 0, x_j independent normals: P(1 | x)
/// = 1/(1 + exp(-s)). By quadrature over |s|, on which confidence and the chance to be right depend alone.
class BinaryCalibration {
 public:
  /// `weights: [1 + d]`, `mean, sd: [d]` of the features.
  BinaryCalibration(const std::vector<double>& weights, const std::vector<double>& mean,
                    const std::vector<double>& sd);

  /// The mean distance, or its mean square, of the confidences that the score times `sharpness` gives and
  /// those of the score itself.
  double error(double sharpness, bool squared) const;

  /// Of the law's own confidence c in (low, high]: the chance that it lies there, and the mean of c (1 - c)
  /// there, times that chance.
  struct Bin {
    double chance, variance;
  };
  Bin bin(double low, double high) const;
  /// All but one value of |s| have the chance 0.
  bool is_constant() const noexcept { return sd_ == 0; }
  /// The confidence at the mean score.
  double confidence() const noexcept;
  /// E[s^2 c (1 - c)]: the information of one point about 1/T at T = 1.
  double information() const;

 private:
  double mean_over(const std::function<double(double)>& f, double low, double high) const;

  double mean_ = 0, sd_ = 0;
};

}  // namespace plim
