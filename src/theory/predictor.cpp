#include "plim/theory/predictor.hpp"

#include <array>
#include <cmath>
#include <string_view>

#include "rules.hpp"

namespace plim {
namespace {

constexpr double budget_of_terms = 3e8;

// One line per estimator of which theory says something. "" is any estimator of the estimand, or any
// estimand of the estimator.
constexpr std::array rules = {
    RuleEntry{"entropy", "self_information", predict_self_information},
    RuleEntry{"entropy", "truth", predict_truth},
    RuleEntry{"entropy", "", predict_entropy},
    RuleEntry{"perplexity", "truth", predict_truth},
    RuleEntry{"perplexity", "", predict_perplexity},
    RuleEntry{"cross_entropy", "fresh", predict_fresh_loss},
    RuleEntry{"cross_entropy", "in_sample", predict_in_sample_loss},
    RuleEntry{"cross_entropy", "ml", predict_reference_cross_entropy},
    RuleEntry{"kl", "empirical", predict_empirical_kl},
    RuleEntry{"kl", "ml", predict_reference_kl},
    RuleEntry{"probability", "frequency", predict_frequency},
    RuleEntry{"probability", "product_of_margins", predict_product_of_margins},
    RuleEntry{"mutual_information", "", predict_signed_entropies},
    RuleEntry{"conditional_entropy", "", predict_signed_entropies},
    RuleEntry{"", "mle", predict_mle},
    RuleEntry{"score", "score", predict_score},
    RuleEntry{"p", "posterior_mean", predict_posterior_mean},
    RuleEntry{"mean", "posterior_mean", predict_posterior_of_mean},
    RuleEntry{"variance", "posterior_mean", predict_posterior_of_variance},
};

SeriesPrediction series_of(const MomentPrediction& m) {
  const auto as = [&m](double value) {
    return std::isnan(value) ? Prediction{} : Prediction{value, m.kind, m.source};
  };
  SeriesPrediction s{as(m.bias), as(m.sd), as(std::hypot(m.bias, m.sd)), m.controlled_sd, m.chi_square};
  s.shape = m.shape;
  s.leading_shape = m.leading_shape || m.kind != PredictionKind::exact;
  s.given_success = m.given_success;
  return s;
}

}  // namespace

struct Predictor::State {
  const Population& population;
  bool probe = false;
  double terms = 0;
  std::unique_ptr<CountLaws> laws;  // of the n asked last

  std::optional<ErrorMoments> exact(std::int64_t n, const AdditiveError& error) {
    const std::span<const double> p = population.probabilities();
    if (p.empty()) return std::nullopt;
    terms += CountLaws::terms(p, n);
    if (terms > budget_of_terms) return std::nullopt;
    if (probe) return ErrorMoments{};
    if (!laws || laws->n() != n)
      laws = std::make_unique<CountLaws>(p, n, population.finite_size().value_or(0));
    return additive_moments(*laws, error);
  }
};

Predictor::Predictor(const Population& population, bool probe)
    : state_(new State{population, probe, 0, nullptr}) {}
Predictor::~Predictor() = default;

SeriesPrediction Predictor::operator()(const AnyEstimator& estimator, const Knowns& knowns,
                                       const Output& output, std::int64_t n) {
  const bool discrete = !state_->population.probabilities().empty();
  const auto exact = [this, n](const AdditiveError& error) { return state_->exact(n, error); };
  for (const RuleEntry& entry : rules) {
    const std::string_view name = entry.estimator;
    const bool same_estimand = *entry.estimand == '\0' || output.estimand == entry.estimand;
    if (!same_estimand || (!name.empty() && name != estimator.name)) continue;
    const Query query{state_->population, estimator, knowns, output, n, exact};
    const bool needs_law = output.estimand == "entropy" || output.estimand == "perplexity" ||
                           output.estimand == "cross_entropy" || output.estimand == "kl";
    if (needs_law && !discrete) return {};
    const std::optional<MomentPrediction> m = entry.rule(query);
    return m ? series_of(*m) : SeriesPrediction{};
  }
  return {};
}

}  // namespace plim
