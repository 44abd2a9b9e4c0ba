#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/counts_pair.hpp"

namespace plim {

/// What to do about a class that the first sample has and the second has not: report infinity, or add a
/// pseudo-count a to every class of the second sample, q_k = (b_k + a)/(m + K a).
class ZeroPolicy {
 public:
  static std::vector<Parameter> options();
  static Outcome<ZeroPolicy> bind(const Arguments& options);
  /// The probability of class k by the second sample.
  double q(const CountsPair::One& c, std::size_t k) const noexcept;

 private:
  double a_ = 0;  // 0: infinite
};

/// What the plug-ins of two samples share.
class PairPlugIn {
 public:
  using view = CountsPair;
  static constexpr std::string_view name = "ml";
  static std::vector<Parameter> options() { return ZeroPolicy::options(); }

 protected:
  explicit PairPlugIn(const ZeroPolicy& zero) : zero_(zero) {}
  /// Writes the sum of term(p_k, q_k) over the classes; infinite where p has a class that q lacks, unless the
  /// zero policy says otherwise; empty if a sample is.
  template <class Term>
  void write_sum(const CountsPair::One& c, const EstimateRef& out, Term term) const noexcept;

 private:
  ZeroPolicy zero_;
};

/// Plug-in Kullback-Leibler divergence sum p ln(p/q) of the frequencies of two samples (nats).
class KlPair : public PairPlugIn {
 public:
  static constexpr std::string_view estimand = "kl";
  static constexpr std::string_view summary = "plug-in divergence of two samples";
  static Outcome<KlPair> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept;

 private:
  using PairPlugIn::PairPlugIn;
};

/// Plug-in cross-entropy -sum p ln q of the frequencies of two samples (nats).
class CrossEntropyPair : public PairPlugIn {
 public:
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "plug-in cross-entropy of two samples";
  static Outcome<CrossEntropyPair> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept;

 private:
  using PairPlugIn::PairPlugIn;
};

/// Plug-in Jensen-Shannon divergence (KL(p, r) + KL(q, r))/2, r = (p + q)/2 (Lin 1991; nats); at most ln 2.
struct JensenShannonPair {
  using view = CountsPair;
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view estimand = "jensen_shannon";
  static constexpr std::string_view summary = "plug-in Jensen-Shannon divergence of two samples";
  void estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept;
};

}  // namespace plim
