#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/continuous/nearest.hpp"
#include "plim/views/points_pair.hpp"

namespace plim {

/// What estimators of two samples by nearest neighbours share: x of n points of the law p, y of m points of q
/// (nats), the option k. The standard error is that of the mean over x of the local terms as if they were
/// independent; it does not see that they share y. n <= k or m < k: undefined. Equal points are a distance 0:
/// infinite, or undefined where that has no sign; nothing is jittered. O((n + m) log(n + m)).
class NearestPair : public MeanOfTerms {
 public:
  using view = PointsPair;
  struct workspace {
    KdTree tree;
    std::vector<double> own, other;  // distances within x, and from x to y
  };
  static constexpr bool of_density = true;
  static constexpr std::string_view undefined =
      "it needs more than k points and k of the other sample, and no ties in both";
  static std::vector<Parameter> options() { return {NeighbourOption::parameter()}; }

 protected:
  /// Intervals are cut to `space`.
  static Outcome<NearestPair> bind(std::string_view name, const Knowns& knowns, const Arguments& options,
                                   const Range& space);
  std::size_t neighbours() const noexcept { return static_cast<std::size_t>(k_); }
  /// False if there is no estimate, and then says why.
  bool is_enough(const PointsPair::One& pair, std::int64_t least, const EstimateRef& out) const;
  void write_divergence(const PointsPair::One& pair, Norm norm, workspace& w, const EstimateRef& out) const;

 private:
  using MeanOfTerms::MeanOfTerms;
  std::int64_t k_ = 3;
};

/// ln(m/(n-1)) + (d/n) sum ln(nu_i/rho_i), rho_i and nu_i the distances of x_i to its k-th other point of x
/// and to its k-th of y (Wang, Kulkarni and Verdu 2009; Perez-Cruz 2008). May be negative; its interval is
/// cut at 0.
struct NearestKlMax : NearestPair {
  static constexpr std::string_view name = "knn_kldiv_max";
  static constexpr std::string_view estimand = "kl";
  static constexpr std::string_view summary =
      "by k-th neighbours of two samples, max norm; interval: normal, of the log ratios";
  static Outcome<NearestKlMax> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const PointsPair::One& pair, workspace& w, const Address&, const EstimateRef& out) const;
};

/// The same by Euclid's norm.
struct NearestKlEuclid : NearestPair {
  static constexpr std::string_view name = "knn_kldiv_euclid";
  static constexpr std::string_view estimand = "kl";
  static constexpr std::string_view summary =
      "by k-th neighbours of two samples, Euclid's norm; interval: normal, of the log ratios";
  static Outcome<NearestKlEuclid> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const PointsPair::One& pair, workspace& w, const Address&, const EstimateRef& out) const;
};

/// ln m - psi(k) + d ln 2 + (d/n) sum ln nu_i by the max norm (Leonenko, Pronzato and Savani 2008).
struct NearestCrossEntropy : NearestPair {
  static constexpr std::string_view name = "knn_cross_entropy_max";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary =
      "by k-th neighbours of two samples, max norm; interval: normal, of the log distances";
  static Outcome<NearestCrossEntropy> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const PointsPair::One& pair, workspace& w, const Address&, const EstimateRef& out) const;
};

}  // namespace plim
