#pragma once
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace plim {

/// max |x_t - y_t| or the root of sum (x_t - y_t)^2.
enum class Norm { max, euclid };

/// How far a point is, and its index.
using Neighbour = std::pair<double, std::size_t>;

/// Points in R^d by halves along the widest side of their boxes (Bentley 1975; Friedman, Bentley and Finkel
/// 1977), so that questions of nearness visit few of them. Distances are those of the coordinates' own
/// differences: no result depends on the tree. Depth log2 n, whatever is tied; no recursion.
class KdTree {
 public:
  /// `points: [n][d]`, all finite, n >= 1, d >= 1. O(n (d + log n) log n); the room is used again.
  void build(std::span<const double> points, std::size_t d);
  /// The indices of the points in the order in which questions about each are answered fastest: `[n]`.
  std::span<const std::size_t> order() const noexcept { return order_; }

  /// The distance of every point to its k-th other point: `out: [n]`, 1 <= k < n.
  void to_others(std::size_t k, Norm norm, std::span<double> out) const;
  /// The distance of every query to its k-th point: `queries: [..][d]`, `out: [..]`, 1 <= k <= n.
  void to_points(std::span<const double> queries, std::size_t k, Norm norm, std::span<double> out) const;
  /// The nearest points to the query `at: [d]` but `self`, by the max norm, nearest first, as many as there
  /// is room, which is at most n - 1. Which of several at the last distance are among them is left open.
  void others_of(std::span<const double> at, std::size_t self, std::span<Neighbour> out) const;
  /// The points nearer to the query `at: [d]` than `radius` by the max norm, or `closed` also as near.
  std::size_t count(std::span<const double> at, double radius, bool closed) const;
  /// The indices of the points as near as `radius` by the max norm, in no order.
  void within(std::span<const double> at, double radius, std::vector<std::size_t>& out) const;

 private:
  static constexpr std::size_t leaf = 8;  // room of a leaf: compilers make vector code of so many

  std::size_t begin_of(std::size_t node) const noexcept;
  std::size_t leaf_size(std::size_t node) const noexcept { return begin_of(node + 1) - begin_of(node); }
  void split(std::size_t begin, std::size_t middle, std::size_t end, std::size_t side,
             std::span<const double> points);
  std::size_t bound(std::size_t node, std::size_t begin, std::size_t end, std::span<const double> points);
  void fill_leaves(std::span<const double> points);
  const double* in_unit(std::span<const double> at, std::vector<double>& room) const;
  void point_at(std::size_t node, std::size_t slot, double* out) const noexcept;
  template <class Visit>
  void for_each_point(Visit visit) const;
  template <class Space, class Best>
  void search(const Space& space, const double* at, std::size_t skip, Best& best) const;
  template <class Space, class Visitor>
  void visit(const Space& space, const double* at, double radius, bool closed, Visitor& visitor) const;

  std::size_t n_ = 0, d_ = 0, first_leaf_ = 0;
  double unit_ = 1;                  // coordinates are held in this unit, a power of two
  std::vector<double> box_;          // [nodes][2][d]: lower and upper ends
  std::vector<double> coordinates_;  // [leaves][d][leaf], infinite where a leaf has no point
  std::vector<std::size_t> order_;   // [n], points leaf by leaf
  std::vector<Neighbour> keys_;
};

}  // namespace plim
