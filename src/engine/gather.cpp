#include "plim/engine/gather.hpp"

#include <algorithm>
#include <string>

#include "plim/accumulate/bytes.hpp"
#include "plim/core/error.hpp"

namespace plim {
namespace {

Digest digest_of(const BlockRecord& record) {
  ByteWriter bytes;
  Record::visit(record.stats, bytes);
  bytes(record.kept);
  return sha256(bytes.text());
}

}  // namespace

Gather::Gather(const Plan& plan, const Allocation& allocation, Progress progress)
    : plan_(plan),
      allocation_(allocation),
      progress_(std::move(progress)),
      turn_(blocks_of_a_turn(plan, allocation)),
      scenarios_(plan.scenarios.size()) {
  std::uint64_t most = 0;
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    const ScenarioPlan& scenario = plan.scenarios[s];
    const std::uint64_t kept = std::min(plan.kept, allocation.replicates[s]);
    scenarios_[s].kept.resize(kept * scenario.sizes.size() * scenario.series.size());
    scenarios_[s].blocks = blocks_of(plan, allocation, s);
    most = std::max(most, scenarios_[s].blocks);
    all_ += scenarios_[s].blocks;
  }
  arrived_.resize((most + turn_ - 1) / turn_);
  for (const Scenario& scenario : scenarios_) complete_turns(0, 0, scenario.blocks == 0);
}

void Gather::accept(BlockRecord&& record) {
  Scenario& scenario = scenarios_[record.scenario];
  {
    const std::lock_guard lock(scenario.mutex);
    put(scenario, std::move(record));
  }
  announce();
}

void Gather::take(BlockRecord&& record) {
  if (record.scenario >= scenarios_.size() || record.block >= scenarios_[record.scenario].blocks)
    throw Error(ExitCode::data, "a block of a run comes from elsewhere and has no place in this study");
  Scenario& scenario = scenarios_[record.scenario];
  {
    const std::lock_guard lock(scenario.mutex);
    const Digest digest = digest_of(record);
    const auto [known, fresh] = scenario.taken.emplace(record.block, digest);
    if (!fresh && known->second == digest) return;
    if (!fresh)
      throw Error(ExitCode::data, "block " + std::to_string(record.block) + " of scenario " +
                                      std::to_string(record.scenario) +
                                      " comes twice, with other numbers: the runs are not of the same study, "
                                      "program and machine, or one of them is damaged");
    put(scenario, std::move(record));
  }
  announce();
}

/// Under the scenario's lock.
void Gather::put(Scenario& scenario, BlockRecord&& record) {
  const ScenarioPlan& plan = plan_.scenarios[record.scenario];
  const std::size_t slot = record.block * plan_.block * plan.sizes.size() * plan.series.size();
  std::copy(record.kept.begin(), record.kept.end(),
            scenario.kept.begin() + static_cast<std::ptrdiff_t>(slot));
  const std::uint64_t before = scenario.prefix;
  scenario.forest.put(record.block, std::move(record.stats));
  scenario.ahead.insert(record.block);
  while (!scenario.ahead.empty() && *scenario.ahead.begin() == scenario.prefix) {
    scenario.ahead.erase(scenario.ahead.begin());
    ++scenario.prefix;
  }
  complete_turns(before, scenario.prefix, scenario.prefix == scenario.blocks);
  scenario.forest.merge(turn_, common());
}

/// Counts a scenario for the turns that it has now; a scenario that is done has all that are still to come.
void Gather::complete_turns(std::uint64_t before, std::uint64_t now, bool all) {
  const std::uint64_t end = all ? arrived_.size() : now / turn_;
  const std::lock_guard lock(mutex_);
  for (std::uint64_t turn = before / turn_; turn < end; ++turn) ++arrived_[turn];
  while (turns_ < arrived_.size() && arrived_[turns_] == scenarios_.size()) ++turns_;
}

void Gather::announce() {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (progress_) progress_(done_, all_);
}

bool Gather::has(std::size_t scenario, std::uint64_t block) const {
  const Scenario& s = scenarios_[scenario];
  const std::lock_guard lock(s.mutex);
  return block < s.prefix || s.ahead.count(block) != 0;
}

std::uint64_t Gather::common() const {
  const std::lock_guard lock(mutex_);
  return turns_ * turn_;
}

Gathered Gather::finish() {
  Gathered gathered;
  const std::uint64_t blocks = common();
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    Scenario& scenario = scenarios_[s];
    const std::uint64_t replicates = std::min(allocation_.replicates[s], blocks * plan_.block);
    const std::uint64_t done = std::min(blocks, scenario.blocks);
    scenario.forest.merge(turn_, done);
    gathered.done.replicates.push_back(replicates);
    gathered.totals.push_back(done > 0 ? scenario.forest.total(done) : make_record(plan_.scenarios[s]));
    scenario.forest = Forest();
    const ScenarioPlan& plan = plan_.scenarios[s];
    scenario.kept.resize(std::min(plan_.kept, replicates) * plan.sizes.size() * plan.series.size());
    gathered.kept.push_back(std::move(scenario.kept));
  }
  return gathered;
}

std::vector<BlockRange> missing_blocks(const Plan& plan, const Allocation& allocation, const Gather& gather) {
  const std::uint64_t turn = blocks_of_a_turn(plan, allocation);
  std::uint64_t most = 0;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s)
    most = std::max(most, blocks_of(plan, allocation, s));
  std::vector<BlockRange> ranges;
  for (std::uint64_t begin = 0; begin < most; begin += turn) {
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
      const std::uint64_t end = std::min(begin + turn, blocks_of(plan, allocation, s));
      for (std::uint64_t block = begin; block < end; ++block) {
        if (gather.has(s, block)) continue;
        const bool follows = !ranges.empty() && ranges.back().scenario == s && ranges.back().last == block;
        if (!follows) ranges.push_back({s, block, block});
        ranges.back().last = block + 1;
      }
    }
  }
  return ranges;
}

}  // namespace plim
