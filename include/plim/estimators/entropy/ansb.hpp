#pragma once
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// The asymptotic form of the NSB estimator for samples with few coincidences, gamma_E - ln 2 + 2 ln n -
/// psi(D), D = n - S the coincidences (Nemenman 2011; nats); no K. The standard error, given where an
/// interval is wanted, is the posterior sd sqrt(psi'(D)); the interval is cut off at 0. No coincidence:
/// undefined. O(1) beside the counting; absolute error below 1e-15 max(1, ln n).
class EntropyAnsb {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "ansb";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "asymptotic NSB, from the number of coincidences; interval: normal, posterior sd";
  static constexpr std::string_view undefined = "no class is seen twice";
  static constexpr std::int64_t least = 2;
  static Outcome<EntropyAnsb> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  static Range range(std::int64_t n, double classes);
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                      const BlockOut& out) const noexcept;

 private:
  explicit EntropyAnsb(const NormalInterval& interval) : interval_(interval) {}
  NormalInterval interval_;
};

}  // namespace plim
