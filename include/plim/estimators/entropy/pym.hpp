#pragma once
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/distinct_counts.hpp"

namespace plim {

/// Posterior mean of the entropy (nats) under a mixture of Pitman-Yor processes, for any number of classes,
/// also infinitely many (Archer, Park and Pillow 2014): concentration alpha > 0 and discount 0 <= d < 1 with
/// the weight exp(-10/(1 - g)) d alpha dd, g = (psi(1) - psi(1 - d))/(psi(1 + alpha) - psi(1 - d)), which is
/// that of the authors' code; the integral is over the whole region. The standard error, given where an
/// interval is wanted, is the posterior sd, infinite if fewer than two classes were seen twice (the authors'
/// rule); the interval is cut off at 0. Fewer than two coincidences or classes: undefined. O(K) to count,
/// then O(distinct counts) for each of some 100 values of d and O(1) for each of some 5000 pairs. Relative
/// error below 1e-12 of the mean and below 1e-10 of the sd, which is also not closer than 1e-15 of the mean
/// (`tests/estimators/pym_test.cpp`).
class EntropyPym {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "pym";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "posterior mean, mixture of Pitman-Yor processes; interval: normal, posterior sd";
  static constexpr std::string_view undefined = "fewer than two classes or two coincidences";
  static constexpr std::int64_t least = 4;
  using workspace = DistinctCounts;
  static Outcome<EntropyPym> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  unsigned features() const noexcept { return frequencies; }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;

 private:
  explicit EntropyPym(const NormalInterval& interval) : interval_(interval) {}
  Status estimate(const CountFeatures& v, std::size_t lane, workspace& w, Cell& cell) const;

  NormalInterval interval_;
};

}  // namespace plim
