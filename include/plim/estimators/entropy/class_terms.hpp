#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/count_features.hpp"

namespace plim {

/// A function of the count of a class, which an estimator sums over the classes seen; small counts by a
/// table.
class ClassTerms {
 public:
  /// `term(c)` for whole c >= 1.
  explicit ClassTerms(double (*term)(double c));

  double operator()(std::int64_t c) const noexcept {
    const auto index = static_cast<std::size_t>(c);
    return index < table_.size() ? table_[index] : term_(static_cast<double>(c));
  }
  /// The sum over the classes that a lane has seen; needs the feature `frequencies`. O(K), and O(1) where
  /// every count is small.
  double sum(const CountFeatures& v, std::size_t lane) const noexcept;

 private:
  double (*term_)(double c);
  std::vector<double> table_;
};

}  // namespace plim
