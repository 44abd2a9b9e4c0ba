#pragma once
#include "plim/plan/plan.hpp"

namespace plim {

/// One curve of a check to a verb that plans it.
struct Question {
  const CheckPlan& check;
  CheckCurve& curve;
  const GroupPlan& group;
  ScenarioPlan& scenario;
  std::uint64_t replicates;  // that the study asks for

  const CheckSpec& spec() const { return check.spec; }
  /// Indices into the scenario's series: the curve's, and the one that it is compared with.
  std::size_t series() const { return group.points[curve.point].first_series + curve.series; }
  std::size_t reference() const { return group.points[curve.point].first_series + *curve.reference; }
};

}  // namespace plim
