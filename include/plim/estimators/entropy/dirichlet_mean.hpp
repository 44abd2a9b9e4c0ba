#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// Posterior mean of the entropy under a symmetric Dirichlet(a) prior on K classes (Wolpert and Wolf 1995;
/// nats): psi(A + 1) - sum (a_k/A) psi(a_k + 1) over all K classes, a_k = c_k + a, A = n + K a. The standard
/// error, given where an interval is wanted, is the posterior sd. K is the option K, a number or "observed",
/// else the known alphabet; more classes seen than K: invalid. No observations give the prior's mean.
class DirichletMeanEntropy {
 public:
  using view = CountFeatures;
  static constexpr std::string_view estimand = "entropy";
  struct workspace {
    std::vector<double> K, a, sum, centre;  // [lanes]
  };
  static std::vector<Parameter> options();
  bool has_interval() const noexcept { return interval_.wanted(); }
  /// K where it is the known alphabet, not an option.
  std::optional<std::size_t> told_K() const;
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;
  /// H of the posterior mean's law at most, by Jensen's inequality.
  Range range(std::int64_t n, double classes) const;
  /// Nothing if K is the number of classes seen, which is not additive.
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const;

 protected:
  enum class Weight { jeffreys, laplace, sg, minimax };
  DirichletMeanEntropy(Weight weight, double K, bool told, const NormalInterval& interval)
      : weight_(weight), K_(K), told_(told), interval_(interval) {}
  static Outcome<DirichletMeanEntropy> bind(Weight weight, std::string_view name, const Knowns& knowns,
                                            const Arguments& options);

 private:
  double weight(double K, double n) const noexcept;
  void write_deviations(const CountFeatures& v, workspace& w, const BlockOut& out) const;

  Weight weight_;
  double K_;   // 0: the classes seen
  bool told_;  // K is the known alphabet
  NormalInterval interval_;
};

/// a = 1/2 (Jeffreys 1946).
struct DirichletMeanJeffreys : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_jeffreys";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(1/2); interval: normal, posterior sd";
  static Outcome<DirichletMeanJeffreys> bind(const Knowns& knowns, const Arguments& options);
};

/// a = 1 (Laplace 1774).
struct DirichletMeanLaplace : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_laplace";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(1); interval: normal, posterior sd";
  static Outcome<DirichletMeanLaplace> bind(const Knowns& knowns, const Arguments& options);
};

/// a = 1/K (Perks 1947; Schuermann and Grassberger 1996).
struct DirichletMeanSg : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_sg";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(1/K); interval: normal, posterior sd";
  static Outcome<DirichletMeanSg> bind(const Knowns& knowns, const Arguments& options);
};

/// a = sqrt(n)/K (Trybula 1958).
struct DirichletMeanMinimax : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_minimax";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(sqrt(n)/K); interval: normal, posterior sd";
  static Outcome<DirichletMeanMinimax> bind(const Knowns& knowns, const Arguments& options);
};

}  // namespace plim
