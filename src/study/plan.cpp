#include "plim/study/plan.hpp"

namespace plim {

Record make_record(const ScenarioPlan& scenario) {
  Record record(scenario.sizes.size() * scenario.series.size());
  for (const JointPlan& joint : scenario.joints) record.joints.emplace_back(joint.variables.size());
  record.largest.resize(scenario.identities.size());
  return record;
}

}  // namespace plim
