#include "plim/study/plan.hpp"

namespace plim {

Record make_record(const ScenarioPlan& scenario) {
  Record record(scenario.sizes.size() * scenario.series.size());
  for (const JointPlan& joint : scenario.joints) record.joints.emplace_back(joint.variables.size());
  record.largest.resize(scenario.identities.size());
  for (std::size_t i = 0; i < scenario.pooled.size(); ++i)
    record.pooled.push_back({std::vector<std::int64_t>(scenario.population->probabilities().size())});
  return record;
}

}  // namespace plim
