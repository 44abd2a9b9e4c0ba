#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/continuous/local_terms.hpp"
#include "plim/estimators/estimator.hpp"

namespace plim {

/// Plug-in entropy of the counts of equal bins on [x_(1), x_(n)], the last one closed on the right, plus ln
/// of their width (nats). `bins` of them, or ceil(range/h): h = (24 sqrt(pi))^(1/3) s n^(-1/3), s with
/// divisor n - 1 (Scott 1979), or h = 2 IQR n^(-1/3), quartiles of type 7 (Freedman and Diaconis 1981;
/// undefined where the quartiles are equal). All observations equal: -infinity, infinite. Standard error as
/// if bins were classes. O(n) of a sorted sample, whatever the bins.
class HistogramEntropy {
 public:
  using view = Sorted;
  static constexpr std::string_view name = "histogram";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "plug-in of equal bins on the sample's range plus ln of their width; interval: normal, as of classes";
  static constexpr bool of_density = true;
  static constexpr std::int64_t least = 2;
  static constexpr std::string_view undefined = "the quartiles are equal, which gives no width of bins";
  static std::vector<Parameter> options();
  static Outcome<HistogramEntropy> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const Sorted::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  double bins_of(const Sorted::One& s, double range) const;

  double bins_ = 0;  // 0: by the rule
  bool by_scott_ = false;
  NormalInterval interval_;
};

}  // namespace plim
