#include "plim/estimators/continuous/ksg.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/digamma.hpp"

namespace plim {

void Projection::build(const Points::One& points, std::size_t first, std::size_t last) {
  d_ = last - first;
  x_.clear();
  for (std::size_t at = first; at < points.x.size(); at += points.d) {
    const auto begin = points.x.begin() + static_cast<std::ptrdiff_t>(at);
    x_.insert(x_.end(), begin, begin + static_cast<std::ptrdiff_t>(d_));
  }
  if (d_ > 1) return tree_.build(x_, d_);
  sorted_ = x_;
  std::sort(sorted_.begin(), sorted_.end());
}

double Projection::distance(std::size_t i, std::size_t j) const noexcept {
  double largest = 0;
  for (std::size_t t = 0; t < d_; ++t)
    largest = std::max(largest, std::fabs(x_[i * d_ + t] - x_[j * d_ + t]));
  return largest;
}

std::size_t Projection::others(std::size_t i, double radius, bool closed) const {
  const std::size_t itself = closed || radius > 0 ? 1 : 0;
  if (d_ > 1) return tree_.count({&x_[i * d_], d_}, radius, closed) - itself;
  const auto inside = [radius, closed](double gap) { return closed ? gap <= radius : gap < radius; };
  const double x = x_[i];
  const auto middle = std::lower_bound(sorted_.begin(), sorted_.end(), x);
  const auto first =
      std::partition_point(sorted_.begin(), middle, [&](double other) { return !inside(x - other); });
  const auto last =
      std::partition_point(middle, sorted_.end(), [&](double other) { return inside(other - x); });
  return static_cast<std::size_t>(last - first) - itself;
}

std::vector<Parameter> KraskovInformation::options() {
  Parameter first{"first", Domain::positive_integer, "coordinates of the first part; default: 1"};
  first.optional = true;
  return {NeighbourOption::parameter(), first};
}

Outcome<KraskovInformation> KraskovInformation::bind(std::string_view name, const Knowns& knowns,
                                                     const Arguments& options) {
  const Outcome<NormalInterval> interval = bind_normal(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  const std::string needs = std::string(name) + " needs points in R^d, d >= 2";
  if (!knowns.dimension || !knowns.about.empty()) return Refusal{needs + ", and no factors"};
  const std::int64_t first = options.has("first") ? options.integer("first") : 1;
  const auto d = static_cast<std::int64_t>(*knowns.dimension);
  if (d < 2) return Refusal{needs};
  if (first >= d)
    return Refusal{"first is " + std::to_string(first) + ", but must be below the " + std::to_string(d) +
                   " coordinates of a point"};
  KraskovInformation bound(*interval, Range{0});
  bound.k_ = NeighbourOption::of(options);
  bound.first_ = static_cast<std::size_t>(first);
  return bound;
}

bool KraskovInformation::prepare(const Points::One& points, workspace& w, const EstimateRef& out) const {
  out.status = status_of_draws(points, k_ < largest_whole ? k_ + 1 : k_);
  if (out.status != Status::regular) return false;
  w.tree.build(points.x, points.d);
  w.distances.resize(points.x.size() / points.d);
  w.terms.resize(w.distances.size());
  w.tree.to_others(neighbours(), Norm::max, w.distances);
  if (std::find(w.distances.begin(), w.distances.end(), 0.0) != w.distances.end()) {
    out.status = Status::undefined;
    return false;
  }
  w.parts[0].build(points, 0, first_);
  w.parts[1].build(points, first_, points.d);
  return true;
}

Outcome<KraskovFirst> KraskovFirst::bind(const Knowns& knowns, const Arguments& options) {
  return KraskovInformation::bind(name, knowns, options).map([](const auto& b) { return KraskovFirst{b}; });
}

void KraskovFirst::estimate(const Points::One& points, workspace& w, const Address&,
                            const EstimateRef& out) const {
  if (!prepare(points, w, out)) return;
  for (const std::size_t i : w.tree.order()) {
    double term = 0;
    for (const Projection& part : w.parts)
      term -= elementary::digamma(static_cast<double>(part.others(i, w.distances[i], false) + 1));
    w.terms[i] = term;
  }
  const double n = static_cast<double>(w.terms.size()), k = static_cast<double>(neighbours());
  write(elementary::digamma(k) + elementary::digamma(n), w.terms, out, NeighbourOption::shared(neighbours()));
}

Outcome<KraskovSecond> KraskovSecond::bind(const Knowns& knowns, const Arguments& options) {
  return KraskovInformation::bind(name, knowns, options).map([](const auto& b) { return KraskovSecond{b}; });
}

void KraskovSecond::estimate(const Points::One& points, workspace& w, const Address&,
                             const EstimateRef& out) const {
  if (!prepare(points, w, out)) return;
  const std::size_t n = w.terms.size(), k = neighbours();
  w.neighbours.resize(std::min(k + 1, n - 1));  // one more shows whether others are tied with the k-th
  for (const std::size_t i : w.tree.order()) {
    w.tree.others_of(points.point(i), i, w.neighbours);
    w.tied.clear();
    for (std::size_t j = 0; j < k; ++j) w.tied.push_back(w.neighbours[j].second);
    if (w.neighbours.back().first == w.distances[i] && n - 1 > k)
      w.tree.within(points.point(i), w.distances[i], w.tied);
    double term = 0;
    for (const Projection& part : w.parts) {
      double side = 0;
      for (const std::size_t j : w.tied) side = std::max(side, part.distance(i, j));
      term -= elementary::digamma(static_cast<double>(part.others(i, side, true)));
    }
    w.terms[i] = term;
  }
  const double neighbour = static_cast<double>(k);
  write(elementary::digamma(neighbour) - 1 / neighbour + elementary::digamma(static_cast<double>(n)), w.terms,
        out, NeighbourOption::shared(neighbours()));
}

}  // namespace plim
