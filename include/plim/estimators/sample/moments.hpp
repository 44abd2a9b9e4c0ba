#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/sample/bootstrap.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// The status of a moment of a sample: empty, invalid (a mean or a square that is not finite), undefined
/// below `least` observations.
Status status_of_moment(const MeanM2::One& s, std::int64_t least) noexcept;

/// Half of the interval of a mean of n draws in standard errors, by Student's t or the normal law; 0 without
/// one.
double factor_of_mean(const BoundInterval& interval, std::int64_t n);
/// Value, standard error s / sqrt n and limits of a sample mean; none of one observation, no limits of a
/// constant sample or without a factor.
void write_mean(const MeanM2::One& s, double factor, Cell& cell) noexcept;

/// The sample mean, of any law; its standard error s / sqrt n, and Student's interval (1908), or the normal
/// one; none of one observation or of a constant sample, whose standard error is 0.
class MeanOfSample {
 public:
  using view = MeanM2;
  struct workspace {
    double factor = 0;  // half of the interval in standard errors
  };
  static constexpr std::string_view name = "mean";
  static constexpr std::string_view summary =
      "mean of the observations; se s/sqrt n; interval: t, normal or bootstrap_percentile";
  static std::vector<std::string> estimands() { return {"mean", "median"}; }
  static std::vector<Parameter> options() { return {Bootstrap::option()}; }
  static Outcome<AnyEstimator> bind_any(const Knowns& knowns, const Arguments& options);

  bool has_interval() const noexcept { return interval_.level > 0; }
  void prepare(std::int64_t n, workspace& w) const;
  void estimate(const MeanM2::One& s, workspace& w, const Address&, const EstimateRef& out) const noexcept;

  static constexpr std::int64_t least = 1;
  static double of(const MeanM2::One& s) noexcept { return s.mean; }

 private:
  BoundInterval interval_;
};

/// The sample variance, sum of squares / (n - 1); of one observation undefined.
class VarianceOfSample {
 public:
  using view = MeanM2;
  static constexpr std::string_view name = "variance", estimand = "variance";
  static constexpr std::string_view summary = "sum of squares over n - 1; interval: bootstrap_percentile";
  static std::vector<Parameter> options() { return {Bootstrap::option()}; }
  static Outcome<AnyEstimator> bind_any(const Knowns& knowns, const Arguments& options);
  void estimate(const MeanM2::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

  static constexpr std::int64_t least = 2;
  static double of(const MeanM2::One& s) noexcept;
};

/// Its square root.
class SdOfSample {
 public:
  using view = MeanM2;
  static constexpr std::string_view name = "sd", estimand = "sd";
  static constexpr std::string_view summary =
      "root of the variance with n - 1; interval: bootstrap_percentile";
  static std::vector<Parameter> options() { return {Bootstrap::option()}; }
  static Outcome<AnyEstimator> bind_any(const Knowns& knowns, const Arguments& options);
  void estimate(const MeanM2::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

  static constexpr std::int64_t least = 2;
  static double of(const MeanM2::One& s) noexcept;
};

}  // namespace plim
