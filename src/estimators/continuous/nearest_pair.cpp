#include "plim/estimators/continuous/nearest_pair.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {
namespace {

std::int64_t points_in(const Points::One& p) { return static_cast<std::int64_t>(p.x.size() / p.d); }

/// What is wrong with either sample, the first one's first.
Status status_of_pair(const PointsPair::One& pair, std::int64_t least_x, std::int64_t least_y) noexcept {
  const Status x = status_of_draws(pair.x, least_x), y = status_of_draws(pair.y, least_y);
  return x != Status::regular ? x : y;
}

/// d ln(nu/rho); 0/0 has no sign and is neither.
double log_of_distances(double d, double nu, double rho) noexcept {
  return d * (elementary::log(nu) - elementary::log(rho));
}

}  // namespace

Outcome<NearestPair> NearestPair::bind(std::string_view name, const Knowns& knowns,
                                       const Arguments& options) {
  const Outcome<NormalInterval> interval = bind_normal(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  NearestPair bound(*interval);
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
  return NearestPair::bind(name, knowns, options).map([](const auto& b) { return NearestKlMax{b}; });
}

void NearestKlMax::estimate(const PointsPair::One& pair, workspace& w, const Address&,
                            const EstimateRef& out) const {
  write_divergence(pair, Norm::max, w, out);
}

Outcome<NearestKlEuclid> NearestKlEuclid::bind(const Knowns& knowns, const Arguments& options) {
  return NearestPair::bind(name, knowns, options).map([](const auto& b) { return NearestKlEuclid{b}; });
}

void NearestKlEuclid::estimate(const PointsPair::One& pair, workspace& w, const Address&,
                               const EstimateRef& out) const {
  write_divergence(pair, Norm::euclid, w, out);
}

Outcome<NearestCrossEntropy> NearestCrossEntropy::bind(const Knowns& knowns, const Arguments& options) {
  return NearestPair::bind(name, knowns, options).map([](const auto& b) { return NearestCrossEntropy{b}; });
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

Outcome<GaussianKl> GaussianKl::bind(const Knowns& knowns, const Arguments&) {
  if (knowns.dimension.value_or(1) > 1)
    return Refusal{std::string(name) + " is of numbers, not of points with " +
                   std::to_string(*knowns.dimension) + " coordinates"};
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "normal");
  if (!interval) return Refusal{interval.reason()};
  GaussianKl bound;
  bound.interval_ = *interval;
  return bound;
}

void GaussianKl::estimate(const PointsPair::One& pair, workspace& w, const Address&,
                          const EstimateRef& out) const {
  out.status = status_of_pair(pair, 2, 2);
  if (out.status != Status::regular) return;
  const auto moments = [&w](std::span<const double> x) {
    w.once.assign(x.size(), 1);
    return mean_m2_of(x, w.once, static_cast<std::int64_t>(x.size()));
  };
  const MeanM2::One p = moments(pair.x.x), q = moments(pair.y.x);
  const double n = real(p.n), m = real(q.n), sp = p.unit * std::sqrt(p.m2 / n),
               sq = q.unit * std::sqrt(q.m2 / m);
  if (!(sp > 0) || !(sq > 0)) {
    out.status = sp > 0 || sq > 0 ? Status::infinite : Status::undefined;
    if (out.status == Status::infinite) out.out[0].value = infinity;
    return;
  }
  const double ratio = sp / sq, shift = (p.mean - q.mean) / sq, squares = ratio * ratio + shift * shift;
  const double value = 0.5 * (squares - 1) - elementary::log(ratio);
  out.out[0].value = value;
  if (!interval_.wanted()) return;
  // By mean_p, mean_q, v_p and v_q in units of v_q: variances v/n of a mean and 2 v^2/n of a variance.
  const double by_v_p = 0.5 * (ratio * ratio - 1), by_v_q = 0.5 * (1 - squares);
  const double variance =
      shift * shift * (ratio * ratio / n + 1 / m) + 2 * by_v_p * by_v_p / n + 2 * by_v_q * by_v_q / m;
  interval_.write(out.out[0], value, std::sqrt(variance), {});
}

}  // namespace plim
