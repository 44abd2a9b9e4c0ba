#include "plim/estimators/continuous/nearest_pair.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/digamma.hpp"

namespace plim {
namespace {

std::int64_t points_in(const Points::One& p) { return static_cast<std::int64_t>(p.x.size() / p.d); }

/// d ln(nu/rho); 0/0 has no sign and is neither.
double log_of_distances(double d, double nu, double rho) noexcept {
  return d * (elementary::log(nu) - elementary::log(rho));
}

}  // namespace

Outcome<NearestPair> NearestPair::bind(std::string_view name, const Knowns& knowns, const Arguments& options,
                                       const Range& space) {
  const Outcome<NormalInterval> interval = bind_normal(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  NearestPair bound(*interval, space);
  bound.k_ = NeighbourOption::of(options);
  return bound;
}

bool NearestPair::is_enough(const PointsPair::One& pair, std::int64_t least, const EstimateRef& out) const {
  out.status = status_of_pair(pair, least, k_);
  return out.status == Status::regular;
}

void NearestPair::write_divergence(const PointsPair::One& pair, Norm norm, workspace& w,
                                   const EstimateRef& out) const {
  if (!is_enough(pair, k_ < largest_whole ? k_ + 1 : k_, out)) return;
  const auto n = static_cast<std::size_t>(points_in(pair.x));
  w.own.resize(n);
  w.other.resize(n);
  w.tree.build(pair.x.x, pair.x.d);
  w.tree.to_others(neighbours(), norm, w.own);
  w.tree.build(pair.y.x, pair.y.d);
  w.tree.to_points(pair.x.x, neighbours(), norm, w.other);
  for (std::size_t i = 0; i < n; ++i) {
    if (w.own[i] == 0 && w.other[i] == 0) {
      out.status = Status::undefined;
      return;
    }
    w.other[i] = log_of_distances(static_cast<double>(pair.x.d), w.other[i], w.own[i]);
  }
  write(elementary::log(real(points_in(pair.y)) / static_cast<double>(n - 1)), w.other, out);
}

Outcome<NearestKlMax> NearestKlMax::bind(const Knowns& knowns, const Arguments& options) {
  return NearestPair::bind(name, knowns, options, {0}).map([](const auto& b) { return NearestKlMax{b}; });
}

void NearestKlMax::estimate(const PointsPair::One& pair, workspace& w, const Address&,
                            const EstimateRef& out) const {
  write_divergence(pair, Norm::max, w, out);
}

Outcome<NearestKlEuclid> NearestKlEuclid::bind(const Knowns& knowns, const Arguments& options) {
  return NearestPair::bind(name, knowns, options, {0}).map([](const auto& b) { return NearestKlEuclid{b}; });
}

void NearestKlEuclid::estimate(const PointsPair::One& pair, workspace& w, const Address&,
                               const EstimateRef& out) const {
  write_divergence(pair, Norm::euclid, w, out);
}

Outcome<NearestCrossEntropy> NearestCrossEntropy::bind(const Knowns& knowns, const Arguments& options) {
  return NearestPair::bind(name, knowns, options, {}).map([](const auto& b) {
    return NearestCrossEntropy{b};
  });
}

void NearestCrossEntropy::estimate(const PointsPair::One& pair, workspace& w, const Address&,
                                   const EstimateRef& out) const {
  if (!is_enough(pair, 1, out)) return;
  const double d = static_cast<double>(pair.x.d);
  w.other.resize(static_cast<std::size_t>(points_in(pair.x)));
  w.tree.build(pair.y.x, pair.y.d);
  w.tree.to_points(pair.x.x, neighbours(), Norm::max, w.other);
  for (double& x : w.other) x = d * elementary::log(x);
  write(elementary::log(real(points_in(pair.y))) - elementary::digamma(static_cast<double>(neighbours())) +
            log_unit_ball(Norm::max, pair.x.d),
        w.other, out);
}

}  // namespace plim
