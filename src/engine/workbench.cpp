#include "workbench.hpp"

#include <string>

#include "plim/core/memory.hpp"

namespace plim {
namespace {

constexpr std::size_t kept_bytes = 64 << 20;    // of one thread
constexpr std::size_t worker_bytes = 64 << 10;  // beside the sample

}  // namespace

bool Workbench::keeps_all(const Plan& plan) {
  std::size_t bytes = 0;
  for (const ScenarioPlan& s : plan.scenarios) {
    bytes += worker_bytes + thread_bytes(s);
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
    const ScenarioPlan& s = plan_.scenarios[scenario];
    const auto purpose = [&s] {
      return "samples of n = " + std::to_string(s.sizes.back()) + " of " + name_of(s) + ", in " +
             std::to_string(s.lanes) + " lanes: about " + std::to_string(thread_bytes(s) >> 20) +
             " MB a thread; fewer threads (--threads) take less";
    };
    worker = with_memory(purpose, [&] {
      return std::make_unique<Worker>(plan_, scenario,
                                      needed == needed_.end() ? std::vector<bool>() : needed->second);
    });
  }
  return *worker;
}

}  // namespace plim
