#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "plim/engine/block_bytes.hpp"
#include "plim/io/journal.hpp"

namespace plim {

/// Writes the blocks of a plan as frames of a journal; the layout of a scenario stands before its first.
class BlockFrames {
 public:
  explicit BlockFrames(const Plan& plan) : plan_(plan), said_(plan.scenarios.size()) {}
  /// The layout of a scenario, if it is still to be written.
  std::string layout(std::size_t scenario);
  static std::string block(const BlockRecord& record);

 private:
  const Plan& plan_;
  std::vector<bool> said_;
};

/// The blocks of a result that is to be extended, from any thread.
class BlockArchive {
 public:
  explicit BlockArchive(const Plan& plan) : plan_(plan) {}
  void keep(const BlockRecord& record);
  /// The frames of blocks 0 .. blocks - 1 of every scenario, in an order that depends on nothing else, after
  /// a header that says which program made them.
  std::string frames(std::uint64_t blocks) const;

 private:
  const Plan& plan_;
  mutable std::mutex mutex_;
  std::map<std::pair<std::size_t, std::uint64_t>, std::string> blocks_;
};

/// The blocks among frames that a plan has a use for.
class FramedBlocks final : public BlockSource {
 public:
  /// Both are to outlive it.
  FramedBlocks(const Plan& plan, FrameReader& frames);
  ~FramedBlocks() override;
  std::optional<BlockRecord> next() override;
  std::vector<PartialBlock> partial() override { return std::move(partial_); }
  /// Blocks that hold nothing that the plan asks for.
  std::uint64_t foreign() const noexcept { return foreign_; }

 private:
  void take_layout(std::string_view payload);
  void take_block(std::string_view payload);

  const Plan& plan_;
  FrameReader& frames_;
  std::map<Digest, std::vector<std::size_t>> scenarios_;  // by stream: equal laws have one
  using Maps = std::vector<std::shared_ptr<const BlockMap>>;
  std::map<std::uint64_t, Maps> maps_;  // by the number of the layout
  std::vector<BlockRecord> ready_;
  std::vector<PartialBlock> partial_;
  std::uint64_t foreign_ = 0;
};

}  // namespace plim
