#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {

/// The sufficient statistic of a normal sample: `mean: [lanes]`, `m2: [lanes]` = sum of ((x - mean) /
/// unit)^2, `unit: [lanes]` a power of two, which is 1 (as it is if null) unless the squares left the
/// doubles.
struct MeanM2 {
  static constexpr const char* name = "mean_m2";
  std::int64_t n;
  std::size_t lanes;
  const double* mean;
  const double* m2;
  const double* unit = nullptr;

  struct One {
    std::int64_t n;
    double mean, m2, unit = 1;
    /// sum of (x - mean)^2, though it may be infinite or 0 in doubles.
    double squares() const noexcept { return m2 * unit * unit; }
  };
  One one(std::size_t lane) const noexcept {
    return {n, mean[lane], m2[lane], unit == nullptr ? 1.0 : unit[lane]};
  }
};

/// Mean and M2 of the observations by four passes, each a sum of eight interleaved partial sums folded in a
/// fixed tree, so that the result does not depend on the vector width. O(n) a lane; where sums or squares
/// over- or underflow, a second time in other units.
class MeanM2OfReals {
 public:
  explicit MeanM2OfReals(std::size_t lanes) : mean_(lanes), m2_(lanes), unit_(lanes) {}
  const MeanM2& operator()(const Reals& reals);

 private:
  std::vector<double> mean_, m2_, unit_;
  MeanM2 view_{};
};

/// Of the values x[i], each `times[i]` times, n in all: `x, times: [distinct]`; NaN where one that was seen
/// is not finite.
MeanM2::One mean_m2_of(std::span<const double> x, std::span<const double> times, std::int64_t n) noexcept;

/// The same of counts of classes with values. O(K) a lane.
class MeanM2OfCounts {
 public:
  explicit MeanM2OfCounts(std::size_t lanes) : mean_(lanes), m2_(lanes), unit_(lanes) {}
  const MeanM2& operator()(const ValuedCounts& counts);

 private:
  std::vector<double> times_, mean_, m2_, unit_;
  MeanM2 view_{};
};

}  // namespace plim
