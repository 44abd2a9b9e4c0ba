#pragma once
#include <functional>
#include <string>
#include <vector>

#include "plim/engine/gather.hpp"
#include "plim/engine/rounds.hpp"
#include "plim/engine/run.hpp"
#include "plim/verdict/results.hpp"

namespace plim {

/// What theory says of every series of a plan.
PredictionTable predict(const Plan& plan, const Executor& executor);

/// The blocks to run next, seen what is there; none: the run is over.
using Rule = std::function<std::vector<BlockRange>(const Gather& gather)>;

/// Blocks that were run before, or elsewhere.
struct NamedSource {
  BlockSource* blocks = nullptr;
  std::string name;                       // where they come from, for messages
  bool kept = false;                      // in the place that `keep` writes to
  std::function<void()> pause = nullptr;  // told before others are read, if there are any
};

/// How a run is conducted; nothing here changes a number.
struct ConductOptions {
  Rule rule = nullptr;  // empty: all that is missing, in rounds
  Rounds rounds = {};
  std::vector<NamedSource> sources = {};  // whose blocks are not run again
  /// Told when the sources have given all; so many more blocks have a part of what they are to have.
  std::function<void(const Gather&, std::size_t partial)> taken = nullptr;
  std::function<void(const BlockRecord&)> keep = nullptr;   // told each block not kept yet, by any thread
  std::function<void(const BlockRecord&)> every = nullptr;  // told these and the others
  Gather::Progress progress = nullptr;
  Stop stop = nullptr;
};

/// Takes the blocks of the sources and runs what the rule asks for, or what is missing in rounds. The blocks
/// of a scenario that the answer is to rest on, at most.
std::uint64_t gather_blocks(const Plan& plan, const Allocation& allocation, const Executor& executor,
                            const ConductOptions& options, Gather& gather);

/// Runs a plan and measures, predicts and judges: the results of the blocks that every scenario has, which
/// are those of a study that asks for no more. They are partial if the run was stopped; without a block that
/// all have, there are no replicates in them, and nothing is judged.
Results conduct(const Plan& plan, const Allocation& allocation, const Executor& executor,
                const ConductOptions& options = {});

}  // namespace plim
