#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/counts.hpp"

namespace plim {

/// What the count estimators share: `sum_c_log_c: [lanes]` in nats, `observed: [lanes]` classes seen.
struct CountFeatures {
  static constexpr const char* name = "count_features";
  std::int64_t n;
  std::size_t lanes;
  const double* sum_c_log_c;
  const double* observed;

  struct One {
    std::int64_t n;
    double sum_c_log_c, observed;
  };
  One one(std::size_t lane) const noexcept { return {n, sum_c_log_c[lane], observed[lane]}; }
};

/// One pass over dense counts, classes in order in every lane. O(K) a lane.
class FeaturesOfCounts {
 public:
  explicit FeaturesOfCounts(std::size_t lanes) : sum_(lanes), observed_(lanes) {}
  const CountFeatures& operator()(const Counts& counts);

 private:
  std::vector<double> sum_, observed_;
  CountFeatures view_{};
};

}  // namespace plim
