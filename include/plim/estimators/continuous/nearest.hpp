#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/continuous/local_terms.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/numeric/kd_tree.hpp"

namespace plim {

/// ln of the volume of the unit ball: 2^d of the max norm, pi^(d/2)/Gamma(d/2 + 1) of Euclid's.
double log_unit_ball(Norm norm, std::size_t d) noexcept;

/// The option k of estimators from k-th nearest neighbours, 3 where it is not given.
struct NeighbourOption {
  static constexpr std::string_view undefined = "the k-th nearest neighbour needs more than k observations";
  static Parameter parameter();
  static std::int64_t of(const Arguments& options);
  /// 2/(3 k): what d ln of the k-th distances of neighbours have in common beyond their own variance psi1(k).
  /// A fit to uniform points without edges in 1, 2, 3 and 5 dimensions, k = 1 to 20
  /// (tests/data/neighbour_variance.py): both together are within 15 % of what was found there.
  static double shared(std::size_t k) noexcept { return 2.0 / (3.0 * static_cast<double>(k)); }
};

/// psi(n) - psi(k) + ln c_d + (d/n) sum ln rho_i, rho_i the distance to the k-th nearest other point
/// (Kozachenko and Leonenko 1987 in the form of Kraskov, Stoegbauer and Grassberger 2004; nats), of numbers
/// and of points in R^d. Standard error of the mean of the terms d ln rho_i, with what neighbours share. n <=
/// k: undefined; more than k equal points: -infinity, infinite; nothing is jittered. O(n) of sorted numbers,
/// O(n log n) of points.
class NearestEntropy : public MeanOfTerms {
 public:
  using view = Sorted;
  static constexpr std::string_view estimand = "entropy";
  static constexpr bool of_density = true;
  static constexpr std::int64_t least = 2;
  static constexpr std::string_view undefined = NeighbourOption::undefined;
  static std::vector<Parameter> options() { return {NeighbourOption::parameter()}; }

 protected:
  static Outcome<AnyEstimator> bind_norm(Norm norm, std::string_view name, const Knowns& knowns,
                                         const Arguments& options);
};

/// By the max norm.
struct NearestEntropyMax : NearestEntropy {
  static constexpr std::string_view name = "knn_kl_max";
  static constexpr std::string_view summary =
      "Kozachenko-Leonenko: k-th nearest neighbours by the max norm; interval: normal, of the log distances";
  static Outcome<AnyEstimator> bind_any(const Knowns& knowns, const Arguments& options) {
    return bind_norm(Norm::max, name, knowns, options);
  }
};

/// By Euclid's norm.
struct NearestEntropyEuclid : NearestEntropy {
  static constexpr std::string_view name = "knn_kl_euclid";
  static constexpr std::string_view summary =
      "Kozachenko-Leonenko: k-th nearest neighbours by Euclid's norm; interval: normal, of the log distances";
  static Outcome<AnyEstimator> bind_any(const Knowns& knowns, const Arguments& options) {
    return bind_norm(Norm::euclid, name, knowns, options);
  }
};

}  // namespace plim
