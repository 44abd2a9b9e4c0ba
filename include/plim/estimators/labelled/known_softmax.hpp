#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/numeric/softmax.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// A classifier that stood before the sample was drawn: a softmax model each of whose weights is known.
struct KnownSoftmax {
  SoftmaxShape shape;
  std::vector<double> weights;

  /// Of a model with the prior law "point" on each weight, and on nothing else; else why it is none.
  static Outcome<KnownSoftmax> bind(const Knowns& knowns, std::string_view estimator);

  /// T if the weights are T > 0 times the others of the same shape, up to rounding: scores by which the law
  /// of those is too sure (T > 1), or not sure enough. Nothing if they are no multiple or all 0.
  std::optional<double> sharpness(const std::vector<double>& others) const noexcept;
};

}  // namespace plim
