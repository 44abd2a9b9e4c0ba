#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/labelled/known_softmax.hpp"
#include "plim/estimators/labelled/softmax_fit.hpp"

namespace plim {

/// How sure a classifier was of its first choice at one point, and if that was the label.
struct Certainty {
  double confidence;  // the largest of its probabilities
  bool right;
};

/// What a rule makes of the residuals d = right - confidence of n points in bins of like confidence, S_b and
/// n_b being their sum and number in bin b.
enum class CalibrationForm {
  absolute,  // sum_b |S_b|/n
  squared,   // sum_b S_b^2/(n n_b)
  debiased   // sum_b (S_b^2 - sum of d^2)/(n (n_b - 1)), without bins of one: of mean 0 where each d has
};

struct CalibrationRule {
  CalibrationForm form = CalibrationForm::absolute;
  bool equal_mass = false;  // bins ((b - 1)/bins, b/bins], else of as many points, equal ones in one bin
  std::size_t bins = 1;

  struct Bin {
    double sum = 0, squares = 0, count = 0;
  };
  /// Of at least one point; may sort them. `room`: for the bins.
  double operator()(std::vector<Certainty>& points, std::vector<Bin>& room) const;
};

/// Expected calibration error of the first choice by bins (Naeini, Cooper and Hauskrecht 2015; Guo, Pleiss,
/// Sun and Weinberger 2017), absolute or squared: of equal width, or `equal_mass` (Nguyen and O'Connor 2015).
template <bool equal_mass>
struct EceNames {
  static constexpr std::string_view name = equal_mass ? "ece_equal_mass" : "ece";
  static constexpr std::string_view summary =
      equal_mass ? "expected calibration error by bins of as many points"
                 : "expected calibration error by bins of equal width in confidence";
  static std::vector<std::string> estimands() { return {"calibration_error", "squared_calibration_error"}; }
  static CalibrationRule rule(const Knowns& knowns, std::size_t bins) {
    const bool squared = knowns.estimand != estimands().front();
    return {squared ? CalibrationForm::squared : CalibrationForm::absolute, equal_mass, bins};
  }
};

/// The squared one less what chance puts into each bin, by bins of as many points: where confidences are
/// alike within bins that of Kumar, Liang and Ma (2019).
struct DebiasedCalibrationNames {
  static constexpr std::string_view name = "debiased";
  static constexpr std::string_view summary =
      "squared calibration error less what chance adds, by bins of as many points";
  static std::vector<std::string> estimands() { return {"squared_calibration_error"}; }
  static CalibrationRule rule(const Knowns&, std::size_t bins) {
    return {CalibrationForm::debiased, true, bins};
  }
};

/// A rule N on a sample of points with labels: of a classifier whose weights the model knows, or of softmax
/// regression fitted to the sample itself (V = SoftmaxFits, else Labelled). O(n K d + n ln n).
template <class N, class V = SoftmaxFits>
class Calibration : public N {
 public:
  using view = V;
  struct workspace {
    std::vector<double> p;
    std::vector<Certainty> points;
    std::vector<CalibrationRule::Bin> bins;
  };
  static constexpr std::string_view likelihood = "softmax";
  static std::vector<Parameter> options();
  /// The bins that options say in their canonical form, or the usual ones.
  static std::size_t bins_said(const std::string& options);
  static Outcome<AnyEstimator> bind_any(const Knowns& knowns, const Arguments& options);

  void estimate(const typename V::One& sample, workspace& w, const Address&, const EstimateRef& out) const;
  Range range(std::int64_t, double) const noexcept;

 private:
  template <class, class>
  friend class Calibration;

  CalibrationRule rule_;
  KnownSoftmax known_;  // of Labelled
};

using Ece = Calibration<EceNames<false>>;
using EceEqualMass = Calibration<EceNames<true>>;
using DebiasedCalibration = Calibration<DebiasedCalibrationNames>;

}  // namespace plim
