#include "plim/engine/worker.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <new>
#include <stdexcept>

#include "plim/core/error.hpp"
#include "plim/engine/replicates.hpp"
#include "plim/plan/keys.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {

Worker::Worker(const Plan& plan, std::size_t scenario, std::vector<bool> needed)
    : plan_(plan), scenario_(plan.scenarios[scenario]), index_(scenario), needed_(std::move(needed)) {
  const ScenarioPlan& s = scenario_;
  source_ = s.population->source(s.route, s.made, s.sizes.back(), s.lanes);
  add_views();
  for (const AnyEstimator& e : s.estimators) {
    own_keys_.push_back(estimator_keys(s, plan.seed, instances_.size()));
    instances_.push_back(e.bound->instantiate());
    outputs_.push_back(e.facts->outputs.size());
    cells_.emplace_back(s.lanes * e.facts->outputs.size());
    statuses_.emplace_back(s.lanes);
  }
  row_.resize(s.series.size());
  slots_.resize(s.sizes.size());
  own_at_.resize(s.sizes.size());
  for (std::size_t i = 0; i < s.gathered.size(); ++i) own_at_[s.gathered[i].size].push_back(i);
  for (std::size_t j = 0; j < s.joints.size(); ++j) {
    const std::vector<JointVariable>& variables = s.joints[j].variables;
    joint_values_.emplace_back(s.lanes * variables.size());
    for (std::size_t v = 0; v < variables.size(); ++v)
      slots_[variables[v].size].push_back({j, v, variables[v]});
  }
}

/// Views of the source first, then each after what it is derived from.
void Worker::add_views() {
  std::vector<ViewKey> keys;
  const auto place = [&keys](const ViewKey& key) {
    return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
  };
  for (const ViewId id : scenario_.made) {
    keys.push_back({id});
    views_.push_back({id, nullptr, 0});
  }
  for (const DerivedView& d : scenario_.derived) {
    unsigned features = 0;
    for (const AnyEstimator& e : scenario_.estimators)
      features |= e.facts->view == d.key ? e.facts->features : 0;
    views_.push_back({d.key.tag, d.by->make(scenario_.lanes, features, d.key.arguments), place(d.from)});
    keys.push_back(d.key);
  }
  for (const AnyEstimator& e : scenario_.estimators) view_of_.push_back(place(e.facts->view));
}

BlockRecord Worker::run(std::uint64_t block, std::uint64_t replicates) {
  const std::uint64_t begin = block * plan_.block;
  const std::uint64_t end = std::min(begin + plan_.block, replicates);
  const std::size_t row = scenario_.sizes.size() * scenario_.series.size();
  BlockRecord record{index_, block, end - begin, make_record(scenario_), {}};
  if (begin < plan_.kept) record.kept.resize((std::min(end, plan_.kept) - begin) * row);
  for (std::uint64_t first = begin; first < end; first += scenario_.lanes) {
    const auto lanes = static_cast<std::size_t>(std::min<std::uint64_t>(scenario_.lanes, end - first));
    run_group(first, lanes, begin, record);
  }
  return record;
}

void Worker::run_group(std::uint64_t first, std::size_t lanes, std::uint64_t block_first,
                       BlockRecord& record) {
  for (std::size_t i = 0; i < scenario_.sizes.size(); ++i) {
    step(first, lanes, i);
    record_size(i, lanes, first - block_first, record);
  }
  record_joints(lanes, record);
}

void Worker::step(std::uint64_t first, std::size_t lanes, std::size_t size_index) {
  try {
    bring_to(*source_, scenario_, first, lanes, size_index);
    make_views();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    fail(first, lanes, size_index, error.what());
  } catch (...) {
    fail(first, lanes, size_index, "something that is no std::exception");
  }
  estimate(first, lanes, size_index);
}

/// Says which replicate it is that cannot be drawn: the first that throws by itself.
void Worker::fail(std::uint64_t first, std::size_t lanes, std::size_t size_index, const std::string& what) {
  for (std::size_t lane = 0; lanes > 1 && lane < lanes; ++lane) {
    for (std::size_t i = scenario_.nested ? 0 : size_index; i <= size_index; ++i)
      alone().step(first + lane, 1, i);
  }
  throw Error(ExitCode::bug, "scenario " + std::to_string(index_) + " (" + scenario_.names->sample +
                                 " from " + scenario_.names->population + "), replicate " +
                                 std::to_string(first) +
                                 ", n = " + std::to_string(scenario_.sizes[size_index]) +
                                 ": drawing its sample or deriving a view threw: " + what);
}

Worker& Worker::alone() {
  if (!alone_) alone_ = std::make_unique<Worker>(plan_, index_, needed_);
  return *alone_;
}

std::span<const Cell> Worker::cells(std::size_t use, std::size_t lane) const {
  return {cells_[use].data() + lane * outputs_[use], outputs_[use]};
}

void Worker::make_views() {
  for (Step& step : views_) {
    step.now = step.deriver ? step.deriver->derive(views_[step.from].now) : source_->view(step.id);
    if (step.now == nullptr) throw std::logic_error("a view that its route promises is not made");
  }
}

const void* Worker::view(ViewId id) const {
  for (const Step& step : views_) {
    if (step.id == id) return step.now;
  }
  return nullptr;
}

