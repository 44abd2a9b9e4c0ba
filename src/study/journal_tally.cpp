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

}  // namespace

JournalTally::JournalTally(Journal& journal) try {
  const Facts& facts = journal.header();
  scenario_count_ = number_in(facts, "scenarios", std::uint64_t{1} << 32);
  block_ = number_in(facts, "block", std::uint64_t{1} << 32);
  replicates_ = number_in(facts, "replicates", replicate_limit);
  blocks_each_ = (replicates_ + block_ - 1) / block_;
  std::optional<Shard> shard;
  try {
    if (!fact(facts, "shard").empty()) shard = shard_of(fact(facts, "shard"));
  } catch (const Error& error) {
    throw Error(ExitCode::data, std::string("the journal is of no part that there is: ") + error.what());
  }
  std::map<std::uint64_t, std::vector<std::uint64_t>> seen;
  while (const std::optional<Frame> frame = journal.frames().next()) {
    if (frame->kind == FrameKind::session) {
      session_ = facts_in(frame->payload);
      rate_.reset();
    } else if (frame->kind == FrameKind::beat) {
      ByteReader in(frame->payload);
      double seconds = 0;
      std::uint64_t blocks = 0;
      in(seconds);
      in(blocks);
      if (seconds > 0) rate_ = static_cast<double>(blocks) / seconds;
    } else if (frame->kind == FrameKind::layout) {
      const auto [number, bytes] = opened(*frame);
      const BlockLayout layout(bytes);
      layouts_[number] = {layout.name, layout.cells};
    } else if (frame->kind == FrameKind::block) {
      take_block(*frame, seen);
    }
  }
  count(seen, shard);
} catch (const Error& error) {
  throw Error(error.code(), journal.path().string() + ": " + error.what());
}

void JournalTally::take_block(const Frame& frame, std::map<std::uint64_t, std::vector<std::uint64_t>>& seen) {
  const auto [number, bytes] = opened(frame);
  const auto layout = layouts_.find(number);
  if (layout == layouts_.end() || number >= scenario_count_)
    throw Error(ExitCode::data, "a block stands before its layout");
  const BlockFacts facts = facts_of(layout->second.second, bytes);
  if (facts.block >= blocks_each_) throw Error(ExitCode::data, "a block is none that the study has");
  seen[number].push_back(facts.block);
  for (std::size_t s = 0; s < status_count; ++s) statuses_[s] += facts.statuses[s];
}

void JournalTally::count(std::map<std::uint64_t, std::vector<std::uint64_t>>& seen,
                         const std::optional<Shard>& shard) {
  common_ = seen.size() == scenario_count_ ? blocks_each_ : 0;
  for (auto& [number, blocks] : seen) {
    std::sort(blocks.begin(), blocks.end());
    blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
    Scenario& scenario = scenarios_[number];
    scenario.name = layouts_[number].first;
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
    while (prefix < blocks.size() && blocks[prefix] == prefix) ++prefix;
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

}  // namespace plim
