#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/mean_scatter.hpp"

namespace plim {

/// Entropy of the normal law at the maximum of its likelihood, (1/2) ln(2 pi e v), v with divisor n (nats);
/// of points (d/2) ln(2 pi e) + (1/2) ln det S. Standard error sqrt(d/(2n)), that under a normal law. n <= d:
/// undefined; a sample in a plane (equal numbers): -infinity, infinite. O(1) from the moments, O(d^3).
class GaussianEntropy {
 public:
  using view = MeanM2;
  static constexpr std::string_view name = "gaussian_mle";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "entropy of the fitted normal law, whatever the law is; interval: normal, of a normal law";
  static constexpr bool of_density = true;
  static constexpr std::int64_t least = 2;
  static constexpr std::string_view undefined = "a normal law needs more observations than coordinates";
  /// Of points where there is a dimension.
  static Outcome<AnyEstimator> bind_any(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const MeanM2::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

 private:
  NormalInterval interval_;
};

/// The same of points.
class GaussianEntropyOfPoints {
 public:
  using view = MeanScatter;
  static constexpr std::string_view name = GaussianEntropy::name;
  static constexpr std::string_view estimand = GaussianEntropy::estimand;
  explicit GaussianEntropyOfPoints(const NormalInterval& interval) : interval_(interval) {}
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const MeanScatter::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  NormalInterval interval_;
};

}  // namespace plim
