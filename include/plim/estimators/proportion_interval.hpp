#pragma once
#include <cstdint>
#include <string_view>

#include "plim/core/cell.hpp"
#include "plim/core/outcome.hpp"
#include "plim/core/status.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// How the interval of a proportion is made, if one is wanted.
struct ProportionInterval {
  enum class Method { none, wilson, clopper_pearson, wald };
  Method method = Method::none;
  double level = 0;
  double z = 0;  // the normal quantile of the level

  /// What the study asks for: wilson unless it names another; a Refusal if it names none of the three.
  static Outcome<ProportionInterval> bind(const Knowns& knowns, std::string_view estimator);
  bool wanted() const noexcept { return method != Method::none; }

  /// Value, standard error sqrt(p(1-p)/n) and limits of `successes` among n >= 1. Wilson 1927; Clopper and
  /// Pearson 1934; Wald, cut to [0, 1], the point itself at 0 and 1. These have no standard error. Neither
  /// allocates.
  Cell cell(std::int64_t successes, std::int64_t n) const noexcept;

  /// A share of 0 or 1 lies on the boundary.
  static Status status_of(double share) noexcept {
    return share > 0 && share < 1 ? Status::regular : Status::boundary;
  }
};

}  // namespace plim
