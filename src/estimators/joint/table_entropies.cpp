#include "table_entropies.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/score_variance.hpp"
#include "plim/views/count_tables.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

Combined Combination::operator()(const PerTable& h) const noexcept {
  Combined c{0, {}};
  for (std::size_t t = 0; t < signs.size(); ++t) {
    c.slope[t] = signs[t];
    c.value += signs[t] * h[t];
  }
  if (!by) return c;
  const JointEntropies joint = {h[0], h[1], h[2]};
  const double divisor = normaliser(*by, joint);
  if (!(divisor > 0)) return {};
  c.value /= divisor;
  const JointEntropies slope = slope_of_normaliser(*by, joint);
  for (std::size_t t = 0; t < slope.size(); ++t) c.slope[t] = (c.slope[t] - c.value * slope[t]) / divisor;
  return c;
}

namespace {

class CombinationInstance final : public Instance {
 public:
  CombinationInstance(const std::vector<Table>& tables, const Combination& combination,
                      const NormalInterval& interval)
      : combination_(combination), interval_(interval), cells_(tables.size()), status_(tables.size()) {
    for (const Table& t : tables) entropies_.push_back(t.entropy->instantiate());
  }

  bool run(const void* view, std::int64_t, const Address& first, const BlockOut& out) override {
    const CountTables& v = *static_cast<const CountTables*>(view);
    for (std::size_t t = 0; t < entropies_.size(); ++t) {
      cells_[t].resize(out.lanes);
      status_[t].resize(out.lanes);
      const BlockOut own{cells_[t].data(), status_[t].data(), 1, out.lanes};
      if (!entropies_[t]->run(&v.tables[t], v.n, first, own)) return false;
    }
    for (std::size_t lane = 0; lane < out.lanes; ++lane) write(v, lane, out.cells[lane], out.status[lane]);
    return true;
  }

 private:
  void write(const CountTables& v, std::size_t lane, Cell& cell, Status& status) const {
    cell = Cell{};
    status = status_[0][lane];
    PerTable h = {};
    for (std::size_t t = 0; t < cells_.size(); ++t) {
      h[t] = cells_[t][lane].value;
      if (is_success(status) && !is_success(status_[t][lane])) status = status_[t][lane];
    }
    if (!is_success(status)) return;
    const Combined c = combination_(h);
    cell.value = c.value;
    if (std::isnan(c.value)) {
      status = Status::undefined;
    } else if (interval_.wanted()) {
      const double most = combination_.by ? 1.0 : infinity;
      interval_.write(cell, c.value, standard_error(v, lane, c.slope), {0, most});
      cell.hi = std::isnan(cell.hi) ? cell.hi : std::fmax(cell.hi, cell.lo);  // of an estimate far below 0
    }
  }

  /// Of sum slope_t (-ln p_t) under the frequencies of the joint table, and what is left where that is 0.
  double standard_error(const CountTables& v, std::size_t lane, const PerTable& slope) const {
    const Counts::One joint = v.joint->one(lane);
    const double n = static_cast<double>(v.n);
    ScoreVariance variance;
    const auto over_cells = [&](auto pass) {
      for (std::size_t k = 0; k < joint.K; ++k) {
        if (joint[k] == 0) continue;
        double score = 0;
        for (std::size_t t = 0; t < v.tables.size(); ++t) {
          score -= slope[t] * elementary::log(static_cast<double>(v.seen(t, k, lane)) / n);
        }
        (variance.*pass)(static_cast<double>(joint[k]) / n, score);
      }
    };
    over_cells(&ScoreVariance::first);
    over_cells(&ScoreVariance::second);
    double freedom = 0;
    for (std::size_t t = 0; t < v.tables.size(); ++t) freedom += slope[t] * (v.tables[t].observed[lane] - 1);
    return std::sqrt(variance.value() / n + std::fabs(freedom) / (2 * n * n));
  }

  Combination combination_;
  NormalInterval interval_;
  std::vector<std::unique_ptr<Instance>> entropies_;
  std::vector<std::vector<Cell>> cells_;     // [tables][lanes]
  std::vector<std::vector<Status>> status_;  // [tables][lanes]
};

/// What is known of one table alone.
Knowns knowns_of_table(const Knowns& knowns, double classes) {
  Knowns k;
  k.estimand = functional::entropy;
  if (knowns.K && classes < 0x1p53) k.K = static_cast<std::size_t>(classes);
  return k;
}

}  // namespace

std::unique_ptr<Instance> BoundCombination::instantiate() const {
  return std::make_unique<CombinationInstance>(tables_, combination_, interval_);
}

Range BoundCombination::range(std::int64_t n, double) const {
  const bool of_law = is_of_law(n);
  if (combination_.by) return of_law ? Range{0, 1} : Range{};
  Range sum{0, 0};
  double least = infinity;
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    const Range r = tables_[t].entropy->range(n, tables_[t].classes);
    const double sign = combination_.signs[t];
    sum.low += sign * (sign > 0 ? r.low : r.high);
    sum.high += sign * (sign > 0 ? r.high : r.low);
    if (t > 0) least = std::fmin(least, r.high);
  }
  if (!of_law) return sum;
  return {0, combination_.signs[0] < 0 ? std::fmin(sum.high, least) : sum.high};
}

std::vector<SignedEntropy> BoundCombination::parts() const {
  std::vector<SignedEntropy> parts;
  for (std::size_t t = 0; t < tables_.size() && !combination_.by && !tables_[t].factors.empty(); ++t)
    parts.push_back({combination_.signs[t], tables_[t].factors, tables_[t].entropy});
  return parts;
}

/// True if the entropies are those of the observed frequencies.
bool BoundCombination::is_of_law(std::int64_t n) const {
  const std::optional<AdditiveTerm> term = tables_[0].entropy->additive(n);
  return term && term->plug_in && term->plug_in->a == 0 && term->constant == 0 && !term->rest;
}

Outcome<BoundTables> bind_tables(const BindEntropy& bind, const Knowns& knowns, const Arguments& options,
                                 std::vector<Table> tables) {
  if (options.has("K") && std::holds_alternative<std::int64_t>(options.all().at("K"))) {
    return Refusal{
        "K is the number of classes of one table, and " + knowns.estimand +
        " is made of several: leave it out, for the cells that each table has, or say \"observed\""};
  }
  BoundTables bound;
  for (Table& table : tables) {
    const Outcome<AnyEstimator> entropy = bind(knowns_of_table(knowns, table.classes));
    if (!entropy) return Refusal{entropy.reason()};
    if (bound.tables.empty()) bound.facts = *entropy->facts;
    table.entropy = entropy->bound;
    bound.tables.push_back(std::move(table));
  }
  bound.facts.view.tag = view_id<CountTables>();
  bound.facts.outputs = {{"", knowns.estimand, 0}};
  bound.facts.has_interval = false;
  return bound;
}

std::vector<SignedEntropy> signed_entropies(const BoundEstimator& bound) {
  const auto* combination = dynamic_cast<const BoundCombination*>(&bound);
  return combination != nullptr ? combination->parts() : std::vector<SignedEntropy>{};
}

}  // namespace plim
