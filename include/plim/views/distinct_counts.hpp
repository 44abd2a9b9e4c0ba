#pragma once
#include <cstdint>
#include <vector>

#include "plim/views/count_features.hpp"

namespace plim {

/// The counts of a lane without regard to their classes: `count: [distinct]` ascending, `classes: [distinct]`
/// how many were seen so often. Whatever is computed of it does not depend on the order of the classes.
class DistinctCounts {
 public:
  /// Of the lane of a view that has `frequencies`; O(K + s log s), s the classes with large counts.
  void gather(const CountFeatures& v, std::size_t lane);

  std::vector<double> count, classes;

 private:
  void add(double c, double number);
  std::vector<std::int64_t> large_;
};

}  // namespace plim
