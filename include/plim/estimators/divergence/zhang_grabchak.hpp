#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/divergence/sample_law.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/counts_pair.hpp"

namespace plim {

/// Divergence sum p_k {[psi(m + 1) - psi(b_k + 1)] - [psi(n) - psi(a_k)]}, p_k = a_k/n, of samples with
/// counts a and b (Zhang and Grabchak 2014; nats), and its first half, the cross-entropy, of which Zhang's
/// entropy is the rest. Finite where the second sample lacks a class, and may be negative; an empty sample:
/// empty.
///
/// The standard error is the delta method's at the frequencies: the variance of the bracket under p over n,
/// and that of p_k m psi'(b_k + 1) under b/m over m. O(classes).
class ZhangGrabchak {
 public:
  using view = CountsPair;
  static constexpr std::string_view name = "zhang_grabchak";
  static constexpr std::string_view summary =
      "of two samples with exponentially decaying bias, finite where the second lacks a class; interval: "
      "wald";
  static std::vector<std::string> estimands() { return Divergences::estimands(); }
  static Outcome<ZhangGrabchak> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept;

 private:
  ZhangGrabchak(bool divergence, const NormalInterval& interval)
      : divergence_(divergence), interval_(interval) {}

  bool divergence_;  // else the cross-entropy
  NormalInterval interval_;
};

}  // namespace plim
