#pragma once
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/proportion_interval.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// The share of the observations above the estimand's bound; 0 and 1 are the boundary.
class ProportionAbove {
 public:
  using view = Sorted;
  static constexpr std::string_view name = "proportion", estimand = "tail_probability";
  static constexpr std::string_view summary =
      "share of the observations above the bound; se; interval: wilson, clopper_pearson or wald";
  static Outcome<ProportionAbove> bind(const Knowns& knowns, const Arguments& options);

  static Range range(std::int64_t, double) { return {0, 1}; }
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const Sorted::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

 private:
  double bound_ = 0;
  ProportionInterval interval_;
};

}  // namespace plim
