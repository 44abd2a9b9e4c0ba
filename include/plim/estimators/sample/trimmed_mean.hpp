#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/sample/bootstrap.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// The mean without the g = floor(n share) smallest and as many largest observations, an estimator of the
/// centre of a symmetric law. Its standard error is by the winsorised variance, its interval Student's with
/// n - 2g - 1 degrees of freedom (Tukey and McLaughlin 1963); none where that variance is 0.
class TrimmedMean {
 public:
  using view = Sorted;
  struct workspace : Bootstrap::Workspace {
    double t = 0;  // Student's quantile for n
  };
  static constexpr std::string_view name = "trimmed_mean";
  static constexpr std::string_view summary =
      "mean without a share of the smallest and largest observations; interval: t or bootstrap_percentile";
  static std::vector<std::string> estimands() { return {"mean", "median"}; }
  static std::vector<Parameter> options();
  static Outcome<TrimmedMean> bind(const Knowns& knowns, const Arguments& options);

  bool has_interval() const noexcept { return interval_.level > 0; }
  void prepare(std::int64_t n, workspace& w) const;
  void estimate(const Sorted::One& s, workspace& w, const Address& own, const EstimateRef& out) const;

 private:
  double share_ = 0;
  BoundInterval interval_;
  Bootstrap bootstrap_;
};

}  // namespace plim
