#pragma once
#include <vector>

#include "plim/core/status.hpp"
#include "plim/numeric/feature_scale.hpp"
#include "plim/views/labelled.hpp"

namespace plim {

/// A maximum of the likelihood of labels given their points; without meaning unless the status is a success.
/// Nonunique: features are linear functions of each other or constant, to working precision, and the weights
/// are some of those at which it is.
struct SoftmaxFit {
  Status status = Status::regular;
  FeatureScale scale;
  std::vector<double> standard_weights, weights;  // of the features by that scale, and as they are
  std::vector<double> standard_errors;            // of the weights, by the inverse information of the sample
  double mean_log_likelihood = 0;                 // a nat per observation

  /// Undefined where they are not the only ones.
  Status status_of_weights() const noexcept {
    return status == Status::nonunique ? Status::undefined : status;
  }
  /// The scores `[K]` of the point `x: [d]`.
  void scores(const SoftmaxShape& shape, const double* x, std::span<double> scores) const noexcept;
};

/// Softmax regression by Newton's iteration on the concave log-likelihood, halved until that grows.
///
/// The maximum exists unless some weights, not all 0, give no label a smaller score than another class has at
/// any point, and some a larger one (Albert and Anderson 1984): classes apart, wholly or but for ties, and a
/// class without observations. Then the supremum lies at infinity, and the status says so. Each iterate is
/// held against that condition exactly, and each step, which turns to such weights where there are some, up
/// to 1e-10 of its largest difference of scores. All is computed of features about 0 of the size of 1, so
/// that neither where they lie nor their unit matters.
class SoftmaxFitter {
 public:
  void operator()(const Labelled::One& sample, SoftmaxFit& fit);

 private:
  bool scale(const Labelled::One& sample, SoftmaxFit& fit);
  void begin(const Labelled::One& sample, SoftmaxFit& fit);
  Status climb_to_maximum(const Labelled::One& sample, SoftmaxFit& fit);
  void write_weights(SoftmaxFit& fit);
  double evaluate(const Labelled::One& sample, const std::vector<double>& weights, std::vector<double>& p);
  void differentiate(const Labelled::One& sample);
  template <class F>
  void each_block(const Labelled::One& sample, F use);
  void find_step();
  bool climb(const Labelled::One& sample, SoftmaxFit& fit);
  bool separates(const Labelled::One& sample, const std::vector<double>& weights, double tolerance);

  SoftmaxShape shape_;
  SoftmaxBlock block_{shape_};
  std::vector<double> p_, moved_p_;  // [blocks][K][width], of the weights and of those a step further
  std::vector<double> residual_ = std::vector<double>(SoftmaxBlock::width),
                      ones_ = std::vector<double>(SoftmaxBlock::width, 1.0);
  std::vector<double> gradient_, step_, moved_, scores_, row_;
  std::vector<double> x_;            // [n][d], the features by their scale
  std::vector<double> furthest_;     // [1 + d], the largest size of each feature
  std::vector<double> information_;  // of the sample, as the gradient
  PositiveSystem system_;
  bool singular_ = false;  // the information
  double decrement_ = 0;   // gradient x step
};

/// The fit of every lane, `fits: [lanes]`, for all that ask of one sample.
struct SoftmaxFits {
  static constexpr const char* name = "softmax_fits";
  std::int64_t n;
  std::size_t lanes;
  const SoftmaxFit* fits;
  const Labelled* sample;

  struct One {
    const SoftmaxFit& fit;
    Labelled::One sample;
  };
  One one(std::size_t lane) const noexcept { return {fits[lane], sample->one(lane)}; }
};

class FitsOfLabelled {
 public:
  explicit FitsOfLabelled(std::size_t lanes) : fits_(lanes) {}
  const SoftmaxFits& operator()(const Labelled& sample);

 private:
  SoftmaxFitter fitter_;
  std::vector<SoftmaxFit> fits_;
  SoftmaxFits view_{};
};

}  // namespace plim
