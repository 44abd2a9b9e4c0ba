#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/bayes/posterior.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// The posterior of class probabilities under a Dirichlet(alpha) prior, alpha: [K]. Class k is marginally
/// Beta(c_k + alpha_k, the rest): value = posterior mean or median, se = posterior sd, interval equal-tailed.
/// Two classes with a Beta prior are the Bernoulli model, whose only output is p of class 1.
class DirichletPosterior {
 public:
  using view = Counts;
  using workspace = QuantileMemo;
  static std::vector<std::string> estimands() { return {"p", "parameters"}; }

  DirichletPosterior(std::vector<double> alpha, bool bernoulli, double level, Centre centre);

  std::vector<Output> outputs() const;
  static Range range(std::int64_t, double) { return {0, 1}; }
  bool has_interval() const noexcept { return level_ > 0; }
  void estimate(const Counts::One& c, QuantileMemo& memo, const Address&, const EstimateRef& out) const;

 private:
  std::vector<double> alpha_, others_;  // others_[k]: what all classes but k weigh
  std::size_t first_, last_;            // the classes that are outputs
  double level_;                        // 0: no interval wanted
  Centre centre_;
};

/// The Bernoulli's p under a Beta(alpha, beta) prior.
Outcome<DirichletPosterior> bind_bernoulli_posterior(const Knowns& knowns, Centre centre);
/// The categorical probabilities under a Dirichlet(alpha) prior, at most 32 classes.
Outcome<DirichletPosterior> bind_categorical_posterior(const Knowns& knowns, Centre centre);

template <Centre centre>
struct BernoulliPosterior : DirichletPosterior {
  static constexpr std::string_view name = posterior_name(centre);
  static constexpr std::string_view likelihood = "bernoulli";
  static constexpr std::string_view summary = posterior_summary(centre);
  static bool takes(const Knowns& knowns) { return has_no_other_prior(knowns, "p", "beta"); }
  static Outcome<BernoulliPosterior> bind(const Knowns& knowns, const Arguments&) {
    return bind_bernoulli_posterior(knowns, centre).map([](const DirichletPosterior& bound) {
      return BernoulliPosterior{bound};
    });
  }
};

template <Centre centre>
struct CategoricalPosterior : DirichletPosterior {
  static constexpr std::string_view name = posterior_name(centre);
  static constexpr std::string_view likelihood = "categorical";
  static constexpr std::string_view summary = posterior_summary(centre);
  static Outcome<CategoricalPosterior> bind(const Knowns& knowns, const Arguments&) {
    return bind_categorical_posterior(knowns, centre).map([](const DirichletPosterior& bound) {
      return CategoricalPosterior{bound};
    });
  }
};

/// ln of the marginal likelihood of the ordered sample (nats): ln B(c + alpha) - ln B(alpha).
class DirichletEvidence {
 public:
  using view = Counts;
  static constexpr std::string_view name = "exact";
  static constexpr std::string_view estimand = "log_evidence";
  static constexpr std::string_view summary = "log evidence of the ordered sample under the prior";
  explicit DirichletEvidence(std::vector<double> alpha);
  double estimate(const Counts::One& c) const;

 private:
  std::vector<double> alpha_, after_;  // after_[k]: what the classes behind k weigh
};

struct BernoulliEvidence : DirichletEvidence {
  static constexpr std::string_view likelihood = "bernoulli";
  static bool takes(const Knowns& knowns) { return has_no_other_prior(knowns, "p", "beta"); }
  static Outcome<BernoulliEvidence> bind(const Knowns& knowns, const Arguments& options);
};

struct CategoricalEvidence : DirichletEvidence {
  static constexpr std::string_view likelihood = "categorical";
  static Outcome<CategoricalEvidence> bind(const Knowns& knowns, const Arguments& options);
};

/// ln of the posterior predictive probability that the next observation is class x (nats).
class DirichletPredictive {
 public:
  using view = Counts;
  static constexpr std::string_view name = "exact";
  static constexpr std::string_view estimand = "log_predictive";
  static constexpr std::string_view summary = "log mass of one further observation x";
  static std::vector<Parameter> options() {
    return {{"x", Domain::real, "the further observation, a class"}};
  }
  DirichletPredictive(std::vector<double> alpha, double x);
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  std::vector<double> alpha_, others_;  // as of the posterior
  double x_;
};

struct BernoulliPredictive : DirichletPredictive {
  static constexpr std::string_view likelihood = "bernoulli";
  static bool takes(const Knowns& knowns) { return has_no_other_prior(knowns, "p", "beta"); }
  static Outcome<BernoulliPredictive> bind(const Knowns& knowns, const Arguments& options);
};

struct CategoricalPredictive : DirichletPredictive {
  static constexpr std::string_view likelihood = "categorical";
  static Outcome<CategoricalPredictive> bind(const Knowns& knowns, const Arguments& options);
};

}  // namespace plim
