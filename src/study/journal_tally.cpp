#include "plim/study/journal_tally.hpp"

#include <algorithm>
#include <charconv>

#include "plim/accumulate/bytes.hpp"
#include "plim/engine/block_bytes.hpp"

namespace plim {
namespace {

std::uint64_t number_in(const Facts& facts, const char* name, std::uint64_t most) {
  const std::string& text = fact(facts, name);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0 || value > most)
    throw Error(ExitCode::data, std::string("the journal says that its ") + name + " is \"" + text + "\"");
  return value;
}

std::pair<std::uint64_t, std::string_view> opened(const Frame& frame) {
  ByteReader in(frame.payload);
  std::uint64_t number = 0;
  in(number);
  return {number, std::string_view(frame.payload).substr(sizeof number)};
}

std::optional<Shard> part_in(const Facts& facts) try {
  if (fact(facts, "shard").empty()) return std::nullopt;
  return shard_of(fact(facts, "shard"));
} catch (const Error& error) {
  throw Error(ExitCode::data, std::string("the journal is of no part that there is: ") + error.what());
}

}  // namespace

JournalTally::JournalTally(std::span<Journal> journals) {
  Seen seen;
  std::optional<Shard> shard;
  for (Journal& journal : journals) {
    try {
      const Facts& facts = journal.header();
      scenario_count_ = number_in(facts, "scenarios", std::uint64_t{1} << 32);
      block_ = number_in(facts, "block", std::uint64_t{1} << 32);
      replicates_ = number_in(facts, "replicates", replicate_limit);
      blocks_each_ = (replicates_ + block_ - 1) / block_;
      shard = part_in(facts);
      read(journal, seen);
    } catch (const Error& error) {
      throw Error(error.code(), journal.path().string() + ": " + error.what());
    }
  }
  count(seen, shard);
}

void JournalTally::read(Journal& journal, Seen& seen) {
  Session& session = sessions_.emplace_back();
  layouts_.clear();
  while (const std::optional<Frame> frame = journal.frames().next()) {
    if (frame->kind == FrameKind::session) {
      session = {facts_in(frame->payload), std::nullopt};
    } else if (frame->kind == FrameKind::beat) {
      ByteReader in(frame->payload);
      double seconds = 0;
      std::uint64_t blocks = 0;
      in(seconds);
      in(blocks);
      if (seconds > 0) session.rate = static_cast<double>(blocks) / seconds;
    } else if (frame->kind == FrameKind::layout) {
      const auto [number, bytes] = opened(*frame);
      const BlockLayout layout(bytes);
      layouts_[number] = {layout.name, layout.cells};
      names_[number] = layout.name;
    } else if (frame->kind == FrameKind::block) {
      take_block(*frame, seen);
    }
  }
}

void JournalTally::take_block(const Frame& frame, Seen& seen) {
  const auto [number, bytes] = opened(frame);
  const auto layout = layouts_.find(number);
  if (layout == layouts_.end() || number >= scenario_count_)
    throw Error(ExitCode::data, "a block stands before its layout");
  const BlockFacts facts = facts_of(layout->second.second, bytes);
  if (facts.block >= blocks_each_) throw Error(ExitCode::data, "a block is none that the study has");
  if (!seen[number].insert(facts.block).second) return;  // two workers did it
  for (std::size_t s = 0; s < status_count; ++s) statuses_[s] += facts.statuses[s];
}

void JournalTally::count(const Seen& seen, const std::optional<Shard>& shard) {
  common_ = seen.size() == scenario_count_ ? blocks_each_ : 0;
  for (const auto& [number, blocks] : seen) {
    Scenario& scenario = scenarios_[number];
    scenario.name = names_[number];
    scenario.part = shard ? part_of(*shard, number, blocks_each_) : BlockRange{number, 0, blocks_each_};
    scenario.done = blocks.size();
    done_ += scenario.done;
    std::uint64_t next = scenario.part.first;
    for (const std::uint64_t block : blocks) {
      if (block > next) scenario.missing.push_back({number, next, block});
      next = std::max(next, block + 1);
    }
    if (next < scenario.part.last) scenario.missing.push_back({number, next, scenario.part.last});
    std::uint64_t prefix = 0;
    for (auto block = blocks.begin(); block != blocks.end() && *block == prefix; ++block) ++prefix;
    common_ = std::min(common_, prefix);
  }
  // As many scenarios as there are parts have all blocks once in each part.
  const std::uint64_t parts = shard ? shard->count : 1;
  all_ = scenario_count_ / parts * blocks_each_;
  for (std::uint64_t s = 0; s < scenario_count_ % parts; ++s) {
    const BlockRange part = part_of(*shard, s, blocks_each_);
    all_ += part.last - part.first;
  }
}

std::vector<BlockRange> JournalTally::missing(const BlockRange& range) const {
  const auto begun = scenarios_.find(range.scenario);
  if (begun == scenarios_.end()) return {range};
  const std::vector<BlockRange>& all = begun->second.missing;
  auto stretch = std::partition_point(all.begin(), all.end(),
                                      [&](const BlockRange& m) { return m.last <= range.first; });
  std::vector<BlockRange> list;
  for (; stretch != all.end() && stretch->first < range.last; ++stretch)
    list.push_back(
        {range.scenario, std::max(stretch->first, range.first), std::min(stretch->last, range.last)});
  return list;
}

std::vector<BlockRange> missing_blocks(const Plan& plan, const Allocation& allocation,
                                       const JournalTally& tally) {
  std::vector<BlockRange> list;
  for (const BlockRange& turn : blocks_in_turns(plan, allocation)) {
    for (const BlockRange& range : tally.missing(turn)) list.push_back(range);
  }
  return list;
}

}  // namespace plim
