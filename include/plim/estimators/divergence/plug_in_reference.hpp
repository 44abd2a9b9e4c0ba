#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/divergence/sample_law.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// What plug-ins against a reference law q that the analyst knows share: -ln q_k, infinite where q_k = 0.
/// Standard errors, given where an interval is wanted, by the delta method: sqrt(Var_p(g)/n), g = ln(p/q) or
/// -ln q, where a smoothed law counts for total^2/n draws. O(K).
class ReferencePlugIn {
 public:
  using view = Counts;
  static constexpr bool needs_reference = true;
  static std::vector<std::string> estimands() { return Divergences::estimands(); }
  bool has_interval() const noexcept { return interval_.wanted(); }
  /// Of a cross-entropy; that of a divergence is not known.
  Range range(std::int64_t, double) const;

 protected:
  static Outcome<ReferencePlugIn> bind(const Knowns& knowns, std::string_view name);
  double classes() const noexcept { return static_cast<double>(q_.size()); }
  void write(const Counts::One& c, const SmoothedLaw& p, const EstimateRef& out) const noexcept;
  /// Of a law that follows n and K alone; nothing where an estimate may be infinite.
  std::optional<AdditiveTerm> additive_term_of(const SmoothedLaw& p) const;

 private:
  double term(double p, std::size_t k) const noexcept;

  bool divergence_ = true;             // else the cross-entropy
  std::vector<double> q_, surprisal_;  // [K]
  NormalInterval interval_;
};

/// KL(p, q), or H(p, q) = -sum p ln q, of a known law q and the law p that is made of the sample on the
/// classes of q (nats); infinite where q lacks a class that p has; no observations: empty. By the frequencies
/// the cross-entropy is the mean of -ln q over the sample.
template <class Law>
class ReferenceDivergence : public ReferencePlugIn {
 public:
  static constexpr std::string_view name = Law::name, summary = Law::reference_summary;
  static std::vector<Parameter> options() { return options_of_law<Law>(); }
  static Outcome<ReferenceDivergence> bind(const Knowns& knowns, const Arguments& options) {
    return ReferencePlugIn::bind(knowns, name).map([&options](const ReferencePlugIn& b) {
      return ReferenceDivergence(b, law_by<Law>(options));
    });
  }
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept {
    if (c.n == 0) {
      out.status = Status::empty;
    } else {
      write(c, law_.of(c, classes()), out);
    }
  }
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const {
    if (!Law::follows_n) return std::nullopt;
    return additive_term_of(law_.of({n, 0, 0, nullptr}, classes()));
  }

 private:
  ReferenceDivergence(const ReferencePlugIn& base, const Law& law) : ReferencePlugIn(base), law_(law) {}
  Law law_;
};

}  // namespace plim
