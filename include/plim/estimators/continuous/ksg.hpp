#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/continuous/nearest.hpp"

namespace plim {

/// Distances of the points of one sample in some of their coordinates, by the max norm.
class Projection {
 public:
  /// Coordinates [first, last) of the points.
  void build(const Points::One& points, std::size_t first, std::size_t last);
  /// Other points than point i nearer to it than `radius`, or `closed` also as near.
  std::size_t others(std::size_t i, double radius, bool closed) const;
  double distance(std::size_t i, std::size_t j) const noexcept;

 private:
  std::size_t d_ = 0;
  std::vector<double> x_;       // [n][d]
  std::vector<double> sorted_;  // [n] if d is 1, else the tree is asked
  KdTree tree_;
};

/// What both estimators of the mutual information of the first coordinates of points and the others share
/// (Kraskov, Stoegbauer and Grassberger 2004; nats): neighbours in all coordinates by the max norm, counts in
/// each part. `k` is an option, and so is `first`, how many coordinates the first part has, 1 where it is not
/// given. The standard error is that of the mean of the local terms, with what the distances of neighbours
/// share. n <= k: undefined, as where more than k points are equal, at which there is no density; nothing is
/// jittered. May be negative. O(n log n) for parts of one coordinate.
class KraskovInformation : public MeanOfTerms {
 public:
  using view = Points;
  struct workspace {
    KdTree tree;
    Projection parts[2];
    std::vector<double> distances, terms;
    std::vector<Neighbour> neighbours;
    std::vector<std::size_t> tied;
  };
  static constexpr std::string_view estimand = "mutual_information";
  static constexpr bool of_density = true;
  static constexpr std::int64_t least = 2;
  static constexpr std::string_view undefined =
      "it needs more than k points, of which no more than k are equal";
  static std::vector<Parameter> options();
  /// The element of the estimand is the number of first coordinates.
  std::vector<Output> outputs() const { return {{"", std::string(estimand), first_}}; }

 protected:
  static Outcome<KraskovInformation> bind(std::string_view name, const Knowns& knowns,
                                          const Arguments& options);
  /// Builds the tree and the parts; false if there is no estimate, and then says why.
  bool prepare(const Points::One& points, workspace& w, const EstimateRef& out) const;
  std::size_t neighbours() const noexcept { return static_cast<std::size_t>(k_); }

 private:
  using MeanOfTerms::MeanOfTerms;
  std::int64_t k_ = 3;
  std::size_t first_ = 1;
};

/// psi(k) + psi(n) - mean(psi(n_x + 1) + psi(n_y + 1)), n_x and n_y the points nearer in a part than the k-th
/// neighbour in all coordinates (equation 8).
struct KraskovFirst : KraskovInformation {
  static constexpr std::string_view name = "ksg_1";
  static constexpr std::string_view summary =
      "of coordinates of points, by k-th neighbours and cubes; interval: normal, of the local terms";
  static Outcome<KraskovFirst> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Points::One& points, workspace& w, const Address&, const EstimateRef& out) const;
};

/// psi(k) - 1/k + psi(n) - mean(psi(n_x) + psi(n_y)), n_x and n_y the points as near in a part as the
/// furthest in it of the k nearest neighbours in all coordinates (equation 9); all that are tied with the
/// k-th are among these.
struct KraskovSecond : KraskovInformation {
  static constexpr std::string_view name = "ksg_2";
  static constexpr std::string_view summary =
      "of coordinates of points, by k-th neighbours and boxes; interval: normal, of the local terms";
  static Outcome<KraskovSecond> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Points::One& points, workspace& w, const Address&, const EstimateRef& out) const;
};

}  // namespace plim
