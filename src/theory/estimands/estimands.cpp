#include <array>

#include "plim/theory/estimand.hpp"

namespace plim {
namespace {

// In the order in which messages name those with arguments, and companions of an estimate are looked for.
constexpr std::array all = {&kl_estimand,
                            &cross_entropy_estimand,
                            &probability_estimand,
                            &mutual_information_estimand,
                            &conditional_entropy_estimand,
                            &jensen_shannon_estimand,
                            &entropy_estimand,
                            &perplexity_estimand,
                            &mean_estimand,
                            &variance_estimand,
                            &sd_estimand,
                            &parameters_estimand,
                            &log_likelihood_estimand,
                            &log_evidence_estimand,
                            &log_predictive_estimand,
                            &score_estimand};

}  // namespace

std::span<const Estimand* const> standard_estimands() { return all; }

std::optional<double> truth_of_functional(const TruthQuery& q) {
  return q.law.functional(q.estimand, q.output.element);
}

}  // namespace plim
