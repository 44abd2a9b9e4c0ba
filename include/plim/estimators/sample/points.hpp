#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/interval_scale.hpp"
#include "plim/views/mean_scatter.hpp"

namespace plim {

/// The mean vector of a sample of points, coordinate by coordinate as MeanOfSample.
class MeanOfPoints {
 public:
  using view = MeanScatter;
  struct workspace {
    double factor = 0;  // half of an interval in standard errors
  };
  static constexpr std::string_view name = "mean";
  static Outcome<MeanOfPoints> bind(const Knowns& knowns);

  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return interval_.level > 0; }
  void prepare(std::int64_t n, workspace& w) const;
  void estimate(const MeanScatter::One& s, workspace& w, const Address&,
                const EstimateRef& out) const noexcept;

 private:
  std::string estimand_;
  std::size_t d_ = 0;
  BoundInterval interval_;
};

/// The covariance matrix, an output for each entry of its upper triangle; of one point undefined. Standard
/// errors are those of a normal law: n - 1 degrees of freedom, variance s_ii s_jj + s_ij^2 of one (Anderson
/// 2003, 3.4). Intervals: on the scale of logarithms for variances, which are positive, normal for
/// covariances; by name `log` of variances alone, `normal` of all.
class CovarianceOfPoints {
 public:
  using view = MeanScatter;
  static constexpr std::string_view estimand = "covariance";
  static constexpr std::int64_t least = 2;

  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return z_ > 0; }
  void estimate(const MeanScatter::One& s, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept;

 protected:
  CovarianceOfPoints() = default;
  /// The scatter over n less `lost`.
  static Outcome<CovarianceOfPoints> bind_divisor(int lost, std::string_view name, const Knowns& knowns);

 private:
  void write_interval(Cell& cell, bool of_variance) const noexcept;

  std::size_t d_ = 0;
  double lost_ = 0;
  double z_ = 0;        // 0: no interval wanted
  std::string method_;  // as the study names it; "": each entry's own
};

/// With the divisor n, the maximum of a normal law's likelihood.
class CovarianceMl : public CovarianceOfPoints {
 public:
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view summary =
      "covariance matrix over n; se of a normal law; interval: log of variances, normal";
  static Outcome<CovarianceMl> bind(const Knowns& knowns, const Arguments&);
};

/// With the divisor n - 1.
class CovarianceUnbiased : public CovarianceOfPoints {
 public:
  static constexpr std::string_view name = "unbiased";
  static constexpr std::string_view summary =
      "covariance matrix over n - 1; se of a normal law; interval: log of variances, normal";
  static Outcome<CovarianceUnbiased> bind(const Knowns& knowns, const Arguments&);
};

}  // namespace plim
