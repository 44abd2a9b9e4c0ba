#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/numeric/symmetric.hpp"
#include "plim/views/points.hpp"

namespace plim {

/// The sufficient statistic of a multivariate normal sample: `mean: [lanes][d]`, `scatter:
/// [lanes][d(d+1)/2]`, the upper triangle of sum (x - mean)(x - mean)'.
struct MeanScatter {
  static constexpr const char* name = "mean_scatter";
  std::int64_t n;
  std::size_t d, lanes;
  const double* mean;
  const double* scatter;

  struct One {
    std::int64_t n;
    std::span<const double> mean, scatter;
    double squares(std::size_t i) const noexcept { return scatter[triangle_index(i, i, mean.size())]; }
  };
  One one(std::size_t lane) const noexcept {
    const std::size_t size = triangle_size(d);
    return {n, {mean + lane * d, d}, {scatter + lane * size, size}};
  }
};

/// By three passes: the mean, what its rounding left, products of deviations less what the rounding of the
/// centre adds. O(n d^2) a lane; NaN of none.
class MeanScatterOfPoints {
 public:
  explicit MeanScatterOfPoints(std::size_t) {}
  const MeanScatter& operator()(const Points& points);

 private:
  void take(const Points::One& points, double* mean, double* scatter);

  std::vector<double> mean_, scatter_;
  std::vector<double> deviation_, off_;  // [d], of one point and summed
  MeanScatter view_{};
};

}  // namespace plim
