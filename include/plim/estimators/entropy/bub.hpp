#pragma once
#include <map>
#include <string_view>
#include <vector>

#include "plim/estimators/entropy/class_number.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/distinct_counts.hpp"

namespace plim {

/// The coefficients a_0 .. a_n of one n and K, by the algorithm of the author's function (Paninski 2003,
/// BUBfunc of 2006 with k_max = 11): those of Miller and Madow's estimator but for the first k, which
/// minimise the mean square of the bias on a mesh of probabilities and the squared differences of
/// coefficients; of k = 1 .. 11 the one with the smallest bound. Below n = 20 all coefficients are of that
/// kind. O(sqrt(n) mesh) at most.
class BubRule {
 public:
  BubRule(double n, double K);

  double coefficient(double c) const noexcept;
  /// On the root mean square error under any law on K classes (nats), as that function bounds it.
  double rms_bound() const noexcept { return bound_; }

 private:
  void fit_few();   // n < 20
  void fit_many();  // the others

  double n_, K_, bound_ = 0;
  std::vector<double> first_;  // a_0, a_1, ..
};

/// Best upper bound estimator, sum of a_c over all K classes (Paninski 2003; nats); see BubRule. K is the
/// option K, a number or "observed", else the known alphabet; more classes seen than K: invalid; no
/// observations: empty. O(K) to count once the coefficients of n and K are known, which agree with the
/// author's to 1e-12.
class EntropyBub {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "bub";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "coefficients with the best bound on bias and variance; interval: jackknife";
  struct workspace {
    DistinctCounts counts;
    double n = 0;
    std::map<double, BubRule> rules;  // of that n, by K
  };
  static std::vector<Parameter> options() { return ClassNumber::options(); }
  static Outcome<EntropyBub> bind(const Knowns& knowns, const Arguments& options);
  std::optional<std::size_t> told_K() const noexcept { return K_.told(); }
  unsigned features() const noexcept { return frequencies; }
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const;
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;

 private:
  explicit EntropyBub(const ClassNumber& K) : K_(K) {}
  ClassNumber K_;
};

}  // namespace plim
