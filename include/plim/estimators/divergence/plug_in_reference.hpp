#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// What plug-ins against a reference law q that the analyst knows share: -ln q_k, infinite where q_k = 0.
/// Standard errors, given where an interval is wanted, by the delta method.
class ReferencePlugIn {
 public:
  using view = Counts;
  static constexpr bool needs_reference = true;
  bool has_interval() const noexcept { return interval_.wanted(); }

 protected:
  static Outcome<ReferencePlugIn> bind(const Knowns& knowns, std::string_view name);

  std::vector<double> q_, surprisal_;  // [K]
  NormalInterval interval_;
};

/// KL(p_hat, q) of the observed frequencies from a known law q (nats); infinite where q lacks a class that
/// was seen; no observations: empty.
class KlReference : public ReferencePlugIn {
 public:
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view estimand = "kl";
  static constexpr std::string_view summary =
      "plug-in divergence of the sample from a known law; interval: wald";
  static Outcome<KlReference> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

 private:
  explicit KlReference(const ReferencePlugIn& base) : ReferencePlugIn(base) {}
};

/// H(p_hat, q) = mean(-ln q(X_i)) under a known law q (nats), with the same statuses.
class CrossEntropyReference : public ReferencePlugIn {
 public:
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "mean of -ln q over the sample, q a known law; interval: wald";
  static Outcome<CrossEntropyReference> bind(const Knowns& knowns, const Arguments& options);
  Range range(std::int64_t, double) const;
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

 private:
  explicit CrossEntropyReference(const ReferencePlugIn& base) : ReferencePlugIn(base) {}
};

}  // namespace plim
