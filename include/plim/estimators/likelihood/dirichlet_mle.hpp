#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval_scale.hpp"
#include "plim/views/share_logs.hpp"

namespace plim {

/// The maximum of a Dirichlet likelihood: `alpha: [K]`, with what its information is made of.
class DirichletFit {
 public:
  /// By Newton's iteration, whose matrix is a diagonal one plus a multiple of ones (Minka 2000). Invalid: a
  /// point that is not K positive shares. Unbounded: one point, equal ones, or such as lie together so
  /// closely that rounding hides by how much (sum of alpha above 1e11; its relative error is about 1e-15 of
  /// that sum). Undefined: the iteration did not converge.
  Status fit(const ShareLogs::One& sample);
  const std::vector<double>& alpha() const noexcept { return alpha_; }
  /// n times the variance of alpha_k by the expected information, diag psi'(alpha) - psi'(sum) 1 1', inverted
  /// after Sherman and Morrison (1950).
  double variance(std::size_t k) const noexcept;
  /// Of the whole sample, with the density of the first K - 1 shares (nats).
  double log_likelihood(const ShareLogs::One& sample) const;

 private:
  void start(const ShareLogs::One& sample);
  /// The parts of the information at alpha.
  void take_information() noexcept;
  /// One step; the largest relative change of an alpha.
  double step(const ShareLogs::One& sample) noexcept;

  std::vector<double> alpha_, inverse_, step_;  // [K]; inverse: 1/psi'(alpha)
  double sum_ = 0;                              // of alpha
  double rest_ = 0;                             // 1/psi'(sum) - sum of inverse
};

/// Maximum likelihood of the concentrations of a Dirichlet law, each with the standard error of the expected
/// information and an interval on the scale of logarithms; by name Wald's, cut at 0.
class DirichletMle {
 public:
  using view = ShareLogs;
  using workspace = DirichletFit;
  static constexpr std::string_view name = "mle", likelihood = "dirichlet";
  static constexpr std::string_view summary =
      "maximum likelihood by Newton's iteration; interval: log or wald";
  static std::vector<std::string> estimands() { return {"parameters", "alpha"}; }

  static Outcome<DirichletMle> bind(const Knowns& knowns, const Arguments&);
  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return z_ > 0; }
  void estimate(const ShareLogs::One& sample, DirichletFit& fit, const Address&,
                const EstimateRef& out) const;

 private:
  std::size_t K_ = 0;
  double z_ = 0;  // 0: no interval wanted
  IntervalScale scale_ = IntervalScale::log;
};

/// The log-likelihood at its maximum (nats).
class DirichletLogLikelihood {
 public:
  using view = ShareLogs;
  using workspace = DirichletFit;
  static constexpr std::string_view name = "mle", likelihood = "dirichlet";
  static constexpr std::string_view estimand = "log_likelihood";
  static constexpr std::string_view summary = "log-likelihood at its maximum";

  static Outcome<DirichletLogLikelihood> bind(const Knowns& knowns, const Arguments&);
  void estimate(const ShareLogs::One& sample, DirichletFit& fit, const Address&,
                const EstimateRef& out) const;
};

}  // namespace plim
