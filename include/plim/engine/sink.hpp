#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "plim/accumulate/record.hpp"

namespace plim {

/// What one block of one scenario yields: the unit of record, shard and merge.
struct BlockRecord {
  std::size_t scenario = 0;
  std::uint64_t block = 0;
  std::uint64_t replicates = 0;  // of the block: fewer than others have, if it is the last
  Record stats;
  std::vector<double> kept;  // [replicate of the block that is kept][n][series], values; NaN where it failed
};

/// Where blocks go; called by any thread.
class BlockSink {
 public:
  virtual ~BlockSink() = default;
  virtual void accept(BlockRecord&& record) = 0;
};

/// A block that lacks something of what it is to have.
struct PartialBlock {
  std::size_t scenario = 0;
  std::uint64_t block = 0, replicates = 0;
  std::vector<bool> needed;  // estimators that give what it lacks, `[n][estimator]`
  /// Puts it together with what these have given now.
  std::function<BlockRecord(BlockRecord&& fresh)> complete;
};

/// Where blocks come from that were run before, or elsewhere.
class BlockSource {
 public:
  virtual ~BlockSource() = default;
  /// The next whole block, or nothing when there is no more.
  virtual std::optional<BlockRecord> next() = 0;
  /// Those that came in between and are not whole.
  virtual std::vector<PartialBlock> partial() { return {}; }
};

}  // namespace plim
