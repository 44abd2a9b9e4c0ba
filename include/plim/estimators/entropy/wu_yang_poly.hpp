#pragma once
#include <string_view>

#include "plim/estimators/entropy/class_number.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/distinct_counts.hpp"

namespace plim {

/// Minimax rate-optimal estimator of the entropy on K classes by one polynomial (Wu and Yang 2016; nats).
/// With L = floor(1.6 ln K) within 1 and 22 and M = 3.5 ln K, the authors' constants, a class seen at most L
/// times adds (1/n) [M sum_i a_i c (c - 1) .. (c - i + 1)/M^i + c ln(n/M)], sum a_i x^i the polynomial of
/// degree L nearest to -x ln x on [0, 1]; the others -p ln p + 1/(2n). Not below 0. K is the option K, a
/// number or "observed", else the known alphabet; more classes seen than K: invalid; K = 1: 0, the boundary;
/// no observations: empty. O(K) to count, then O(distinct counts L).
class EntropyWuYangPoly {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "wu_yang_poly";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "minimax on K classes: best polynomial for rare ones, plug-in for others; interval: jackknife";
  using workspace = DistinctCounts;
  static std::vector<Parameter> options() { return ClassNumber::options(); }
  static Outcome<EntropyWuYangPoly> bind(const Knowns& knowns, const Arguments& options);
  std::optional<std::size_t> told_K() const noexcept { return K_.told(); }
  unsigned features() const noexcept { return frequencies; }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;

 private:
  explicit EntropyWuYangPoly(const ClassNumber& K) : K_(K) {}
  ClassNumber K_;
};

}  // namespace plim