void Worker::estimate(std::uint64_t first, std::size_t lanes, std::size_t size_index) {
  for (std::size_t e = 0; e < instances_.size(); ++e) {
    if (!needs(e, size_index)) continue;
    const BlockOut out{cells_[e].data(), statuses_[e].data(), outputs_[e], lanes};
    const Address own{own_keys_[e][size_index], first, 0};
    if (!instances_[e]->run(seen_by(e), scenario_.sizes[size_index], own, out))
      estimate_alone(e, first, lanes, size_index);
  }
}

/// After a throw on the group: every replicate by itself, so that a status does not depend on how replicates
/// are grouped.
void Worker::estimate_alone(std::size_t use, std::uint64_t first, std::size_t lanes, std::size_t size_index) {
  instances_[use] = scenario_.estimators[use].bound->instantiate();
  const BlockOut out{cells_[use].data(), statuses_[use].data(), outputs_[use], lanes};
  if (lanes == 1) {
    std::fill(out.cells, out.cells + out.outputs, Cell{});
    out.status[0] = Status::threw;
    return;
  }
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    for (std::size_t i = scenario_.nested ? 0 : size_index; i <= size_index; ++i)
      alone().step(first + lane, 1, i);
    const std::span<const Cell> cells = alone().cells(use, 0);
    std::copy(cells.begin(), cells.end(), out.at(lane).out.begin());
    out.status[lane] = alone().status(use, 0);
  }
}

double Worker::value_at(const OutputPlace& place, std::size_t lane) const {
  return is_success(statuses_[place.use][lane]) ? cells(place.use, lane)[place.element].value : not_given;
}

double Worker::control(const SeriesPlan& series, std::size_t lane) const {
  if (!series.control) return not_given;
  const ControlPlan& c = scenario_.controls[*series.control];
  return value_at(c.place, lane) - c.mean;
}

Observation Worker::observe(std::size_t series, std::size_t lane) const {
  const SeriesPlan& plan = scenario_.series[series];
  Observation o;
  o.cell = cells(plan.use, lane)[plan.element];
  o.status = statuses_[plan.use][lane];
  if (plan.drawn_truth) {
    o.truth_drawn = true;
    o.truth = value_at(*plan.drawn_truth, lane);
  } else {
    o.truth = plan.truth.value_or(not_given);
  }
  o.control = control(plan, lane);
  return o;
}

/// Adds the lanes in replicate order, so that the cut into groups leaves no trace in the sums.
void Worker::record_size(std::size_t size_index, std::size_t lanes, std::uint64_t offset,
                         BlockRecord& record) {
  const std::size_t row = scenario_.series.size();
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const std::size_t slot = ((offset + lane) * scenario_.sizes.size() + size_index) * row;
    for (std::size_t s = 0; s < row; ++s) {
      const Observation& o = row_[s] = observe(s, lane);
      record.stats[size_index * row + s].add(o);
      if (slot + s < record.kept.size())
        record.kept[slot + s] = is_success(o.status) ? o.cell.value : not_given;
    }
    note_joints(size_index, lane, record);
    add_own(size_index, record);
  }
  pool_counts(size_index, record);
}

namespace {

/// What identities compare: the value, also an infinite one; NaN if there is none.
double compared(const Observation& o) {
  const Status outcome = o.outcome();
  return is_success(outcome) || (outcome == Status::infinite && std::isinf(o.cell.value)) ? o.cell.value
                                                                                          : not_given;
}

}  // namespace

/// Keeps what joint accumulators want of this lane at this size, and compares what is to be identical.
void Worker::note_joints(std::size_t size_index, std::size_t lane, BlockRecord& record) {
  for (const Slot& slot : slots_[size_index]) {
    const JointVariable& v = slot.variable;
    const std::size_t dimension = scenario_.joints[slot.joint].variables.size();
    joint_values_[slot.joint][lane * dimension + slot.place] =
        quantity_of(v.quantity, row_[v.series], row_[v.other]);
  }
  for (std::size_t i = 0; i < scenario_.identities.size(); ++i) {
    const IdentityPlan& identity = scenario_.identities[i];
    if (identity.size != size_index) continue;
    record.stats.largest[i].add(compared(row_[identity.series]), compared(row_[identity.other]));
  }
}

/// Shows this lane at this size to what measures gather themselves.
void Worker::add_own(std::size_t size_index, BlockRecord& record) const {
  for (const std::size_t i : own_at_[size_index]) record.stats.own[i].add(row_[scenario_.gathered[i].series]);
}

void Worker::pool_counts(std::size_t size_index, BlockRecord& record) const {
  for (std::size_t i = 0; i < scenario_.pooled.size(); ++i) {
    const PoolPlan& pool = scenario_.pooled[i];
    if (pool.size != size_index) continue;
    if (pool.p.empty()) {
      const auto& counts = *static_cast<const Counts*>(view(view_id<Counts>()));
      record.stats.pooled[i].add(counts.c, counts.lanes);
    } else {
      const auto& counts = *static_cast<const SparseCounts*>(view(view_id<SparseCounts>()));
      record.stats.pooled[i].add(counts.symbols, counts.c, counts.rows * counts.lanes, pool.first);
    }
  }
}

/// Adds the vectors of a group when every size has been met, in replicate order.
void Worker::record_joints(std::size_t lanes, BlockRecord& record) const {
  for (std::size_t j = 0; j < joint_values_.size(); ++j) {
    const std::size_t dimension = scenario_.joints[j].variables.size();
    const std::span<const double> values(joint_values_[j]);
    for (std::size_t lane = 0; lane < lanes; ++lane)
      record.stats.joints[j].add(values.subspan(lane * dimension, dimension));
  }
}

}  // namespace plim
