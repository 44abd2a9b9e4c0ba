#pragma once
#include "plim/numeric/sums.hpp"

namespace plim {

/// Mean and variance of scores under a law, which are given in two passes over its classes with their
/// probabilities: about the mean, so that no digits cancel. A class of probability 0 adds nothing.
class ScoreVariance {
 public:
  void first(double p, double score) noexcept {
    mean_.add(p * score);
    mass_.add(p);
  }
  void second(double p, double score) noexcept {
    const double deviation = score - mean_.value();
    variance_.add(p * deviation * deviation);
  }
  double mean() const noexcept { return mean_.value(); }
  /// The probability of the classes of the first pass.
  double mass() const noexcept { return mass_.value(); }
  double value() const noexcept { return variance_.value(); }

 private:
  CompensatedSum mean_, mass_, variance_;
};

}  // namespace plim
