#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/numeric/symmetric.hpp"
#include "plim/views/points.hpp"

namespace plim {

/// The sufficient statistic of a multivariate normal sample: `mean: [lanes][d]`, `scatter:
/// [lanes][d(d+1)/2]`, the upper triangle of sum z z', z = (x - mean)/unit, `unit: [lanes][d]` powers of two,
/// which are 1 unless squares left the doubles.
struct MeanScatter {
  static constexpr const char* name = "mean_scatter";
  std::int64_t n;
  std::size_t d, lanes;
  const double* mean;
  const double* scatter;
  const double* unit;

  struct One {
    std::int64_t n;
    std::span<const double> mean, scatter, unit;
    double squares(std::size_t i) const noexcept { return scatter[triangle_index(i, i, mean.size())]; }
  };
  One one(std::size_t lane) const noexcept {
    const std::size_t size = triangle_size(d);
    return {n, {mean + lane * d, d}, {scatter + lane * size, size}, {unit + lane * d, d}};
  }
};

/// By three passes: the mean, what its rounding left, products of deviations less what the rounding of the
/// centre adds; once more in other units where squares left the doubles. O(n d^2) a lane; NaN of none.
class MeanScatterOfPoints {
 public:
  explicit MeanScatterOfPoints(std::size_t) {}
  const MeanScatter& operator()(const Points& points);

 private:
  void take(const Points::One& points, double* mean, double* scatter, double* unit);
  void add_up(const Points::One& points, const double* mean, const double* unit, double* scatter);
  bool choose_units(const Points::One& points, const double* mean, const double* scatter, double* unit) const;

  std::vector<double> mean_, scatter_, unit_;
  std::vector<double> deviation_, off_;  // [d], of one point and summed
  MeanScatter view_{};
};

}  // namespace plim
