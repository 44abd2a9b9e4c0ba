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

/// Posterior mean of the entropy under a symmetric Dirichlet(a) prior on K classes (Wolpert and Wolf 1995;
/// nats): psi(A + 1) - sum (a_k/A) psi(a_k + 1) over all K classes, a_k = c_k + a, A = n + K a. The standard
/// error, given where an interval is wanted, is the posterior sd. More classes seen than K: invalid. No
/// observations give the prior's mean.
class DirichletMeanEntropy {
 public:
  using view = CountFeatures;
  static constexpr std::string_view estimand = "entropy";
  struct workspace {
    std::vector<double> K, a, sum, centre;  // [lanes]
    std::vector<double> table;              // terms by count, where all lanes have the weight `table_weight`
    double table_weight = 0;
    std::size_t counted = 0;  // counts looked at with that weight
  };
  static std::vector<Parameter> options() { return ClassNumber::options(); }
  bool has_interval() const noexcept { return interval_.wanted(); }
  std::optional<std::size_t> told_K() const { return K_.told(); }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;
  /// H of the posterior mean's law at most, by Jensen's inequality.
  Range range(std::int64_t n, double classes) const;
  /// Nothing if K is the number of classes seen, which is not additive.
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const;

 protected:
  DirichletMeanEntropy(DirichletWeight weight, const ClassNumber& K, const NormalInterval& interval)
      : weight_(weight), K_(K), interval_(interval) {}
  static Outcome<DirichletMeanEntropy> bind(DirichletWeight weight, std::string_view name,
                                            const Knowns& knowns, const Arguments& options);
  /// K the classes seen, whatever is known.
  static Outcome<DirichletMeanEntropy> bind_observed(DirichletWeight weight, std::string_view name,
                                                     const Knowns& knowns);

 private:
  void add_terms(const CountFeatures& v, workspace& w) const;
  void write_deviations(const CountFeatures& v, workspace& w, const BlockOut& out) const;

  DirichletWeight weight_;
  ClassNumber K_;
  NormalInterval interval_;
};

/// Of any weight: the option alpha.
struct DirichletMeanGiven : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(alpha); interval: normal, posterior sd";
  static std::vector<Parameter> options();
  static Outcome<DirichletMeanGiven> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletMeanJeffreys : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_jeffreys";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(1/2); interval: normal, posterior sd";
  static Outcome<DirichletMeanJeffreys> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletMeanLaplace : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_laplace";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(1); interval: normal, posterior sd";
  static Outcome<DirichletMeanLaplace> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletMeanSg : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_sg";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(1/K); interval: normal, posterior sd";
  static Outcome<DirichletMeanSg> bind(const Knowns& knowns, const Arguments& options);
};

struct DirichletMeanMinimax : DirichletMeanEntropy {
  static constexpr std::string_view name = "dirichlet_mean_minimax";
  static constexpr std::string_view summary =
      "posterior mean under Dirichlet(sqrt(n)/K); interval: normal, posterior sd";
  static Outcome<DirichletMeanMinimax> bind(const Knowns& knowns, const Arguments& options);
};

/// (1/(n + S)) sum (c + 1) [psi(n + S + 1) - psi(c + 2)]: the mean under Laplace's prior on the S classes
/// seen (Holste, Grosse and Herzel 1998).
struct Holste : DirichletMeanEntropy {
  static constexpr std::string_view name = "holste";
  static constexpr std::string_view summary =
      "dirichlet_mean_laplace on the classes seen; interval: normal, posterior sd";
  static std::vector<Parameter> options() { return {}; }
  static Outcome<Holste> bind(const Knowns& knowns, const Arguments& options);
};

}  // namespace plim
