#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/continuous/local_terms.hpp"
#include "plim/estimators/estimator.hpp"

namespace plim {

/// What estimators of a differential entropy (nats) by a normal kernel share: -(1/n) sum ln f(x_i), f the
/// density estimate of bandwidth h, in the unit of the data, or by `bw`: s n^(-1/5) (Scott 1992) or s
/// (3n/4)^(-1/5) (Silverman 1986), s with divisor n - 1. No bandwidth, as of equal observations: -infinity,
/// infinite. O(n^2) but where tails of the kernel, relative to what is left, are below 2^-53.
class KernelEntropy : public MeanOfTerms {
 public:
  using view = Sorted;
  struct workspace {
    std::vector<double> x, terms;  // [n]
  };
  static constexpr std::string_view estimand = "entropy";
  static constexpr bool of_density = true;
  static constexpr std::int64_t least = 2;
  static std::vector<Parameter> options();

 protected:
  static Outcome<KernelEntropy> bind(std::string_view name, const Knowns& knowns, const Arguments& options);
  void write(const Sorted::One& s, workspace& w, bool with_itself, const EstimateRef& out) const;

 private:
  using MeanOfTerms::MeanOfTerms;
  double bandwidth_of(const Sorted::One& s) const;

  double h_ = 0;  // 0: by the rule
  bool by_silverman_ = false;
};

/// Resubstitution: f(x) = (1/(n h)) sum_j phi((x - x_j)/h), the observation itself among them (Ahmad and Lin
/// 1976).
struct KernelResubstitution : KernelEntropy {
  static constexpr std::string_view name = "kde_resub";
  static constexpr std::string_view summary =
      "normal kernel, each observation in its own density; interval: normal, of the log densities";
  static Outcome<KernelResubstitution> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Sorted::One& s, workspace& w, const Address&, const EstimateRef& out) const;
};

/// Leave-one-out: the density at each observation from the n - 1 others (Ivanov and Rozhkova 1981; Hall and
/// Morton 1993).
struct KernelLeaveOneOut : KernelEntropy {
  static constexpr std::string_view name = "kde_loo";
  static constexpr std::string_view summary =
      "normal kernel, the density at each observation from the others; interval: normal, of the log "
      "densities";
  static Outcome<KernelLeaveOneOut> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Sorted::One& s, workspace& w, const Address&, const EstimateRef& out) const;
};

}  // namespace plim
