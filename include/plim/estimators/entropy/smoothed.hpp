#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/entropy/class_number.hpp"
#include "plim/estimators/entropy/dirichlet_weight.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// What estimators by the entropy of a smoothed law q_k = (c_k + a)/(n + K a), k = 1 .. K, share (nats). The
/// standard error, given where an interval is wanted, is that of the delta method with a held fixed, (sqrt
/// n/(n + K a)) sd(ln q(X)) over the observations. More classes seen than K: invalid.
class SmoothedEntropy {
 public:
  using view = CountFeatures;
  static constexpr std::string_view estimand = "entropy";
  struct workspace {
    std::vector<double> K, a, sum;  // [lanes]
  };
  static std::vector<Parameter> options() { return ClassNumber::options(); }
  bool has_interval() const noexcept { return interval_.wanted(); }
  std::optional<std::size_t> told_K() const { return K_.told(); }
  Range range(std::int64_t n, double classes) const;

 protected:
  SmoothedEntropy(const ClassNumber& K, const NormalInterval& interval) : K_(K), interval_(interval) {}
  const ClassNumber& classes() const noexcept { return K_; }
  /// Makes room, and sets K.
  void prepare_lanes(const CountFeatures& v, workspace& w) const;
  /// Writes every lane, K and a of which are set; a may be infinite. O(K).
  void write(const CountFeatures& v, workspace& w, const BlockOut& out) const;

 private:
  ClassNumber K_;
  NormalInterval interval_;
};

/// The entropy of the posterior mean law under a symmetric Dirichlet prior, what Hausser and Strimmer (2009)
/// call Bayes estimators.
class DirichletPlugin : public SmoothedEntropy {
 public:
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;
  /// Nothing if K is the number of classes seen, which is not additive.
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const;

 protected:
  DirichletPlugin(DirichletWeight weight, const ClassNumber& K, const NormalInterval& interval)
      : SmoothedEntropy(K, interval), weight_(weight) {}
  static Outcome<DirichletPlugin> bind(DirichletWeight weight, std::string_view name, const Knowns& knowns,
                                       const Arguments& options);

 private:
  DirichletWeight weight_;
};

/// Of any weight: the option alpha.
struct DirichletPluginGiven : DirichletPlugin {
  static constexpr std::string_view name = "dirichlet_plugin";
  static constexpr std::string_view summary =
      "entropy of the frequencies (c + alpha)/(n + K alpha); interval: wald";
  static std::vector<Parameter> options();
  static Outcome<DirichletPluginGiven> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletPluginJeffreys : DirichletPlugin {
  static constexpr std::string_view name = "dirichlet_plugin_jeffreys";
  static constexpr std::string_view summary =
      "entropy of the frequencies (c + 1/2)/(n + K/2); interval: wald";
  static Outcome<DirichletPluginJeffreys> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletPluginLaplace : DirichletPlugin {
  static constexpr std::string_view name = "dirichlet_plugin_laplace";
  static constexpr std::string_view summary = "entropy of the frequencies (c + 1)/(n + K); interval: wald";
  static Outcome<DirichletPluginLaplace> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletPluginSg : DirichletPlugin {
  static constexpr std::string_view name = "dirichlet_plugin_sg";
  static constexpr std::string_view summary = "entropy of the frequencies (c + 1/K)/(n + 1); interval: wald";
  static Outcome<DirichletPluginSg> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletPluginMinimax : DirichletPlugin {
  static constexpr std::string_view name = "dirichlet_plugin_minimax";
  static constexpr std::string_view summary =
      "entropy of the frequencies (c + sqrt(n)/K)/(n + sqrt(n)); interval: wald";
  static Outcome<DirichletPluginMinimax> bind(const Knowns& knowns, const Arguments& options);
};

/// The entropy of lambda/K + (1 - lambda) c/n with the estimated best lambda (Hausser and Strimmer 2009;
/// James and Stein 1961): [sum p (1 - p)/(n - 1)]/sum (p - 1/K)^2 within [0, 1], 1 if n = 1 or the sum is 0.
/// No observations: empty.
class Shrink : public SmoothedEntropy {
 public:
  static constexpr std::string_view name = "shrink";
  static constexpr std::string_view summary =
      "frequencies shrunk to equal ones by an estimated share; interval: jackknife";
  static Outcome<Shrink> bind(const Knowns& knowns, const Arguments& options);
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;

 private:
  using SmoothedEntropy::SmoothedEntropy;
};

}  // namespace plim
