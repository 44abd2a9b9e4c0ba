#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/cell.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/points.hpp"
#include "plim/views/points_pair.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// What is wrong with a sample of draws from a density, of which an estimator needs `least`: empty; invalid
/// (a NaN, or a range beyond the doubles); undefined (too few); else regular.
Status status_of_draws(const Sorted::One& s, std::int64_t least) noexcept;
Status status_of_draws(const Points::One& p, std::int64_t least) noexcept;
/// Of two samples, the first one's before the other's.
Status status_of_pair(const PointsPair::One& pair, std::int64_t least_x, std::int64_t least_y) noexcept;

/// The observations one by one, ascending: `[n]`, in `room` where the sample comes with its ties counted.
std::span<const double> one_by_one(const Sorted::One& s, std::vector<double>& room);

/// The standard deviation with divisor n - 1; n >= 2. O(distinct).
double spread_of(const Sorted::One& s);

/// What estimators that are a constant plus the mean of one term for each observation share: the standard
/// error sqrt(sum (t - mean)^2 / (n (n - 1))), as if terms were independent, given where an interval is
/// wanted.
class MeanOfTerms {
 public:
  bool has_interval() const noexcept { return interval_.wanted(); }

 protected:
  MeanOfTerms() = default;
  explicit MeanOfTerms(const NormalInterval& interval, const Range& space = {})
      : interval_(interval), space_(space) {}
  static Outcome<NormalInterval> bind_normal(const Knowns& knowns, std::string_view estimator) {
    return NormalInterval::bind(knowns, estimator, "normal");
  }
  /// Infinite where terms are of one sign, undefined where of both. O(n). `shared`: what the covariances of
  /// terms add to the variance of one.
  void write(double constant, std::span<const double> terms, const EstimateRef& out,
             double shared = 0) const noexcept;

 private:
  NormalInterval interval_;
  Range space_;  // where the estimand can be
};

}  // namespace plim
