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
};

/// The prediction for one kind of estimator; nothing if the rule does not reach this case.
using Rule = std::optional<MomentPrediction> (*)(const Query&);

/// A rule for an (estimand, estimator).
struct RuleEntry {
  const char* estimand;
  const char* estimator;
  Rule rule;
};

// Information quantities (rules_information.cpp).
std::optional<MomentPrediction> predict_entropy(const Query& q);
std::optional<MomentPrediction> predict_self_information(const Query& q);
std::optional<MomentPrediction> predict_perplexity(const Query& q);
std::optional<MomentPrediction> predict_fresh_loss(const Query& q);
std::optional<MomentPrediction> predict_in_sample_loss(const Query& q);
std::optional<MomentPrediction> predict_empirical_kl(const Query& q);
std::optional<MomentPrediction> predict_reference_kl(const Query& q);
std::optional<MomentPrediction> predict_reference_cross_entropy(const Query& q);
std::optional<MomentPrediction> predict_truth(const Query& q);

// Parameters (rules_parameters.cpp).
std::optional<MomentPrediction> predict_normal_mean(const Query& q);
std::optional<MomentPrediction> predict_normal_variance(const Query& q);
std::optional<MomentPrediction> predict_normal_sd(const Query& q);
std::optional<MomentPrediction> predict_posterior_mean(const Query& q);

// Maximum likelihood by family, and its score (rules_likelihood.cpp).
std::optional<MomentPrediction> predict_mle(const Query& q);
std::optional<MomentPrediction> predict_score(const Query& q);

// Conjugate posteriors other than of class probabilities (rules_posterior.cpp).
std::optional<MomentPrediction> predict_posterior_of_mean(const Query& q);
std::optional<MomentPrediction> predict_posterior_of_variance(const Query& q);

// Joint laws (rules_joint.cpp).
std::optional<MomentPrediction> predict_frequency(const Query& q);
std::optional<MomentPrediction> predict_product_of_margins(const Query& q);
std::optional<MomentPrediction> predict_signed_entropies(const Query& q);

}  // namespace plim
