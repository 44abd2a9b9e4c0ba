#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/digest.hpp"
#include "plim/engine/sink.hpp"
#include "plim/plan/plan.hpp"

namespace plim {

/// What names the accumulators of a scenario's blocks: each by all that its numbers depend on, so that a
/// study with one more check or estimator finds the others in blocks that were run before.
struct BlockNames {
  BlockNames(const Plan& plan, std::size_t scenario);

  std::size_t scenario;
  Digest stream;                                             // seed, sample, population, block size
  std::vector<Digest> series, joints, largest, pooled, own;  // as in a Record; series: `[n][series]`
};

/// A block as bytes that stand by themselves, whatever plan reads them.
std::string bytes_of(const BlockNames& names, const BlockRecord& record);

/// A block read back for a plan.
struct ReadBlock {
  BlockRecord record;
  std::size_t missing = 0;  // accumulators that the plan wants and the block has not: they are empty
};

/// Reads a block. Throws Error(data) if the bytes are none, or of another scenario.
ReadBlock read_block(const BlockNames& names, const Plan& plan, std::string_view bytes);

}  // namespace plim
