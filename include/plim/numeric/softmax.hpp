#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace plim {

/// Weights of linear scores of K classes in d features: P(Y = k | x) is proportional to exp(score_k), score_k
/// = w_k0 + sum_j w_kj x_j and score_0 = 0, so that no two weights give the same law. They stand class by
/// class from the second on, the intercept first: `[K - 1][1 + d]`.
struct SoftmaxShape {
  std::size_t K = 0, d = 0;

  std::size_t row() const noexcept { return 1 + d; }
  std::size_t size() const noexcept { return (K - 1) * row(); }
  bool operator==(const SoftmaxShape&) const = default;
};

/// intercept_K and slope_K_J: classes are counted from 0 (which has none), features from 1.
std::vector<std::string> softmax_names(const SoftmaxShape& shape);

/// The scores `[K]` of the point `x: [d]`.
void softmax_scores(const SoftmaxShape& shape, std::span<const double> weights, const double* x,
                    std::span<double> scores) noexcept;

/// Turns scores into probabilities; the logarithm of what their exponentials sum to.
double softmax_probabilities(std::span<double> scores) noexcept;

/// Up to 64 points at a time, each feature of them side by side; `p: [K][width]` are probabilities.
class SoftmaxBlock {
 public:
  static constexpr std::size_t width = 64;
  explicit SoftmaxBlock(const SoftmaxShape& shape)
      : shape_(shape), features_(shape.row() * width), product_(width), largest_(width), log_sum_(width) {}

  /// Takes the points `x: [count][d]`.
  void load(const double* x, std::size_t count) noexcept;
  /// Writes the probabilities, 0 beyond the points.
  void evaluate(std::span<const double> weights, double* p) noexcept;
  /// The logarithm of what the exponentials of the scores of point m sum to.
  double log_sum(std::size_t m) const noexcept { return log_sum_[m]; }
  /// The sum over the points of a[m] times the intercept's 1 (i = 0) or feature i.
  double sum(const double* a, std::size_t i) const noexcept;
  /// Adds, times w[m], the information of each point: (diag(p) - p p') x (1, x)(1, x)' of classes 1 .. K - 1,
  /// to the lower triangle of `information: [size][size]`.
  void add_information(const double* p, const double* w, std::span<double> information) noexcept;

 private:
  SoftmaxShape shape_;
  std::size_t count_ = 0;
  std::vector<double> features_;  // [1 + d][width], 1 first
  std::vector<double> product_, largest_, log_sum_;
};

}  // namespace plim
