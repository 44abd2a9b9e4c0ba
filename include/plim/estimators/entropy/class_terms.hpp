#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/count_features.hpp"
#include "plim/views/count_kernels.hpp"

namespace plim {

/// A function of the count of a class, 0 at 0, which an estimator sums over the classes seen; small counts by
/// a table. It is rounded to units of 2^-52, whose sums are exact.
class ClassTerms {
 public:
  /// `term(c)` for whole c >= 1; less than 1000 in size, for c < 4096 less than 16.
  explicit ClassTerms(double (*term)(double c));

  double operator()(std::int64_t c) const noexcept {
    const auto index = static_cast<std::size_t>(c);
    return index < table_.size() ? static_cast<double>(table_[index]) * 0x1p-52
                                 : term_(static_cast<double>(c));
  }
  struct Sums {
    std::vector<double> values;  // [lanes]
    std::vector<FixedSum> fixed;
  };
  /// The sum over the classes that each lane has seen, into `sums.values`. O(K), and O(1) where another
  /// estimator has asked for the feature `frequencies` and no lane saw a class 64 times.
  void add_up(const CountFeatures& v, Sums& sums) const;

 private:
  double (*term_)(double c);
  std::vector<std::int64_t> table_;
};

}  // namespace plim
