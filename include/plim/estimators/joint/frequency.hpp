#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/proportion_interval.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// P(event given condition) as the share of the observed draws of the condition in which the event occurs.
/// Undefined where the condition was not observed; 0 and 1 are the boundary.
class EventFrequency {
 public:
  using view = Counts;
  static constexpr std::string_view name = "frequency";
  static constexpr std::string_view estimand = "probability";
  static constexpr std::string_view summary = "observed share; se; interval: wilson, clopper_pearson or wald";
  static Outcome<EventFrequency> bind(const Knowns& knowns, const Arguments& options);

  static Range range(std::int64_t, double) { return {0, 1}; }
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

 private:
  std::vector<std::size_t> both_, condition_;  // classes; condition_ is empty if nothing is given
  ProportionInterval interval_;
};

/// How often one of the classes was observed.
std::int64_t count_of(const Counts::One& c, const std::vector<std::size_t>& classes) noexcept;

}  // namespace plim
