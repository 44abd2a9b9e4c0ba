#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "plim/core/status.hpp"
#include "plim/engine/gather.hpp"
#include "plim/io/journal.hpp"
#include "plim/study/journal_facts.hpp"

namespace plim {

/// How far a run is, by its journals alone: no plan is made and no data are read.
class JournalTally {
 public:
  /// Reads the frames of one run's journals, of which there is one at least, to their end. Throws Error(data)
  /// if they do not fit together.
  explicit JournalTally(std::span<Journal> journals);

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
  /// The blocks of a range, of what the journals are to have, that they have not.
  std::vector<BlockRange> missing(const BlockRange& range) const;
  /// What became of all estimates of these blocks.
  const std::array<std::int64_t, status_count>& statuses() const noexcept { return statuses_; }
  /// Who wrote last to each of the journals, empty facts if nobody said, and his blocks a second, nothing
  /// before his first beat: `[journal]`.
  struct Session {
    Facts facts;
    std::optional<double> rate;
  };
  const std::vector<Session>& sessions() const noexcept { return sessions_; }

 private:
  using Seen = std::map<std::uint64_t, std::set<std::uint64_t>>;
  using Layouts = std::map<std::uint64_t, std::pair<std::string, std::uint64_t>>;  // names, and cells
  void read(Journal& journal, Seen& seen);
  void take_block(const Frame& frame, Seen& seen);
  void count(const Seen& seen, const std::optional<Shard>& shard);

  Layouts layouts_;  // of the journal that is read
  std::map<std::uint64_t, std::string> names_;
  std::map<std::size_t, Scenario> scenarios_;
  std::uint64_t scenario_count_ = 0, block_ = 0, replicates_ = 0, blocks_each_ = 0;
  std::uint64_t done_ = 0, all_ = 0, common_ = 0;
  std::array<std::int64_t, status_count> statuses_{};
  std::vector<Session> sessions_;
};

/// All blocks that a tally of their run does not have, scenarios taking turns.
std::vector<BlockRange> missing_blocks(const Plan& plan, const Allocation& allocation,
                                       const JournalTally& tally);

}  // namespace plim
