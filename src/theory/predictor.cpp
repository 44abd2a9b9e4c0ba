#include "plim/theory/predictor.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include "plim/estimators/continuous/gaussian.hpp"
#include "plim/estimators/continuous/spacing.hpp"
#include "plim/estimators/likelihood/numeric_mle.hpp"
#include "plim/estimators/sample/moments.hpp"
#include "plim/estimators/sample/points.hpp"
#include "plim/estimators/sample/proportion.hpp"
#include "plim/estimators/sample/quantile.hpp"
#include "plim/populations/two_samples.hpp"
#include "plim/theory/binary_calibration.hpp"
#include "plim/theory/estimand.hpp"
#include "plim/theory/score.hpp"
#include "rules.hpp"

namespace plim {
namespace {

constexpr double budget_of_terms = 3e8;

constexpr Draws independent = Draws::independent, exchangeable = Draws::exchangeable, any_draws = Draws::any;
constexpr Laws any_law = Laws::any, finite = Laws::finite, of_model = Laws::of_model,
               of_known_model = Laws::of_known_model, of_chain = Laws::chain, drawn = Laws::dirichlet,
               of_pair = Laws::pair;

// The first line that holds is taken.
const std::array rules = {
    RuleEntry{entropy_estimand.name, "self_information", "", exchangeable, finite, predict_self_information},
    RuleEntry{entropy_estimand.name, "self_information", "", exchangeable, any_law, predict_mean_surprisal},
    RuleEntry{entropy_estimand.name, "truth", "", any_draws, finite, predict_truth},
    RuleEntry{entropy_estimand.name, GaussianEntropy::name.data(), "", independent, any_law,
              predict_gaussian_entropy},
    RuleEntry{entropy_estimand.name, SpacingVasicek::name.data(), "", independent, any_law,
              predict_uniform_vasicek},
    RuleEntry{entropy_estimand.name, "truth", "", any_draws, drawn, predict_truth},
    RuleEntry{entropy_estimand.name, "", "", exchangeable, finite, predict_entropy},
    RuleEntry{entropy_estimand.name, "", "", independent, drawn, predict_drawn_entropy},
    RuleEntry{entropy_estimand.name, "", "", any_draws, of_chain, predict_chain_entropy},
    RuleEntry{block_entropy_estimand.name, "", "", any_draws, of_chain, predict_block_entropy},
    RuleEntry{entropy_rate_estimand.name, "", "", any_draws, of_chain, predict_entropy_rate},
    RuleEntry{perplexity_estimand.name, "truth", "", any_draws, finite, predict_truth},
    RuleEntry{perplexity_estimand.name, "truth", "", any_draws, drawn, predict_truth},
    RuleEntry{perplexity_estimand.name, "", "", exchangeable, finite, predict_perplexity},
    RuleEntry{cross_entropy_estimand.name, "fresh", "", exchangeable, finite, predict_fresh_loss},
    RuleEntry{cross_entropy_estimand.name, "in_sample", "", exchangeable, finite, predict_in_sample_loss},
    RuleEntry{cross_entropy_estimand.name, "ml", "", exchangeable, finite, predict_reference_cross_entropy},
    RuleEntry{cross_entropy_estimand.name, "fresh", "softmax", independent, of_model, predict_softmax_fresh},
    RuleEntry{cross_entropy_estimand.name, "", "softmax", independent, of_model, predict_softmax_in_sample},
    RuleEntry{cross_entropy_estimand.name, "in_sample", "exponential", independent, of_model,
              predict_exponential_loss},
    RuleEntry{cross_entropy_estimand.name, "fresh", "exponential", independent, of_model,
              predict_exponential_loss},
    RuleEntry{cross_entropy_estimand.name, "in_sample", "normal", independent, of_model, predict_normal_loss},
    RuleEntry{cross_entropy_estimand.name, "fresh", "normal", independent, of_model, predict_normal_loss},
    RuleEntry{cross_entropy_estimand.name, "in_sample", "", independent, of_model, predict_fitted_loss},
    RuleEntry{cross_entropy_estimand.name, "fresh", "", independent, of_model, predict_fitted_loss},
    RuleEntry{kl_estimand.name, "", "", independent, of_pair, predict_pair_divergence},
    RuleEntry{cross_entropy_estimand.name, "", "", independent, of_pair, predict_pair_divergence},
    RuleEntry{cross_perplexity_estimand.name, "", "", exchangeable, finite, predict_cross_perplexity},
    RuleEntry{kl_estimand.name, "empirical", "", exchangeable, finite, predict_empirical_kl},
    RuleEntry{kl_estimand.name, "ml", "", exchangeable, finite, predict_reference_kl},
    RuleEntry{probability_estimand.name, "frequency", "", independent, finite, predict_frequency},
    RuleEntry{probability_estimand.name, "product_of_margins", "", independent, finite,
              predict_product_of_margins},
    RuleEntry{mutual_information_estimand.name, "", "", independent, finite, predict_signed_entropies},
    RuleEntry{conditional_entropy_estimand.name, "", "", independent, finite, predict_signed_entropies},
    RuleEntry{variation_of_information_estimand.name, "", "", independent, finite, predict_signed_entropies},

    RuleEntry{mean_estimand.name, MeanOfSample::name.data(), "", exchangeable, any_law, predict_sample_mean},
    RuleEntry{median_estimand.name, MeanOfSample::name.data(), "", exchangeable, any_law,
              predict_sample_mean},
    RuleEntry{variance_estimand.name, VarianceOfSample::name.data(), "", exchangeable, any_law,
              predict_sample_variance},
    RuleEntry{sd_estimand.name, SdOfSample::name.data(), "", exchangeable, any_law, predict_sample_sd},
    RuleEntry{covariance_estimand.name, CovarianceMl::name.data(), "", independent, any_law,
              predict_covariance_ml},
    RuleEntry{covariance_estimand.name, CovarianceUnbiased::name.data(), "", independent, any_law,
              predict_covariance_unbiased},
    RuleEntry{mean_estimand.name, MedianOfSample::name.data(), "", independent, any_law,
              predict_sample_quantile},
    RuleEntry{median_estimand.name, MedianOfSample::name.data(), "", independent, any_law,
              predict_sample_quantile},
    RuleEntry{quantile_estimand.name, QuantileOfSample::name.data(), "", independent, any_law,
              predict_sample_quantile},
    RuleEntry{tail_probability_estimand.name, ProportionAbove::name.data(), "", exchangeable, any_law,
              predict_proportion},

    RuleEntry{"p", "mle", "bernoulli", exchangeable, of_model, predict_share},
    RuleEntry{"p", "mle", "categorical", exchangeable, of_model, predict_share},
    RuleEntry{"p", "mle", "categorical", independent, drawn, predict_drawn_share},
    RuleEntry{"p", "mle", "geometric", independent, of_model, predict_geometric_p},
    RuleEntry{"s", "mle", "zipf", independent, of_model, predict_zipf_s},
    RuleEntry{"p", "mle", "binomial", independent, of_known_model, predict_binomial_p},
    RuleEntry{"lower", "mle", "uniform", independent, of_known_model, predict_uniform_end},
    RuleEntry{"upper", "mle", "uniform", independent, of_known_model, predict_uniform_end},
    RuleEntry{"mean", "mle", "uniform", independent, of_model, predict_uniform_moment},
    RuleEntry{"sd", "mle", "uniform", independent, of_model, predict_uniform_moment},
    RuleEntry{"variance", "mle", "uniform", independent, of_model, predict_uniform_moment},
    RuleEntry{"lambda", "mle", "exponential", independent, of_model, predict_exponential_rate},
    RuleEntry{"shape", "mle", "gamma", independent, of_model, predict_gamma_parameter},
    RuleEntry{"scale", "mle", "gamma", independent, of_model, predict_gamma_parameter},
    RuleEntry{"rate", "mle", "gamma", independent, of_model, predict_gamma_parameter},
    RuleEntry{"sd", "mle", "normal", independent, of_model, predict_normal_sd},
    RuleEntry{"variance", "mle", "normal", independent, of_model, predict_normal_variance},
    RuleEntry{"mean", "mle", "normal", independent, of_model, predict_normal_mean},
    // The mean at the maximum is that of the sample, whatever law the draws have.
    RuleEntry{"mean", "mle", "normal", exchangeable, any_law, predict_mean_of_varying},
    RuleEntry{"mean", "mle", "gamma", exchangeable, any_law, predict_mean_of_positive_varying},
    RuleEntry{"mean", "mle", "exponential", exchangeable, any_law, predict_mean_of_positive},
    RuleEntry{"mean", "mle", "poisson", exchangeable, any_law, predict_mean_of_counts},
    RuleEntry{"mean", "mle", "geometric", exchangeable, any_law, predict_mean_of_counts},
    RuleEntry{temperature_estimand.name, "temperature_scaling", "softmax", independent, of_model,
              predict_temperature},
    RuleEntry{calibration_error_estimand.name, "ece", "softmax", independent, of_model, predict_ece},
    RuleEntry{squared_calibration_error_estimand.name, "ece", "softmax", independent, of_model,
              predict_squared_ece},
    RuleEntry{squared_calibration_error_estimand.name, "debiased", "softmax", independent, of_model,
              predict_debiased_calibration},
    RuleEntry{"", "mle", "softmax", independent, of_model, predict_softmax_weight},
    RuleEntry{"", "mle", "", independent, of_model, predict_first_order},
    RuleEntry{score_estimand.name, "", "bernoulli", exchangeable, of_model, predict_share},
    RuleEntry{score_estimand.name, "", "categorical", exchangeable, of_model, predict_share},
    RuleEntry{score_estimand.name, "", "", independent, of_model, predict_score},

    RuleEntry{"p", "posterior_mean", "bernoulli", exchangeable, of_model, predict_posterior_share},
    RuleEntry{"p", "posterior_mean", "categorical", exchangeable, of_model, predict_posterior_share},
    RuleEntry{"p", "posterior_mean", "categorical", independent, drawn, predict_drawn_posterior_share},
    RuleEntry{"p", "posterior_mean", "geometric", independent, of_model, predict_geometric_posterior_p},
    RuleEntry{"mean", "posterior_mean", "poisson", exchangeable, any_law, predict_poisson_posterior_mean},
    RuleEntry{"mean", "posterior_mean", "normal", exchangeable, any_law, predict_normal_posterior_mean},
    RuleEntry{"variance", "posterior_mean", "normal", independent, of_model,
              predict_normal_posterior_variance},
    RuleEntry{"", "", "", exchangeable, finite, predict_additive},
};

bool speaks_of(Draws draws, const Population& population) {
  switch (draws) {
    case Draws::independent: return population.dependence() == Dependence::independent;
    case Draws::exchangeable: return is_exchangeable(population);
    case Draws::any: return true;
  }
  return false;
}

bool is_of_known_model(const Query& q) {
  return is_of_family(q.population, q.knowns.likelihood) &&
         std::all_of(q.knowns.priors.begin(), q.knowns.priors.end(), [&q](const auto& prior) {
           return !is_point(prior.second) ||
                  q.population.truth(prior.first, 0) == prior.second.arguments.real("value");
         });
}

bool speaks_of(Laws laws, const Query& q) {
  switch (laws) {
    case Laws::any: return true;
    case Laws::finite: return !q.population.probabilities().empty();
    case Laws::dirichlet: return !q.population.concentrations().empty();
    case Laws::chain: return q.population.chain() != nullptr;
    case Laws::pair: return dynamic_cast<const TwoSamples*>(&q.population) != nullptr;
    case Laws::of_model: return is_of_family(q.population, q.knowns.likelihood);
    case Laws::of_known_model: return is_of_known_model(q);
  }
  return false;
}

/// Closed forms of maximum likelihood are of models of which no parameter is known, unless they say so.
bool speaks_of_model(const RuleEntry& rule, const Query& q) {
  const bool of_closed_form = rule.estimator == NumericMle::name &&
                              !std::string_view(rule.estimand).empty() && rule.laws != of_known_model;
  return !of_closed_form || !knows_a_parameter(q.knowns);
}

bool holds(const RuleEntry& rule, const Query& q) {
  const auto is = [](std::string_view named, std::string_view asked) {
    return named.empty() || named == asked;
  };
  return is(rule.estimand, q.output.estimand) && is(rule.estimator, q.estimator.facts->name) &&
         is(rule.model, q.knowns.likelihood) && speaks_of_model(rule, q) &&
         speaks_of(rule.draws, q.population) && speaks_of(rule.laws, q);
}

SeriesPrediction series_of(const MomentPrediction& m) {
  const auto as = [&m](double value, PredictionKind kind) {
    return std::isnan(value) ? Prediction{} : Prediction{value, kind, m.source};
  };
  const PredictionKind of_sd = m.leading_sd ? PredictionKind::leading : m.kind;
  // A bias of -0 is one of 0.
  SeriesPrediction s{as(m.bias + 0.0, m.kind), as(m.sd, of_sd), as(std::hypot(m.bias, m.sd), of_sd),
                     m.controlled_sd, m.chi_square};
  s.shape = m.shape;
  s.leading_shape = m.leading_shape || of_sd != PredictionKind::exact;
  s.given_success = m.given_success;
  return s;
}

}  // namespace

struct Predictor::State {
  State(const Population& of, bool is_probe) : population(of), probe(is_probe) {}

