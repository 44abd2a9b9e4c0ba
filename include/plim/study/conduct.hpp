#pragma once
#include <functional>
#include <vector>

#include "plim/engine/gather.hpp"
#include "plim/engine/run.hpp"
#include "plim/verdict/results.hpp"

namespace plim {

/// What theory says of every series of a plan.
PredictionTable predict(const Plan& plan, const Executor& executor);

/// The blocks to run next, seen what is there; none: the run is over.
using Rule = std::function<std::vector<BlockRange>(const Gather& gather)>;

/// How a run is conducted; nothing here changes a number.
struct ConductOptions {
  Rule rule = nullptr;                                     // empty: all that is missing
  BlockSource* source = nullptr;                           // of blocks that were run before, or elsewhere
  std::function<void(const BlockRecord&)> keep = nullptr;  // told each block that is run, by any thread
  Gather::Progress progress = nullptr;
  Stop stop = nullptr;
};

/// Runs a plan and measures, predicts and judges: the results of the blocks that every scenario has, which
/// are those of a study that asks for no more. They are partial if the run was stopped; without a block that
/// all have, there are no replicates in them, and nothing is judged.
Results conduct(const Plan& plan, const Allocation& allocation, const Executor& executor,
                const ConductOptions& options = {});

}  // namespace plim
