#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {

/// The observations as numbers with how often each was seen: `x: [lanes] -> [distinct]` and `times` likewise,
/// null where each entry is one observation. What a likelihood needs of any sample.
struct Observations {
  static constexpr const char* name = "observations";
  std::int64_t n;
  std::size_t lanes;
  const double* const* x;
  const double* const* times;
  const std::size_t* distinct;

  struct One {
    std::int64_t n;
    std::span<const double> x, times;  // times: empty, or as long as x
  };
  One one(std::size_t lane) const noexcept {
    const std::size_t size = distinct[lane];
    return {n, {x[lane], size}, times == nullptr ? std::span<const double>{} : std::span{times[lane], size}};
  }
};

/// The observations where they lie.
class ObservationsOfReals {
 public:
  explicit ObservationsOfReals(std::size_t lanes) : distinct_(lanes) {}
  const Observations& operator()(const Reals& reals);

 private:
  std::vector<std::size_t> distinct_;
  Observations view_{};
};

/// The values of classes, and with them their counts. O(K) a lane.
class ObservationsOfCounts {
 public:
  explicit ObservationsOfCounts(std::size_t lanes)
      : values_(lanes), times_(lanes), x_(lanes), weights_(lanes), distinct_(lanes) {}
  static std::size_t footprint(const SampleSize& size) { return 2 * sizeof(double) * size.K; }
  const Observations& operator()(const ValuedCounts& counts);
  /// Classes without values stand for their numbers 0, 1, ...
  const Observations& operator()(const Counts& counts);

 private:
  template <class ValueOf>
  const Observations& of(const Counts& counts, ValueOf value_of);

  std::vector<std::vector<double>> values_, times_;
  std::vector<const double*> x_, weights_;
  std::vector<std::size_t> distinct_;
  Observations view_{};
};

}  // namespace plim
