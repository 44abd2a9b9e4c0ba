#pragma once
#include <optional>
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// What estimators of the classes not seen share: f1, f2, ... classes were seen once, twice, ... No
/// observations: empty.
class OfFrequencies {
 public:
  using view = CountFeatures;
  static constexpr unsigned features() noexcept { return frequencies; }
};

/// The classes seen.
class RichnessObserved : public OfFrequencies {
 public:
  static constexpr std::string_view name = "observed", estimand = functional::richness,
                                    summary = "the classes seen";
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&, const BlockOut& out) const;
  static AdditiveTerm additive_term(std::int64_t n);
};

/// S + ((n - 1)/n) f1^2/(2 f2), without classes seen twice S + ((n - 1)/n) f1 (f1 - 1)/2 (Chao 1984, 1987): a
/// lower bound in mean. The standard error is Chao's; the interval is that of ln of the unseen classes.
class RichnessChao1 : public OfFrequencies {
 public:
  static constexpr std::string_view name = "chao1", estimand = functional::richness,
                                    summary =
                                        "lower bound from the classes seen once and twice; interval: log";
  static Outcome<RichnessChao1> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return z_ > 0; }
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&, const BlockOut& out) const;

 private:
  double z_ = 0;
};

/// S_abundant + S_rare/C + (f1/C) gamma^2, C = 1 - f1/n_rare, of classes seen at most ten times as the rare
/// ones (Chao and Lee 1992); all rare ones seen once: undefined.
class RichnessAce : public OfFrequencies {
 public:
  static constexpr std::string_view name = "ace", estimand = functional::richness,
                                    summary =
                                        "coverage-based, classes seen at most 10 times being rare; interval: "
                                        "jackknife";
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&, const BlockOut& out) const;
};

/// 1 - f1/n (Good 1953); se sqrt(f1 + 2 f2 - f1^2/n)/n (Esty 1983).
class CoverageGoodTuring : public OfFrequencies {
 public:
  static constexpr std::string_view name = "good_turing", estimand = functional::sample_coverage,
                                    summary = "1 - f1/n; interval: wald";
  static Outcome<CoverageGoodTuring> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  static Range range(std::int64_t, double) { return {0, 1}; }
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&, const BlockOut& out) const;
  static AdditiveTerm additive_term(std::int64_t n);

 private:
  NormalInterval interval_;
};

/// 1 - (f1/n) (n - 1) f1/((n - 1) f1 + 2 f2) (Chao and Jost 2012).
class CoverageChaoJost : public OfFrequencies {
 public:
  static constexpr std::string_view name = "chao_jost", estimand = functional::sample_coverage,
                                    summary =
                                        "Good and Turing's with a term in the classes seen twice; "
                                        "interval: jackknife";
  static Range range(std::int64_t, double) { return {0, 1}; }
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&, const BlockOut& out) const;
};

}  // namespace plim
