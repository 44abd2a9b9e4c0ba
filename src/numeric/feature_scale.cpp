#include "plim/numeric/feature_scale.hpp"

namespace plim {

void FeatureScale::to_standard(const SoftmaxShape& shape, std::span<double> weights) const noexcept {
  for (std::size_t at = 0; at < weights.size(); at += shape.row()) {
    for (std::size_t j = 0; j < shape.d; ++j) {
      weights[at] += weights[at + j + 1] * centre[j];
      weights[at + j + 1] *= unit[j];
    }
  }
}

void FeatureScale::from_standard(const SoftmaxShape& shape, std::span<double> weights) const noexcept {
  for (std::size_t at = 0; at < weights.size(); at += shape.row()) {
    for (std::size_t j = 0; j < shape.d; ++j) {
      weights[at] -= weights[at + j + 1] * (centre[j] / unit[j]);
      weights[at + j + 1] /= unit[j];
    }
  }
}

void FeatureScale::variances(const SoftmaxShape& shape, PositiveSystem& information, std::vector<double>& row,
                             std::vector<double>& out) const {
  out.resize(shape.size());
  for (std::size_t i = 0; i < shape.size(); ++i) {
    row.assign(shape.size(), 0);
    row[i] = 1;
    for (std::size_t j = 0; i % shape.row() == 0 && j < shape.d; ++j) row[i + j + 1] = -centre[j] / unit[j];
    out[i] = information.inverse_square(row);
  }
}

}  // namespace plim
