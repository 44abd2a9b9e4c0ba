#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/bayes/beta_interval.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// The posterior of class probabilities under a Dirichlet(alpha) prior, alpha: [K]. Class k is marginally
/// Beta(c_k + alpha_k, the rest): value = posterior mean, se = posterior sd, interval equal-tailed.
/// Two classes with a Beta prior are the Bernoulli model, whose only output is p of class 1.
class DirichletPosterior {
 public:
  using view = Counts;
  using workspace = BetaIntervalMemo;
  static constexpr std::string_view name = "posterior_mean";

  DirichletPosterior(std::vector<double> alpha, bool bernoulli, double level);

  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return level_ > 0; }
  void estimate(const Counts::One& c, BetaIntervalMemo& memo, const Address&, const EstimateRef& out) const;

 private:
  std::vector<double> alpha_;
  double total_;
  std::size_t first_, last_;  // the classes that are outputs
  double level_;              // 0: no interval wanted
};

/// Posterior mean of the Bernoulli's p under a Beta(alpha, beta) prior.
struct BernoulliPosterior : DirichletPosterior {
  static constexpr std::string_view likelihood = "bernoulli";
  static constexpr std::string_view estimand = "p";
  static constexpr std::string_view summary = "posterior mean; se: posterior sd; interval: equal_tailed";
  static Outcome<BernoulliPosterior> bind(const Knowns& knowns, const Arguments& options);
};

/// Posterior means of the categorical probabilities under a Dirichlet(alpha) prior, at most 32 classes.
struct CategoricalPosterior : DirichletPosterior {
  static constexpr std::string_view likelihood = "categorical";
  static constexpr std::string_view estimand = "p";
  static constexpr std::string_view summary = "posterior mean; se: posterior sd; interval: equal_tailed";
  static Outcome<CategoricalPosterior> bind(const Knowns& knowns, const Arguments& options);
};

/// ln of the marginal likelihood of the ordered sample (nats): ln B(c + alpha) - ln B(alpha).
class DirichletEvidence {
 public:
  using view = Counts;
  static constexpr std::string_view name = "exact";
  explicit DirichletEvidence(std::vector<double> alpha);
  double estimate(const Counts::One& c) const;

 private:
  std::vector<double> alpha_, log_gamma_;
  double total_, log_gamma_total_;
};

struct BernoulliEvidence : DirichletEvidence {
  static constexpr std::string_view likelihood = "bernoulli";
  static constexpr std::string_view estimand = "log_evidence";
  static constexpr std::string_view summary = "log evidence of the ordered sample under the prior";
  static Outcome<BernoulliEvidence> bind(const Knowns& knowns, const Arguments& options);
};

struct CategoricalEvidence : DirichletEvidence {
  static constexpr std::string_view likelihood = "categorical";
  static constexpr std::string_view estimand = "log_evidence";
  static constexpr std::string_view summary = "log evidence of the ordered sample under the prior";
  static Outcome<CategoricalEvidence> bind(const Knowns& knowns, const Arguments& options);
};

}  // namespace plim
