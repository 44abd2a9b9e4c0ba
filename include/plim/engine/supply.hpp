#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plim/engine/allocation.hpp"

namespace plim {

/// A block to be run.
struct Job {
  std::size_t scenario = 0;
  std::uint64_t block = 0;
  std::uint64_t order = 0;  // in which its supply gave it; of failures the first in it is told
  std::uint64_t unit = 0;   // what it was part of when it was handed out
};

/// Where the blocks to run come from: a list, or whoever divides them among programs. Asked by any thread.
class BlockSupply {
 public:
  virtual ~BlockSupply() = default;
  /// The next one, which it may have to wait for; nothing when the run is over for this program.
  virtual std::optional<Job> next() = 0;
  /// The record of a job has gone where it was to go.
  virtual void done(const Job&) {}
  /// As many as there are at most.
  virtual std::uint64_t most() const = 0;
};

/// The blocks of some ranges, in their order. The ranges are to outlive it.
class RangeSupply final : public BlockSupply {
 public:
  explicit RangeSupply(std::span<const BlockRange> ranges);
  std::optional<Job> next() override;
  std::uint64_t most() const override { return ends_.empty() ? 0 : ends_.back(); }

 private:
  std::span<const BlockRange> ranges_;
  std::vector<std::uint64_t> ends_;  // blocks up to the end of each range
  std::atomic<std::uint64_t> next_ = 0;
};

/// The blocks of some ranges, in their order, in so many units that are alike up to one block; all programs
/// that make it of the same ranges have the same.
class WorkUnits {
 public:
  WorkUnits(std::vector<BlockRange> ranges, std::uint64_t units);
  std::uint64_t size() const noexcept { return units_; }
  std::uint64_t blocks() const noexcept { return ends_.empty() ? 0 : ends_.back(); }
  /// The blocks of one unit, in their order.
  std::vector<BlockRange> unit(std::uint64_t unit) const;

 private:
  std::uint64_t begin(std::uint64_t unit) const;

  std::vector<BlockRange> ranges_;
  std::vector<std::uint64_t> ends_;
  std::uint64_t units_;
};

}  // namespace plim
