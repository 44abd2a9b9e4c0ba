#include "plim/numeric/kd_tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "kd_space.hpp"

namespace plim {
namespace {

/// 1, or a power of two in whose unit neither differences nor squares leave the doubles.
double unit_of(std::span<const double> points) {
  constexpr double plain = 0x1p100;
  double largest = 0;
  for (const double x : points) largest = std::max(largest, std::fabs(x));
  if (largest == 0 || (largest < plain && largest > 1 / plain)) return 1;
  return std::ldexp(1.0, std::clamp(std::ilogb(largest) + 1, -1000, 1000));
}

}  // namespace

/// Node (level, place) has the points [place n / 2^level, (place + 1) n / 2^level).
std::size_t KdTree::begin_of(std::size_t node) const noexcept {
  const std::size_t leaves = first_leaf_ + 1, place = node - first_leaf_;
  return static_cast<std::size_t>(static_cast<unsigned long long>(place) * n_ / leaves);
}

/// The box of a node's points; returns its widest side.
std::size_t KdTree::bound(std::size_t node, std::size_t begin, std::size_t end,
                          std::span<const double> points) {
  double* const lower = &box_[node * 2 * d_];
  double* const upper = lower + d_;
  std::fill(lower, lower + d_, kd::beyond);
  std::fill(upper, upper + d_, -kd::beyond);
  for (std::size_t i = begin; i < end; ++i) {
    const double* const x = &points[order_[i] * d_];
    for (std::size_t t = 0; t < d_; ++t) {
      lower[t] = std::min(lower[t], x[t] / unit_);
      upper[t] = std::max(upper[t], x[t] / unit_);
    }
  }
  std::size_t widest = 0;
  for (std::size_t t = 1; t < d_; ++t) {
    if (upper[t] - lower[t] > upper[widest] - lower[widest]) widest = t;
  }
  return widest;
}

/// Puts the smaller half of the points first; equal coordinates go by index.
void KdTree::split(std::size_t begin, std::size_t middle, std::size_t end, std::size_t side,
                   std::span<const double> points) {
  keys_.clear();
  for (std::size_t i = begin; i < end; ++i) keys_.emplace_back(points[order_[i] * d_ + side], order_[i]);
  std::nth_element(keys_.begin(), keys_.begin() + static_cast<std::ptrdiff_t>(middle - begin), keys_.end());
  for (std::size_t i = begin; i < end; ++i) order_[i] = keys_[i - begin].second;
}

void KdTree::build(std::span<const double> points, std::size_t d) {
  d_ = d;
  n_ = points.size() / d;
  unit_ = unit_of(points);
  std::size_t leaves = 1, levels = 0;
  for (; leaves * leaf < n_; leaves *= 2) ++levels;
  first_leaf_ = leaves - 1;
  box_.resize((2 * leaves - 1) * 2 * d);
  order_.resize(n_);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  for (std::size_t level = 0; level <= levels; ++level) {
    const std::size_t nodes = std::size_t{1} << level, width = leaves >> level;
    for (std::size_t place = 0; place < nodes; ++place) {
      const std::size_t first = first_leaf_ + place * width, begin = begin_of(first),
                        end = begin_of(first + width);
      const std::size_t side = bound(nodes - 1 + place, begin, end, points);
      if (level < levels) split(begin, begin_of(first + width / 2), end, side, points);
    }
  }
  fill_leaves(points);
}

void KdTree::fill_leaves(std::span<const double> points) {
  coordinates_.assign((first_leaf_ + 1) * d_ * leaf, kd::beyond);
  for (std::size_t node = first_leaf_; node <= 2 * first_leaf_; ++node) {
    for (std::size_t slot = 0; slot < leaf_size(node); ++slot) {
      const double* const x = &points[order_[begin_of(node) + slot] * d_];
      for (std::size_t t = 0; t < d_; ++t)
        coordinates_[((node - first_leaf_) * d_ + t) * leaf + slot] = x[t] / unit_;
    }
  }
}

const double* KdTree::in_unit(std::span<const double> at, std::vector<double>& room) const {
  if (unit_ == 1) return at.data();
  room.assign(at.begin(), at.end());
  for (double& x : room) x /= unit_;
  return room.data();
}

void KdTree::point_at(std::size_t node, std::size_t slot, double* out) const noexcept {
  for (std::size_t t = 0; t < d_; ++t) out[t] = coordinates_[((node - first_leaf_) * d_ + t) * leaf + slot];
}

/// Shows `best` whatever may be nearer than its last; nearer nodes first.
template <class Space, class Best>
void KdTree::search(const Space& space, const double* at, std::size_t skip, Best& best) const {
  struct Waiting {
    std::size_t node;
    double near;
  };
  std::array<Waiting, kd::most_levels> waiting;
  std::size_t count_waiting = 0, node = 0;
  const std::size_t stride = 2 * space.dimension();
  std::array<double, leaf> distance;
  for (;;) {
    bool cut = false;
    while (node < first_leaf_ && !cut) {
      std::size_t nearer = 2 * node + 1, other = nearer + 1;
      double a = space.nearest_of(&box_[nearer * stride], at),
             b = space.nearest_of(&box_[other * stride], at);
      if (b < a) {
        std::swap(a, b);
        std::swap(nearer, other);
      }
      if (b < best.last()) waiting[count_waiting++] = {other, b};
      cut = !(a < best.last());
      node = nearer;
    }
    if (!cut) {
      space.to_leaf(&coordinates_[(node - first_leaf_) * space.dimension() * leaf], at, distance);
      for (std::size_t s = 0; s < leaf; ++s) {
        if (!(distance[s] < best.last())) continue;
        const std::size_t index = order_[begin_of(node) + s];
        if (index != skip) best.add(distance[s], index);
      }
    }
    do {
      if (count_waiting == 0) return;
      node = waiting[--count_waiting].node;
    } while (!(waiting[count_waiting].near < best.last()));
  }
}

/// Shows the visitor all points within the radius.
template <class Space, class Visitor>
void KdTree::visit(const Space& space, const double* at, double radius, bool closed, Visitor& visitor) const {
  std::array<std::size_t, kd::most_levels + 1> waiting;
  std::size_t count_waiting = 1;
  waiting[0] = 0;
  const std::size_t stride = 2 * space.dimension();
  const auto inside = [radius, closed](double x) { return closed ? x <= radius : x < radius; };
  std::array<double, leaf> distance;
  while (count_waiting > 0) {
    const std::size_t node = waiting[--count_waiting];
    const double* const box = &box_[node * stride];
    if (!inside(space.nearest_of(box, at))) continue;
    if constexpr (Visitor::takes_nodes) {
      if (inside(space.furthest_of(box, at))) {
        std::size_t first = node, last = node;
        for (; first < first_leaf_; last = 2 * last + 2) first = 2 * first + 1;
        visitor.add_node(begin_of(last + 1) - begin_of(first));
        continue;
      }
    }
    if (node < first_leaf_) {
      waiting[count_waiting++] = 2 * node + 2;
      waiting[count_waiting++] = 2 * node + 1;
      continue;
    }
    space.to_leaf(&coordinates_[(node - first_leaf_) * space.dimension() * leaf], at, distance);
    for (std::size_t s = 0; s < leaf_size(node); ++s) {
      if (inside(distance[s])) visitor.add(order_[begin_of(node) + s]);
    }
  }
}

/// visit(index, coordinates) leaf by leaf, so that what one question has read serves the next one.
template <class Visit>
void KdTree::for_each_point(Visit visit) const {
  std::vector<double> at(d_);
  for (std::size_t node = first_leaf_; node <= 2 * first_leaf_; ++node) {
    for (std::size_t slot = 0; slot < leaf_size(node); ++slot) {
      point_at(node, slot, at.data());
      visit(order_[begin_of(node) + slot], at.data());
    }
  }
}

void KdTree::to_others(std::size_t k, Norm norm, std::span<double> out) const {
  kd::in_space(norm, d_, [&](const auto& space) {
    std::vector<Neighbour> held(k);
    kd::Nearest best(held);
    for_each_point([&](std::size_t i, const double* at) {
      best.clear();
      search(space, at, i, best);
      out[i] = space.length(best.last()) * unit_;
    });
  });
}

void KdTree::to_points(std::span<const double> queries, std::size_t k, Norm norm,
                       std::span<double> out) const {
  kd::in_space(norm, d_, [&](const auto& space) {
    std::vector<Neighbour> held(k);
    kd::Nearest best(held);
    std::vector<double> room;
    for (std::size_t i = 0; i < out.size(); ++i) {
      best.clear();
      search(space, in_unit(queries.subspan(i * d_, d_), room), kd::nobody, best);
      out[i] = space.length(best.last()) * unit_;
    }
  });
}

void KdTree::others_of(std::span<const double> at, std::size_t self, std::span<Neighbour> out) const {
  std::vector<double> room;
  kd::in_dimension<Norm::max>(d_, [&](const auto& space) {
    kd::Nearest best(out);
    search(space, in_unit(at, room), self, best);
  });
  for (Neighbour& x : out) x.first *= unit_;
}

std::size_t KdTree::count(std::span<const double> at, double radius, bool closed) const {
  kd::CountOfPoints found;
  std::vector<double> room;
  kd::in_dimension<Norm::max>(
      d_, [&](const auto& space) { visit(space, in_unit(at, room), radius / unit_, closed, found); });
  return found.points;
}

void KdTree::within(std::span<const double> at, double radius, std::vector<std::size_t>& out) const {
  out.clear();
  kd::ListOfPoints found{out};
  std::vector<double> room;
  kd::in_dimension<Norm::max>(
      d_, [&](const auto& space) { visit(space, in_unit(at, room), radius / unit_, true, found); });
}

}  // namespace plim
