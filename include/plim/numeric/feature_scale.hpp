#pragma once
#include <span>
#include <vector>

#include "plim/numeric/positive_system.hpp"
#include "plim/numeric/softmax.hpp"

namespace plim {

/// Features z = (x - centre)/unit, `centre, unit: [d]`, of which scores are computed, and what the weights of
/// z and of x are to each other.
struct FeatureScale {
  std::vector<double> centre, unit;

  double standard(double x, std::size_t j) const noexcept { return (x - centre[j]) / unit[j]; }
  /// Turns weights of x into those of z, and back.
  void to_standard(const SoftmaxShape& shape, std::span<double> weights) const noexcept;
  void from_standard(const SoftmaxShape& shape, std::span<double> weights) const noexcept;
  /// Writes the variances of the weights of x from the information about those of z, slopes times the square
  /// of the unit, so that none leaves the doubles. `information`: factorised; `row`: room.
  void variances(const SoftmaxShape& shape, PositiveSystem& information, std::vector<double>& row,
                 std::vector<double>& out) const;
  /// The unit of the weight in that place.
  double unit_of(const SoftmaxShape& shape, std::size_t weight) const noexcept {
    return weight % shape.row() == 0 ? 1 : unit[weight % shape.row() - 1];
  }
};

}  // namespace plim
