#include "plim/estimators/sample/quantile.hpp"

#include <cmath>

namespace plim {
namespace {

double quantile_of(const Sorted::One& s, double order) { return s.quantile(order); }

}  // namespace

Outcome<OrderQuantile> OrderQuantile::bind_order(double order, std::string_view name, const Knowns& knowns,
                                                 const Arguments& options) {
  const Outcome<BoundInterval> interval =
      bind_interval(knowns, name, {"order_statistics", Bootstrap::method});
  if (!interval) return Refusal{interval.reason()};
  OrderQuantile bound;
  bound.order_ = order;
  bound.interval_ = *interval;
  bound.bootstrap_ = Bootstrap(interval->level, options);
  return bound;
}

void OrderQuantile::prepare(std::int64_t n, workspace& w) const {
  w.ranks.reset();
  if (has_interval() && interval_.method != Bootstrap::method)
    w.ranks = quantile_ranks(n, order_, interval_.level);
}

void OrderQuantile::estimate(const Sorted::One& s, workspace& w, const Address& own,
                             const EstimateRef& out) const {
  out.status = s.n == 0 ? Status::empty : s.x.empty() ? Status::invalid : Status::regular;
  if (out.status != Status::regular) return;
  Cell& cell = out.out[0];
  cell.value = s.quantile(order_);
  if (std::isinf(cell.value)) out.status = Status::infinite;
  if (w.ranks) {
    cell.lo = s.order_statistic(w.ranks->lower);
    cell.hi = s.order_statistic(w.ranks->upper);
  } else if (interval_.method == Bootstrap::method && std::isfinite(cell.value)) {
    bootstrap_.write(cell, s, {quantile_of, order_}, own, w);
  }
}

Outcome<MedianOfSample> MedianOfSample::bind(const Knowns& knowns, const Arguments& options) {
  return bind_order(0.5, name, knowns, options).map([](const OrderQuantile& bound) {
    MedianOfSample median;
    static_cast<OrderQuantile&>(median) = bound;
    return median;
  });
}

Outcome<QuantileOfSample> QuantileOfSample::bind(const Knowns& knowns, const Arguments& options) {
  if (!knowns.number) return Refusal{"quantile needs an order: of = { quantile = 0.9 }"};
  return bind_order(*knowns.number, name, knowns, options).map([](const OrderQuantile& bound) {
    QuantileOfSample quantile;
    static_cast<OrderQuantile&>(quantile) = bound;
    return quantile;
  });
}

}  // namespace plim
