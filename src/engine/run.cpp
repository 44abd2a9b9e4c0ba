#include "plim/engine/run.hpp"

#include <memory>
#include <vector>

#include "plim/engine/worker.hpp"

namespace plim {

void run(const Plan& plan, const Executor& executor, BlockSink& sink) {
  std::vector<std::unique_ptr<Worker>> workers(static_cast<std::size_t>(executor.threads()));
  const std::uint64_t blocks = plan.blocks();
  executor.run(blocks * plan.scenarios.size(), [&](std::uint64_t job, int thread) {
    const auto scenario = static_cast<std::size_t>(job / blocks);
    std::unique_ptr<Worker>& worker = workers[static_cast<std::size_t>(thread)];
    if (!worker || worker->scenario() != scenario) worker = std::make_unique<Worker>(plan, scenario);
    sink.accept(worker->run(job % blocks));
  });
}

}  // namespace plim
