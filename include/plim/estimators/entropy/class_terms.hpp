#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/count_features.hpp"

namespace plim {

/// A function of the count of a class, 0 at 0, which an estimator sums over the classes seen; small counts by
/// a table.
class ClassTerms {
 public:
  /// `term(c)` for whole c >= 1.
  explicit ClassTerms(double (*term)(double c));

  double operator()(std::int64_t c) const noexcept {
    const auto index = static_cast<std::size_t>(c);
    return index < table_.size() ? table_[index] : term_(static_cast<double>(c));
  }
  struct Sums {
    std::vector<double> values, by_rows;  // [lanes]
  };
  /// The sum over the classes that each lane has seen, into `sums.values`; needs the feature `frequencies`.
  /// O(K), and O(1) where a lane has at least 64 classes, every one seen fewer than 64 times.
  void add_up(const CountFeatures& v, Sums& sums) const;

 private:
  double (*term_)(double c);
  std::vector<double> table_;
};

}  // namespace plim
