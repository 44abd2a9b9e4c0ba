#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/sample/bootstrap.hpp"
#include "plim/numeric/quantile_ranks.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// A sample quantile of type 7 (Hyndman and Fan 1996), linear between order statistics, with a
/// distribution-free interval from one order statistic to another, whose coverage is at least the level for
/// independent draws of any law, or with the bootstrap's. Below the n at which the whole range of the sample
/// covers so often there is no such interval. A quantile that is infinite has that status.
class OrderQuantile {
 public:
  using view = Sorted;
  struct workspace : Bootstrap::Workspace {
    std::optional<QuantileRanks> ranks;  // for n
  };
  static std::vector<Parameter> options() { return {Bootstrap::option()}; }

  bool has_interval() const noexcept { return interval_.level > 0; }
  void prepare(std::int64_t n, workspace& w) const;
  void estimate(const Sorted::One& s, workspace& w, const Address& own, const EstimateRef& out) const;

 protected:
  OrderQuantile() = default;
  static Outcome<OrderQuantile> bind_order(double order, std::string_view name, const Knowns& knowns,
                                           const Arguments& options);

 private:
  double order_ = 0.5;
  BoundInterval interval_;
  Bootstrap bootstrap_;
};

/// The sample median; also of the mean, which it is of a symmetric law.
class MedianOfSample : public OrderQuantile {
 public:
  static constexpr std::string_view name = "median";
  static constexpr std::string_view summary =
      "middle of the observations; interval: order_statistics or bootstrap_percentile";
  static std::vector<std::string> estimands() { return {"median", "mean"}; }
  static Outcome<MedianOfSample> bind(const Knowns& knowns, const Arguments& options);
};

/// The sample quantile of the estimand's order.
class QuantileOfSample : public OrderQuantile {
 public:
  static constexpr std::string_view name = "quantile", estimand = "quantile";
  static constexpr std::string_view summary =
      "quantile of the observations (type 7); interval: order_statistics or bootstrap_percentile";
  static Outcome<QuantileOfSample> bind(const Knowns& knowns, const Arguments& options);
};

}  // namespace plim
