#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// P(A, B, ...) as if the factors were independent: the product of the observed shares of A, of B, ... Wrong
/// in the limit unless they are.
class ProductOfMargins {
 public:
  using view = Counts;
  static constexpr std::string_view name = "product_of_margins";
  static constexpr std::string_view estimand = "probability";
  static constexpr std::string_view summary =
      "product of the shares of each factor's level: right if independent";
  static Outcome<ProductOfMargins> bind(const Knowns& knowns, const Arguments& options);

  static Range range(std::int64_t, double) { return {0, 1}; }
  double estimate(const Counts::One& c) const noexcept;

 private:
  std::vector<std::vector<std::size_t>> classes_;  // of each term of the event
};

}  // namespace plim
