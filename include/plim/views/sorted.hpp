#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"
#include "plim/views/view.hpp"

namespace plim {

/// The observations in ascending order with how often each was seen: `x: [lanes] -> [distinct]` and `times`
/// likewise, null where each entry is one observation; none (distinct = 0) where one is NaN.
struct Sorted {
  static constexpr const char* name = "sorted";
  std::int64_t n;
  std::size_t lanes;
  const double* const* x;
  const double* const* times;
  const std::size_t* distinct;

  struct One {
    std::int64_t n;
    std::span<const double> x, times;  // times: empty, or as long as x

    double count(std::size_t i) const noexcept { return times.empty() ? 1.0 : times[i]; }
    /// X_(k), 1 <= k <= n. O(1), or O(distinct) where times are given.
    double order_statistic(std::int64_t k) const noexcept;
    /// The quantile of type 7 of Hyndman and Fan (1996): linear between X_(j) and X_(j+1), j - 1 the whole
    /// part of (n - 1) p; 0 <= p <= 1. NaN without observations.
    double quantile(double p) const noexcept;
  };
  One one(std::size_t lane) const noexcept {
    const std::size_t size = distinct[lane];
    return {n, {x[lane], size}, times == nullptr ? std::span<const double>{} : std::span{times[lane], size}};
  }
};

/// By sorting the observations. O(n log n) a lane.
class SortedOfReals {
 public:
  explicit SortedOfReals(std::size_t lanes) : values_(lanes), x_(lanes), distinct_(lanes) {}
  static std::size_t footprint(const SampleSize& size) {
    return sizeof(double) * static_cast<std::size_t>(size.n);
  }
  const Sorted& operator()(const Reals& reals);

 private:
  std::vector<std::vector<double>> values_;
  std::vector<const double*> x_;
  std::vector<std::size_t> distinct_;
  Sorted view_{};
};

/// The values of the classes that were seen. O(K) a lane, and O(K log K) a group unless they ascend.
class SortedOfCounts {
 public:
  explicit SortedOfCounts(std::size_t lanes)
      : values_(lanes), times_(lanes), x_(lanes), weights_(lanes), distinct_(lanes) {}
  static std::size_t footprint(const SampleSize& size) { return 2 * sizeof(double) * size.K; }
  const Sorted& operator()(const ValuedCounts& counts);

 private:
  std::vector<std::size_t> order_;
  std::vector<std::vector<double>> values_, times_;
  std::vector<const double*> x_, weights_;
  std::vector<std::size_t> distinct_;
  Sorted view_{};
};

}  // namespace plim
