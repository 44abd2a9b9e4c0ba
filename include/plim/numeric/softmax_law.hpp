#pragma once
#include <optional>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/numeric/feature_scale.hpp"

namespace plim {

/// The law of independent normal features and a label from the softmax of linear scores in them, and its
/// theory by quadrature over the features.
class SoftmaxLaw {
 public:
  struct Feature {
    double mean = 0, sd = 1;
  };
  /// Most features that quadrature reaches.
  static constexpr std::size_t most_features = 3;

  /// `weights: [K][1 + d]`, of which the differences from the first row count.
  SoftmaxLaw(const NumberRows& weights, std::vector<Feature> features);

  const SoftmaxShape& shape() const noexcept { return shape_; }
  /// Relative to those of class 0.
  std::span<const double> weights() const noexcept { return weights_; }
  std::span<const Feature> features() const noexcept { return features_; }

  /// H(Y | X) (nats), to 1e-9; nothing if there are too many features or slopes are too steep for the rule.
  std::optional<double> conditional_entropy() const noexcept { return entropy_; }
  /// The variance of -ln P(Y | X).
  double surprisal_variance() const noexcept { return surprisal_variance_; }
  /// The diagonal of the inverse of the expected information of one observation about the weights; empty
  /// where that is not known.
  std::span<const double> variances() const noexcept { return variances_; }

  /// A mean over the law, and how far the rule of the double step is off, whose square is about what is left.
  struct Mean {
    double value = 0, coarse_error = 0;
  };
  /// E[-ln q(Y | X)] of the softmax q with other weights of the same shape (nats); there must be an entropy.
  Mean cross_entropy(std::span<const double> weights) const;

 private:
  Mean standard_cross_entropy(std::span<const double> weights) const;
  void place_points();
  void find_moments();
  std::size_t points() const noexcept { return weight_.size(); }

  SoftmaxShape shape_;
  std::vector<double> weights_;
  std::vector<Feature> features_;
  FeatureScale scale_;  // by their means and sds: below all is of standard features
  // The trapezoidal rule on a lattice of d dimensions within a ball: first the points of the double step,
  // then from `coarse_` on the others, each kind filled up to whole blocks with points of weight 0.
  std::vector<double> x_, weight_;  // [points][d], [points]
  std::size_t coarse_ = 0;
  std::vector<double> mean_scores_;  // E[P(Y = k | X) (1, Z)], as weights stand
  std::optional<double> entropy_;
  double surprisal_variance_ = 0;
  std::vector<double> variances_;
};

}  // namespace plim