  const Population& population;
  bool probe;
  double terms = 0;
  std::unique_ptr<CountLaws> laws = nullptr;  // of the n asked last
  std::vector<double> mean = {};              // of laws that are drawn
  double total = 0;

  bool affords(double more) {
    terms += more;
    return terms <= budget_of_terms;
  }

  std::optional<ErrorMoments> exact(std::int64_t n, const AdditiveError& error) {
    const std::span<const double> p = law();
    if (p.empty()) return std::nullopt;
    if (!affords(CountLaws::terms(p, n, total))) return std::nullopt;
    if (probe) return ErrorMoments{};
    if (!laws || laws->n() != n) laws = std::make_unique<CountLaws>(p, n, total);
    return additive_moments(*laws, error);
  }

 private:
  /// The probabilities of one draw, and of how many items it is one.
  std::span<const double> law() {
    const std::span<const double> alpha = population.concentrations();
    if (alpha.empty()) {
      total = static_cast<double>(population.finite_size().value_or(0));
      return population.probabilities();
    }
    if (mean.empty()) {
      const double A = std::accumulate(alpha.begin(), alpha.end(), 0.0);
      total = -A;
      for (const double a : alpha) mean.push_back(a / A);
    }
    return mean;
  }
};

Predictor::Predictor(const Population& population, bool probe) : state_(new State(population, probe)) {}
Predictor::~Predictor() = default;

SeriesPrediction Predictor::operator()(const AnyEstimator& estimator, const Knowns& knowns,
                                       const Output& output, std::int64_t n) {
  const auto exact = [this, n](const AdditiveError& error) { return state_->exact(n, error); };
  const Query query{state_->population,
                    estimator,
                    knowns,
                    output,
                    n,
                    exact,
                    [this](double terms) { return state_->affords(terms); },
                    state_->probe};
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&query](const RuleEntry& r) { return holds(r, query); });
  if (rule == rules.end()) return {};
  const std::optional<MomentPrediction> m = rule->rule(query);
  return m ? series_of(*m) : SeriesPrediction{};
}

double finite_factor(const Query& q) {
  return finite_factor(q.n, static_cast<double>(q.population.finite_size().value_or(0)));
}

Shape shape_of_sample(const Query& q, const Shape& one) {
  if (q.population.dependence() != Dependence::independent) return {};
  return shape_of_mean(one, static_cast<double>(q.n));
}

}  // namespace plim
