#include "plim/views/point_counts.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/log_factorial.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double too_many_trials = 0x1p53;  // of all points together

bool is_count(double x) noexcept { return x >= 0 && x < too_many_trials && x == std::floor(x); }

/// Adds up the coordinates into `c: [d]`; all trials, or -1.
std::int64_t pool(const Points::One& points, std::int64_t* c, CompensatedSum& log_orders) {
  double all = 0;
  for (std::size_t at = 0; at < points.x.size(); at += points.d) {
    double trials = 0;
    for (std::size_t k = 0; k < points.d; ++k) {
      const double x = points.x[at + k];
      if (!is_count(x)) return -1;
      c[k] += static_cast<std::int64_t>(x);
      trials += x;
      log_orders.add(-log_factorial(x));
    }
    all += trials;
    if (all >= too_many_trials) return -1;
    log_orders.add(log_factorial(trials));
  }
  return static_cast<std::int64_t>(all);
}

}  // namespace

const PointCounts& PointCountsOfPoints::operator()(const Points& points) {
  c_.assign(points.lanes * points.d, 0);
  trials_.assign(points.lanes, 0);
  log_orders_.assign(points.lanes, 0);
  for (std::size_t lane = 0; lane < points.lanes; ++lane) {
    CompensatedSum log_orders;
    trials_[lane] = pool(points.one(lane), c_.data() + lane * points.d, log_orders);
    log_orders_[lane] = log_orders.value();
  }
  view_ = {points.n, points.d, points.lanes, c_.data(), trials_.data(), log_orders_.data()};
  return view_;
}

}  // namespace plim
