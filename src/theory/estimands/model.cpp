#include "estimands.hpp"

namespace plim {
namespace {

std::optional<double> zero(const TruthQuery&) { return 0.0; }

}  // namespace

/// All parameters of a model together, an output each.
const Estimand parameters_estimand = {.name = all_parameters, .preference = 2};

const Estimand log_likelihood_estimand = {.name = "log_likelihood", .companion = Companion::of_estimator};
const Estimand log_evidence_estimand = {
    .name = "log_evidence", .information = true, .companion = Companion::of_prior};
const Estimand log_predictive_estimand = {.name = "log_predictive"};

/// I^-1 mean(score) at the true parameters: of mean 0.
const Estimand score_estimand = {.name = "score", .truth = zero};

}  // namespace plim
