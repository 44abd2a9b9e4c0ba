#include "plim/study/conduct.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "plim/core/error.hpp"
#include "plim/theory/predictor.hpp"
#include "plim/verdict/checks.hpp"

namespace plim {
namespace {

/// Shows each block that is run to those who keep it before it is merged.
class Kept final : public BlockSink {
 public:
  Kept(BlockSink& next, const ConductOptions& options) : next_(next), options_(options) {}
  void accept(BlockRecord&& record) override {
    if (options_.keep) options_.keep(record);
    if (options_.every) options_.every(record);
    next_.accept(std::move(record));
  }

 private:
  BlockSink& next_;
  const ConductOptions& options_;
};

/// Blocks that have a part of what they are to have, and what is to be run for the rest.
class Completing final : public BlockSink {
 public:
  explicit Completing(BlockSink& next) : next_(next) {}
  /// Of those that the gathering has a place for, each once.
  void add(PartialBlock&& block, const Gather& gather) {
    const std::size_t s = block.scenario;
    if (!gather.has_place(s, block.block, block.replicates) ||
        gather.missing({s, block.block, block.block + 1}).empty())
      return;
    std::vector<bool>& needed = needed_[s];
    needed.resize(block.needed.size());
    for (std::size_t i = 0; i < needed.size(); ++i) needed[i] = needed[i] || block.needed[i];
    const auto place = std::pair(s, block.block);
    blocks_.emplace(place, std::move(block));
  }
  std::size_t size() const noexcept { return blocks_.size(); }
  const Needed& needed() const noexcept { return needed_; }
  std::vector<BlockRange> ranges() const {
    std::vector<BlockRange> ranges;
    for (const auto& [place, block] : blocks_)
      ranges.push_back({place.first, place.second, place.second + 1});
    return ranges;
  }
  void accept(BlockRecord&& record) override {
    const auto found = blocks_.find({record.scenario, record.block});
    next_.accept(found->second.complete(std::move(record)));
  }

 private:
  BlockSink& next_;
  std::map<std::pair<std::size_t, std::uint64_t>, PartialBlock> blocks_;
  Needed needed_;
};

constexpr int taken_at_once = 64;

/// Takes some blocks of a source; the last one's number, or nothing if there are no more.
std::optional<std::uint64_t> take_some(const NamedSource& source, const ConductOptions& options,
                                       Gather& gather) {
  std::uint64_t last = 0;
  try {
    for (int i = 0; i < taken_at_once; ++i) {
      std::optional<BlockRecord> record = source.blocks->next();
      if (!record) return std::nullopt;
      last = record->block;
      if (!gather.wants(*record)) continue;
      if (options.keep && !source.kept) options.keep(*record);
      if (options.every) options.every(*record);
      gather.take(std::move(*record));
    }
  } catch (const Error& error) {
    throw Error(error.code(), source.name + ": " + error.what());
  }
  return last;
}

/// Side by side, the one that is furthest behind first: those of workers who shared a run have its blocks by
/// turns, and one after the other most would have to wait for their neighbours.
void take_from(const std::vector<const NamedSource*>& sources, const ConductOptions& options,
               Gather& gather) {
  std::set<std::pair<std::uint64_t, std::size_t>> at;  // the last block of each source
  for (std::size_t s = 0; s < sources.size(); ++s) at.emplace(0, s);
  while (!at.empty()) {
    const std::size_t s = at.extract(at.begin()).value().second;
    const std::optional<std::uint64_t> last = take_some(*sources[s], options, gather);
    if (last) at.emplace(*last, s);
    if (last && at.size() > 1 && sources[s]->pause) sources[s]->pause();
  }
}

/// First what is kept already, to its end: only behind it can others be kept.
void take_all(const ConductOptions& options, Gather& gather) {
  for (const bool kept : {true, false}) {
    std::vector<const NamedSource*> sources;
    for (const NamedSource& source : options.sources) {
      if (source.kept == kept) sources.push_back(&source);
    }
    take_from(sources, options, gather);
  }
}

}  // namespace

PredictionTable predict(const Plan& plan, const Executor& executor) {
  PredictionTable table(plan.scenarios.size());
  executor.run(plan.scenarios.size(), [&](std::uint64_t index, int) {
    const ScenarioPlan& s = plan.scenarios[index];
    Predictor predictor(*s.population);
    for (const std::int64_t n : s.sizes) {
      for (const SeriesPlan& series : s.series) {
        const AnyEstimator& estimator = s.estimators[series.use];
        table[index].push_back(
            predictor(estimator, s.knowns[series.use], estimator.facts->outputs[series.element], n));
      }
    }
  });
  return table;
}

std::uint64_t gather_blocks(const Plan& plan, const Allocation& allocation, const Executor& executor,
                            const ConductOptions& options, Gather& gather) {
  RoundsSoFar rounds(options.rounds, plan, allocation, gather);
  take_all(options, gather);
  Kept sink(gather, options);
  Completing completing(sink);
  for (const NamedSource& source : options.sources) {
    for (PartialBlock& block : source.blocks->partial()) completing.add(std::move(block), gather);
  }
  if (options.taken) options.taken(gather, completing.size());
  const Rule missing = [&rounds](const Gather&) { return rounds.missing(); };
  const Rule& rule = options.rule ? options.rule : missing;
  if (!options.rule)
    run(plan, allocation, completing.ranges(), executor, completing, options.stop, completing.needed());
  while (!(options.stop && options.stop())) {
    const std::vector<BlockRange> ranges = rule(gather);
    if (ranges.empty()) break;
    run(plan, allocation, ranges, executor, sink, options.stop);
  }
  return rounds.blocks();
}

Results conduct(const Plan& plan, const Allocation& allocation, const Executor& executor,
                const ConductOptions& options) {
  const PredictionTable predictions = predict(plan, executor);
  Gather gather(plan, allocation, options.progress);
  const std::uint64_t blocks = gather_blocks(plan, allocation, executor, options, gather);
  const Gathered gathered = gather.finish(blocks);
  Results results = assemble(plan, gathered, predictions);
  const Allocation answer = first_blocks(plan, allocation, blocks);
  for (const std::uint64_t asked : answer.replicates) results.asked = std::max(results.asked, asked);
  if (results.replicates > 0) results.checks = judge_checks(plan, gathered, predictions);
  return results;
}

}  // namespace plim
