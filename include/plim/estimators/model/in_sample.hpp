#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// The cross-entropy -sum (c_k/n) ln q_k of a Lidstone-smoothed law q_k = (c_k + a)/(n + K a) on the sample
/// it was fitted to (nats); a -> 0 is the plug-in entropy.
class InSampleCrossEntropy {
 public:
  using view = Counts;
  using workspace = std::vector<double>;
  static constexpr std::string_view name = "in_sample";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "cross-entropy of the fitted law on its own sample";
  static constexpr bool needs_smoothing = true;
  static Outcome<InSampleCrossEntropy> bind(const Knowns& knowns, const Arguments& options);

  void estimate_block(const Counts& v, std::vector<double>& logs, const Address&,
                      const BlockOut& out) const noexcept;

 private:
  double a_ = 0;
};

}  // namespace plim
