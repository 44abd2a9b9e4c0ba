#include "workbench.hpp"

namespace plim {
namespace {

constexpr std::size_t kept_bytes = 64 << 20;    // of one thread
constexpr std::size_t worker_bytes = 64 << 10;  // beside the sample

}  // namespace

bool Workbench::keeps_all(const Plan& plan) {
  std::size_t bytes = 0;
  for (const ScenarioPlan& s : plan.scenarios) {
    bytes += worker_bytes + s.lanes * lane_bytes(s);
    if (bytes > kept_bytes) return false;
  }
  return true;
}

Worker& Workbench::at(std::size_t scenario) {
  workers_.resize(keeps_all_ ? plan_.scenarios.size() : 1);
  std::unique_ptr<Worker>& worker = workers_[keeps_all_ ? scenario : 0];
  if (!worker || worker->scenario() != scenario) {
    worker.reset();  // before the next takes its memory
    const auto needed = needed_.find(scenario);
    worker = std::make_unique<Worker>(plan_, scenario,
                                      needed == needed_.end() ? std::vector<bool>() : needed->second);
  }
  return *worker;
}

}  // namespace plim
