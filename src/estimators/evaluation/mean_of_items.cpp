#include "plim/estimators/evaluation/mean_of_items.hpp"

#include <cmath>

namespace plim {

std::vector<Parameter> MeanOfItems::options() {
  Parameter block{"block", Domain::positive_integer, "rows of a block, of se = \"block\""};
  block.optional = true;
  return {{"se", Domain::text, "what is independent: rows (\"iid\"), \"cluster\" or \"block\"",
           Value{std::string("iid")}},
          block};
}

Outcome<MeanOfItems> MeanOfItems::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"t"});
  if (!interval) return Refusal{interval.reason()};
  if (knowns.columns.empty()) return Refusal{"mean of a column needs rows of several"};
  MeanOfItems bound;
  bound.interval_ = *interval;
  bound.column_ = knowns.columns.front();
  if (knowns.columns.size() > 1) bound.minus_ = knowns.columns[1];
  const std::string& se = options.text("se");
  if (se == "cluster") {
    bound.independent_ = Independent::clusters;
  } else if (se == "block") {
    bound.independent_ = Independent::blocks;
    if (!options.has("block"))
      return Refusal{"se = \"block\" needs the rows of a block, as in se = { block = 256 }"};
    bound.block_ = static_cast<std::size_t>(options.integer("block"));
  } else if (se != "iid") {
    return Refusal{"se is \"" + se + "\", but must be \"iid\", \"cluster\" or { block = ROWS }"};
  }
  if (options.has("block") && bound.independent_ != Independent::blocks)
    return Refusal{"block goes with se = \"block\""};
  return bound;
}

evaluation::GroupTotals MeanOfItems::totals(const Items::One& items, const workspace& w) const {
  if (independent_ == Independent::rows) return evaluation::totals_of_items(w.values, {});
  if (independent_ == Independent::blocks) return evaluation::totals_of_blocks(w.values, {}, block_);
  return evaluation::totals_of_groups(w.values, {}, items.cluster, items.cluster.back() + std::size_t{1});
}

void MeanOfItems::estimate(const Items::One& items, workspace& w, const Address&,
                           const EstimateRef& out) const {
  const std::size_t n = items.cluster.size();
  if (n == 0) {
    out.status = Status::empty;
    return;
  }
  w.values.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = items.x.data() + i * items.columns;
    w.values[i] = minus_ ? row[column_] - row[*minus_] : row[column_];
  }
  const evaluation::RatioMean mean = evaluation::ratio_mean(totals(items, w));
  Cell& cell = out.out[0];
  cell.value = mean.value;
  if (!std::isfinite(mean.value)) {
    out.status = Status::invalid;
    return;
  }
  cell.se = mean.se;
  if (interval_.level == 0 || !(mean.se > 0)) return;
  const Limits limits = evaluation::student_limits(mean, interval_.level);
  cell.lo = limits.lower;
  cell.hi = limits.upper;
}

}  // namespace plim
