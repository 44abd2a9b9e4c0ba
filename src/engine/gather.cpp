#include "plim/engine/gather.hpp"

#include <algorithm>
#include <string>

#include "plim/accumulate/bytes.hpp"
#include "plim/core/error.hpp"
#include "plim/core/memory.hpp"

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
      turns_(turns_of(plan, allocation)),
      scenarios_(plan.scenarios.size()) {
  std::uint64_t most = 0;
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    const std::size_t values = values_kept(s, allocation.replicates[s]);
    const auto purpose = [&] {
      return "the kept estimates of " + name_of(plan.scenarios[s]) + ": " +
             std::to_string(std::min(plan.kept, allocation.replicates[s])) + " replicates, " +
             std::to_string(values >> 17) + " MB";
    };
    with_memory(purpose, [&] { scenarios_[s].kept.resize(values); });
    scenarios_[s].blocks = blocks_of(plan, allocation, s);
    most = std::max(most, scenarios_[s].blocks);
    all_ += scenarios_[s].blocks;
  }
  if (most > 0) arrived_.resize(turns_.completed(most - 1) + 1);
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

bool Gather::has_place(std::size_t scenario, std::uint64_t block, std::uint64_t replicates) const noexcept {
  if (scenario >= scenarios_.size() || block >= scenarios_[scenario].blocks) return false;
  const std::uint64_t left = allocation_.replicates[scenario] - block * plan_.block;
  return replicates == std::min(left, plan_.block);
}

bool Gather::wants(const BlockRecord& record) const {
  if (!has_place(record.scenario, record.block, record.replicates)) return false;
  const Scenario& scenario = scenarios_[record.scenario];
  const std::lock_guard lock(scenario.mutex);
  const auto known = scenario.taken.find(record.block);
  if (known == scenario.taken.end()) return true;
  if (known->second == digest_of(record)) return false;
  throw Error(ExitCode::data,
              "block " + std::to_string(record.block) + " of " + name_of(plan_.scenarios[record.scenario]) +
                  " comes twice, with other numbers: equal runs gave different results. One of "
                  "the machines or files is at fault; run the block again to see which");
}

bool Gather::take(BlockRecord&& record) {
  if (!wants(record)) return false;
  Scenario& scenario = scenarios_[record.scenario];
  {
    const std::lock_guard lock(scenario.mutex);
    scenario.taken.emplace(record.block, digest_of(record));
    put(scenario, std::move(record));
  }
  announce();
  return true;
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
  scenario.forest.merge(reach(), common());
}

/// Counts a scenario for the turns that it has now; a scenario that is done has all that are still to come.
void Gather::complete_turns(std::uint64_t before, std::uint64_t now, bool all) {
  const std::uint64_t end = all ? arrived_.size() : turns_.completed(now);
  const std::lock_guard lock(mutex_);
  for (std::uint64_t turn = turns_.completed(before); turn < end; ++turn) ++arrived_[turn];
  while (shared_ < arrived_.size() && arrived_[shared_] == scenarios_.size()) ++shared_;
}

void Gather::announce() {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (progress_) progress_(done_, all_);
}

std::vector<BlockRange> Gather::missing(const BlockRange& range) const {
  const Scenario& s = scenarios_[range.scenario];
  const std::lock_guard lock(s.mutex);
  std::vector<BlockRange> ranges;
  std::uint64_t first = std::max(range.first, s.prefix);
  for (auto here = s.ahead.lower_bound(first); first < range.last; ++here) {
    const std::uint64_t last = here == s.ahead.end() ? range.last : std::min(*here, range.last);
    if (first < last) ranges.push_back({range.scenario, first, last});
    first = last + 1;
    if (here == s.ahead.end()) break;
  }
  return ranges;
}

std::uint64_t Gather::common() const {
  const std::lock_guard lock(mutex_);
  return turns_.begin(shared_);
}

std::uint64_t Gather::done() const {
  const std::lock_guard lock(mutex_);
  return done_;
}

/// Of blocks that are all there. Merges them, and leaves kept values where they are.
Gathered Gather::gathered(std::uint64_t blocks) {
  Gathered gathered;
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    Scenario& scenario = scenarios_[s];
    const std::uint64_t done = std::min(blocks, scenario.blocks);
    scenario.forest.merge(reach(), done);
    gathered.done.replicates.push_back(std::min(allocation_.replicates[s], done * plan_.block));
    gathered.totals.push_back(done > 0 ? scenario.forest.total(done) : make_record(plan_.scenarios[s]));
  }
  return gathered;
}

std::size_t Gather::values_kept(std::size_t s, std::uint64_t replicates) const {
  const ScenarioPlan& plan = plan_.scenarios[s];
  return std::min(plan_.kept, replicates) * plan.sizes.size() * plan.series.size();
}

Gathered Gather::first(std::uint64_t blocks) {
  Gathered first = gathered(blocks);
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    const std::span<const double> kept(scenarios_[s].kept.data(), values_kept(s, first.done.replicates[s]));
    first.kept.emplace_back(kept.begin(), kept.end());
  }
  std::erase(fences_, blocks);
  return first;
}

Gathered Gather::finish(std::uint64_t most) {
  const bool has_most = std::all_of(scenarios_.begin(), scenarios_.end(), [most](const Scenario& s) {
    return s.prefix >= std::min(most, s.blocks);
  });
  const std::uint64_t blocks = has_most ? most : std::min(common(), most);
  fences_ = {blocks};  // others before it would keep it from being whole
  Gathered all = gathered(blocks);
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    scenarios_[s].forest = Forest();
    scenarios_[s].kept.resize(values_kept(s, all.done.replicates[s]));
    all.kept.push_back(std::move(scenarios_[s].kept));
  }
  return all;
}

Digest digest_of(const Gathered& gathered) {
  ByteWriter bytes;
  bytes(gathered.done.replicates);
  for (const Record& total : gathered.totals) Record::visit(total, bytes);
  for (const std::vector<double>& kept : gathered.kept) bytes(kept);
  return sha256(bytes.text());
}

std::vector<BlockRange> blocks_in_turns(const Plan& plan, const Allocation& allocation) {
  const Turns turns = turns_of(plan, allocation);
  std::uint64_t most = 0;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s)
    most = std::max(most, blocks_of(plan, allocation, s));
  std::vector<BlockRange> ranges;
  for (std::uint64_t turn = 0; turns.begin(turn) < most; ++turn) {
    const std::uint64_t begin = turns.begin(turn);
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
      const std::uint64_t end = std::min(turns.begin(turn + 1), blocks_of(plan, allocation, s));
      if (begin < end) ranges.push_back({s, begin, end});
    }
  }
  return ranges;
}

std::vector<BlockRange> missing_blocks(const Plan& plan, const Allocation& allocation, const Gather& gather) {
  std::vector<BlockRange> ranges;
  for (const BlockRange& turn : blocks_in_turns(plan, allocation)) {
    for (const BlockRange& range : gather.missing(turn)) ranges.push_back(range);
  }
  return ranges;
}

}  // namespace plim
