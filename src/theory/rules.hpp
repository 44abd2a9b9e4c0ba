#pragma once
#include <functional>
#include <optional>

#include "plim/estimators/any_estimator.hpp"
#include "plim/populations/population.hpp"
#include "plim/theory/additive.hpp"
#include "plim/theory/prediction.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// Bias and standard deviation as theory gives them.
struct MomentPrediction {
  double bias, sd;  // NaN: nothing is said of it
  PredictionKind kind;
  const char* source;
  double controlled_sd = not_given;  // of the error less its control variate
  bool chi_square = false;           // this and the rest: see SeriesPrediction
  Shape shape = {};
  bool leading_shape = false, given_success = false;
  bool leading_sd = false;  // the bias is exact, the standard deviation leading
};

/// What a rule may ask about: the population, the estimator and what it was told, n; and exact sums while the
/// scenario's budget lasts.
struct Query {
  const Population& population;
  const AnyEstimator& estimator;
  const Knowns& knowns;
  const Output& output;
  std::int64_t n;
  /// The exact moments of an error, or nothing if the sums would be too long.
  std::function<std::optional<ErrorMoments>(const AdditiveError&)> exact;
  /// True if sums of so many terms, which count from then on, are within the scenario's budget.
  std::function<bool(double terms)> affords;
  bool probe = false;  // only the kind of the prediction is asked
};

/// The prediction for one kind of estimator; nothing if the rule does not reach this case.
using Rule = std::optional<MomentPrediction> (*)(const Query&);

/// Of which draws a rule speaks.
enum class Draws { independent, exchangeable, any };

/// Of which laws: of all, on a finite alphabet, drawn from a Dirichlet law for every sample, of the family of
/// the estimator's model, of that with the parameters that the model knows, of a Markov chain, of two
/// samples.
enum class Laws { any, finite, dirichlet, of_model, of_known_model, chain, pair };

/// Where a rule holds: for an estimand, an estimator and a model ("" is any), such draws and such laws.
struct RuleEntry {
  const char* estimand;
  const char* estimator;
  const char* model;
  Draws draws;
  Laws laws;
  Rule rule;
};

/// (N - n)/(N - 1) if n of N items are drawn without replacement, else 1: of the variance of a mean.
double finite_factor(const Query& q);

/// Of the mean of the sample's values of something whose single values have that shape; unknown without
/// replacement.
Shape shape_of_sample(const Query& q, const Shape& one);

// Information quantities (rules_information.cpp).
std::optional<MomentPrediction> predict_entropy(const Query& q);
std::optional<MomentPrediction> predict_self_information(const Query& q);
std::optional<MomentPrediction> predict_perplexity(const Query& q);
std::optional<MomentPrediction> predict_cross_perplexity(const Query& q);
std::optional<MomentPrediction> predict_fresh_loss(const Query& q);
std::optional<MomentPrediction> predict_in_sample_loss(const Query& q);
std::optional<MomentPrediction> predict_empirical_kl(const Query& q);
std::optional<MomentPrediction> predict_reference_kl(const Query& q);
std::optional<MomentPrediction> predict_reference_cross_entropy(const Query& q);
std::optional<MomentPrediction> predict_truth(const Query& q);
/// Of any estimand with an exact value, by an estimator c + sum f(k, N_k).
std::optional<MomentPrediction> predict_additive(const Query& q);

// Two samples (rules_pair.cpp).
std::optional<MomentPrediction> predict_pair_divergence(const Query& q);

// Laws that are drawn from a Dirichlet law (rules_drawn.cpp).
std::optional<MomentPrediction> predict_drawn_entropy(const Query& q);
std::optional<MomentPrediction> predict_drawn_share(const Query& q);
std::optional<MomentPrediction> predict_drawn_posterior_share(const Query& q);

// Normal samples (rules_normal.cpp).
std::optional<MomentPrediction> predict_normal_mean(const Query& q);
std::optional<MomentPrediction> predict_normal_variance(const Query& q);
std::optional<MomentPrediction> predict_normal_sd(const Query& q);
std::optional<MomentPrediction> predict_normal_posterior_variance(const Query& q);
std::optional<MomentPrediction> predict_covariance_ml(const Query& q);
std::optional<MomentPrediction> predict_covariance_unbiased(const Query& q);

