#pragma once
#include <vector>

#include "plim/core/status.hpp"
#include "plim/numeric/positive_system.hpp"
#include "plim/numeric/softmax.hpp"
#include "plim/views/labelled.hpp"

namespace plim {

/// A maximum of the likelihood of labels given their points; without meaning unless the status is a success.
struct SoftmaxFit {
  Status status = Status::regular;
  std::vector<double> weights,
      variances;                   // as SoftmaxShape has them; of the inverse information of the sample
  double mean_log_likelihood = 0;  // a nat per observation
};

/// Softmax regression by Newton's iteration on the concave log-likelihood, halved until that grows.
///
/// The maximum exists unless some weights, not all 0, give no label a smaller score than another class has at
/// any point, and some a larger one (Albert and Anderson 1984): classes apart, wholly or but for ties, and a
/// class without observations. Then the supremum lies at infinity, and the status says so. Each iterate is
/// held against that condition exactly, and each step, which turns to such weights where there are some, up
/// to 1e-7 of its largest difference of scores.
class SoftmaxFitter {
 public:
  void operator()(const Labelled::One& sample, SoftmaxFit& fit);

 private:
  void begin(const Labelled::One& sample, SoftmaxFit& fit);
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
  std::vector<double> gradient_, step_, moved_, scores_;
  std::vector<double> furthest_;     // [1 + d], the largest size of each feature
  std::vector<double> information_;  // of the sample, as the gradient
  PositiveSystem system_;
  double decrement_ = 0;  // gradient x step
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
