#pragma once
#include <functional>
#include <mutex>
#include <utility>

#include "plim/study/run_journal.hpp"

namespace plim::cli {

/// Keeps blocks in the journal alone, and counts them.
class Journalled final : public BlockSink {
 public:
  /// `progress` is told after each block how many there are.
  Journalled(RunJournal& journal, std::function<void(std::uint64_t blocks)> progress)
      : journal_(journal), progress_(std::move(progress)) {}
  void accept(BlockRecord&& record) override {
    journal_.keep(record);
    const std::lock_guard lock(mutex_);
    progress_(++blocks_);
  }
  std::uint64_t blocks() const noexcept { return blocks_; }

 private:
  RunJournal& journal_;
  std::function<void(std::uint64_t)> progress_;
  std::mutex mutex_;
  std::uint64_t blocks_ = 0;
};

}  // namespace plim::cli