// Whatever is linear in counts or in the sample mean (rules_linear.cpp).
std::optional<MomentPrediction> predict_share(const Query& q);
std::optional<MomentPrediction> predict_posterior_share(const Query& q);
std::optional<MomentPrediction> predict_mean_of_counts(const Query& q);
std::optional<MomentPrediction> predict_mean_of_positive(const Query& q);
std::optional<MomentPrediction> predict_mean_of_varying(const Query& q);
std::optional<MomentPrediction> predict_mean_of_positive_varying(const Query& q);
std::optional<MomentPrediction> predict_poisson_posterior_mean(const Query& q);
std::optional<MomentPrediction> predict_normal_posterior_mean(const Query& q);

// Estimators without a model (rules_sample.cpp, rules_linear.cpp).
std::optional<MomentPrediction> predict_sample_mean(const Query& q);
std::optional<MomentPrediction> predict_sample_variance(const Query& q);
std::optional<MomentPrediction> predict_sample_sd(const Query& q);
std::optional<MomentPrediction> predict_sample_quantile(const Query& q);
std::optional<MomentPrediction> predict_proportion(const Query& q);

// Maximum likelihood of other parameters, and its score (rules_likelihood.cpp).
std::optional<MomentPrediction> predict_exponential_rate(const Query& q);
std::optional<MomentPrediction> predict_geometric_p(const Query& q);
std::optional<MomentPrediction> predict_geometric_posterior_p(const Query& q);
std::optional<MomentPrediction> predict_gamma_parameter(const Query& q);
std::optional<MomentPrediction> predict_zipf_s(const Query& q);
std::optional<MomentPrediction> predict_binomial_p(const Query& q);
std::optional<MomentPrediction> predict_uniform_end(const Query& q);
std::optional<MomentPrediction> predict_uniform_moment(const Query& q);
std::optional<MomentPrediction> predict_first_order(const Query& q);
std::optional<MomentPrediction> predict_score(const Query& q);

// Cross-entropies of fitted laws with a density (rules_loss.cpp).
std::optional<MomentPrediction> predict_exponential_loss(const Query& q);
std::optional<MomentPrediction> predict_normal_loss(const Query& q);
std::optional<MomentPrediction> predict_fitted_loss(const Query& q);

// Paths of a Markov chain (rules_chain.cpp).
std::optional<MomentPrediction> predict_chain_entropy(const Query& q);
std::optional<MomentPrediction> predict_block_entropy(const Query& q);
std::optional<MomentPrediction> predict_entropy_rate(const Query& q);

// Softmax regression (rules_softmax.cpp).
std::optional<MomentPrediction> predict_softmax_weight(const Query& q);
std::optional<MomentPrediction> predict_softmax_in_sample(const Query& q);
std::optional<MomentPrediction> predict_softmax_fresh(const Query& q);

// Calibration of a classifier that is the law of the labels (rules_calibration.cpp).
std::optional<MomentPrediction> predict_ece(const Query& q);
std::optional<MomentPrediction> predict_squared_ece(const Query& q);
std::optional<MomentPrediction> predict_debiased_calibration(const Query& q);
std::optional<MomentPrediction> predict_temperature(const Query& q);

// Laws with a density (rules_density.cpp).
/// The mean of draws of -ln f is unbiased.
std::optional<MomentPrediction> predict_mean_surprisal(const Query& q);
std::optional<MomentPrediction> predict_gaussian_entropy(const Query& q);
std::optional<MomentPrediction> predict_uniform_vasicek(const Query& q);

// Joint laws (rules_joint.cpp).
std::optional<MomentPrediction> predict_frequency(const Query& q);
std::optional<MomentPrediction> predict_product_of_margins(const Query& q);
std::optional<MomentPrediction> predict_signed_entropies(const Query& q);

/// Pseudo-counts of a beta or Dirichlet prior of class probabilities: of a class, and of all `K`.
struct PseudoCounts {
  double own, total;
};
std::optional<PseudoCounts> pseudo_counts(const Query& q, std::size_t k, double K);

/// The arguments of the prior of a parameter ("": of all together) if it has that law, else null.
const Arguments* prior_of(const Query& q, const std::string& parameter, std::string_view law);

/// The prior of a normal mean and variance together, in either form.
struct NormalPrior {
  double mu, kappa, shape, scale;
};
std::optional<NormalPrior> joint_prior(const Query& q);

}  // namespace plim
