#pragma once
#include <string_view>

#include "plim/estimators/entropy/class_number.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/distinct_counts.hpp"

namespace plim {

/// Posterior mean of the entropy (nats) under the mixture over b in (0, inf) of symmetric Dirichlet(b) laws
/// on K classes for which the prior mean entropy psi(K b + 1) - psi(b + 1) is uniform on (0, ln K) (Nemenman,
/// Shafee and Bialek 2002). The standard error, given where an interval is wanted, is the posterior sd; the
/// interval is cut to [0, ln K]. K is the option K, a number or "observed", else the known alphabet; more
/// classes seen than K: invalid; K = 1: 0, the boundary. No observations give the prior's mean, (ln K)/2.
/// O(K) to count, then O(distinct counts) a node of the integral, some 50 of them. Relative error below 1e-12
/// of the mean and below 1e-10 of the sd, which is also not closer than 1e-15 of the mean (shown by
/// `tests/estimators/nsb_test.cpp`).
class EntropyNsb {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "nsb";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "posterior mean, mixture of Dirichlet priors with a flat mean entropy; interval: normal, posterior sd";
  using workspace = DistinctCounts;
  static std::vector<Parameter> options() { return ClassNumber::options(); }
  static Outcome<EntropyNsb> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  std::optional<std::size_t> told_K() const noexcept { return K_.told(); }
  unsigned features() const noexcept { return frequencies; }
  Range range(std::int64_t n, double classes) const;
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;

 private:
  EntropyNsb(const ClassNumber& K, const NormalInterval& interval) : K_(K), interval_(interval) {}
  Status estimate(const CountFeatures& v, std::size_t lane, workspace& w, Cell& cell) const;

  ClassNumber K_;
  NormalInterval interval_;
};

}  // namespace plim
