#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plim/core/status.hpp"
#include "plim/io/journal.hpp"
#include "plim/study/journal_facts.hpp"

namespace plim {

/// How far a run is, by its journal alone: no plan is made and no data are read.
class JournalTally {
 public:
  /// Reads the frames to their end. Throws Error(data) if they do not fit together.
  explicit JournalTally(Journal& journal);

  struct Scenario {
    std::string name;
    BlockRange part;                  // what the journal is to have of it
    std::vector<BlockRange> missing;  // of that, in their order
    std::uint64_t done = 0;
  };
  /// Those that have a block; of a whole run one after the other, as far as they have begun.
  const std::map<std::size_t, Scenario>& scenarios() const noexcept { return scenarios_; }
  std::uint64_t scenario_count() const noexcept { return scenario_count_; }
  std::uint64_t blocks_each() const noexcept { return blocks_each_; }
  std::uint64_t block() const noexcept { return block_; }
  std::uint64_t replicates() const noexcept { return replicates_; }
  std::uint64_t done() const noexcept { return done_; }
  std::uint64_t all() const noexcept { return all_; }
  /// The blocks from 0 on that every scenario has.
  std::uint64_t common() const noexcept { return common_; }
  /// What became of all estimates of these blocks.
  const std::array<std::int64_t, status_count>& statuses() const noexcept { return statuses_; }
  /// Who wrote last; empty facts if nobody said.
  const Facts& session() const noexcept { return session_; }
  /// Blocks a second of the last session; nothing before its first beat.
  std::optional<double> rate() const noexcept { return rate_; }

 private:
  void take_block(const Frame& frame, std::map<std::uint64_t, std::vector<std::uint64_t>>& seen);
  void count(std::map<std::uint64_t, std::vector<std::uint64_t>>& seen, const std::optional<Shard>& shard);

  std::map<std::uint64_t, std::pair<std::string, std::uint64_t>> layouts_;  // names, and cells
  std::map<std::size_t, Scenario> scenarios_;
  std::uint64_t scenario_count_ = 0, block_ = 0, replicates_ = 0, blocks_each_ = 0;
  std::uint64_t done_ = 0, all_ = 0, common_ = 0;
  std::array<std::int64_t, status_count> statuses_{};
  Facts session_;
  std::optional<double> rate_;
};

}  // namespace plim
