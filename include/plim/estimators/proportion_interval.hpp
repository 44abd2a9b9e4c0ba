#pragma once
#include <cstdint>
#include <string_view>

#include "plim/core/cell.hpp"
#include "plim/core/outcome.hpp"
#include "plim/core/status.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/numeric/quantile_memo.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// How the interval of a proportion is made, if one is wanted.
struct ProportionInterval {
  enum class Method { none, wilson, clopper_pearson, wald };
  /// Of these names; none of any other, and of "" wilson, which is that of a share where no other is named.
  static Method method_named(std::string_view name) noexcept;
  Method method = Method::none;
  double level = 0;
  double z = 0;  // the normal quantile of the level

  /// What the study asks for: wilson unless it names another; a Refusal if it names none of the three.
  static Outcome<ProportionInterval> bind(const Knowns& knowns, std::string_view estimator);
  static ProportionInterval of(Method method, double level);
  bool wanted() const noexcept { return method != Method::none; }

  /// Of `successes` among n >= 1. Wilson 1927; Clopper and Pearson 1934; Wald, not cut to [0, 1], the point
  /// itself at 0 and 1. Does not allocate.
  Range limits(std::int64_t successes, std::int64_t n, QuantileMemo* memo = nullptr) const noexcept;

  /// Value, standard error sqrt(p(1-p)/n), none at 0 and 1, and those limits cut to [0, 1].
  Cell cell(std::int64_t successes, std::int64_t n) const noexcept;

  /// A share of 0 or 1 lies on the boundary.
  static Status status_of(double share) noexcept {
    return share > 0 && share < 1 ? Status::regular : Status::boundary;
  }
};

}  // namespace plim
