#include "plim/study/conduct.hpp"

#include <algorithm>

#include "plim/theory/predictor.hpp"
#include "plim/verdict/checks.hpp"

namespace plim {
namespace {

/// Shows each block that is run to a keeper before it is merged.
class Kept final : public BlockSink {
 public:
  Kept(BlockSink& next, const std::function<void(const BlockRecord&)>& keep) : next_(next), keep_(keep) {}
  void accept(BlockRecord&& record) override {
    if (keep_) keep_(record);
    next_.accept(std::move(record));
  }

 private:
  BlockSink& next_;
  const std::function<void(const BlockRecord&)>& keep_;
};

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

Results conduct(const Plan& plan, const Allocation& allocation, const Executor& executor,
                const ConductOptions& options) {
  const PredictionTable predictions = predict(plan, executor);
  Gather gather(plan, allocation, options.progress);
  if (options.source != nullptr) {
    while (std::optional<BlockRecord> record = options.source->next()) gather.take(std::move(*record));
  }
  const Rule missing = [&](const Gather& g) { return missing_blocks(plan, allocation, g); };
  const Rule& rule = options.rule ? options.rule : missing;
  Kept sink(gather, options.keep);
  while (!(options.stop && options.stop())) {
    const std::vector<BlockRange> ranges = rule(gather);
    if (ranges.empty()) break;
    run(plan, allocation, ranges, executor, sink, options.stop);
  }
  const Gathered gathered = gather.finish();
  Results results = assemble(plan, gathered, predictions);
  for (const std::uint64_t asked : allocation.replicates) results.asked = std::max(results.asked, asked);
  if (results.replicates > 0) results.checks = judge_checks(plan, gathered, predictions);
  return results;
}

}  // namespace plim
