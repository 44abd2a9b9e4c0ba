#pragma once
#include <memory>
#include <vector>

#include "plim/engine/run.hpp"
#include "plim/engine/worker.hpp"

namespace plim {

/// The workers of one thread: one a scenario as long as they are few and small, else one at a time.
class Workbench {
 public:
  /// `needed`: for a scenario that is in it, what its worker is told.
  Workbench(const Plan& plan, const Needed& needed)
      : plan_(plan), needed_(needed), keeps_all_(keeps_all(plan)) {}
  /// Valid until the next call.
  Worker& at(std::size_t scenario);

  /// True if a thread keeps the workers of all scenarios.
  static bool keeps_all(const Plan& plan);

 private:
  const Plan& plan_;
  const Needed& needed_;
  bool keeps_all_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace plim
