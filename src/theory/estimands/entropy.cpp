#include "plim/numeric/entropy.hpp"

#include <cmath>

#include "estimands.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

double most_entropy(double classes) { return std::log(classes); }
double most_perplexity(double classes) { return classes; }

/// Of the law; of a fitted model, and of losses, exp of the cross-entropy.
std::optional<double> perplexity(const TruthQuery& q) {
  const bool of_law = q.knowns.smoothing.empty() && q.knowns.columns.empty();
  const std::optional<double> h =
      of_law ? q.law.functional(entropy_estimand, 0) : cross_entropy_estimand.truth(q);
  return h ? std::optional(elementary::exp(*h)) : std::nullopt;
}

}  // namespace

const Estimand entropy_estimand = {.name = functional::entropy,
                                   .information = true,
                                   .truth = truth_of_functional,
                                   .preference = 3,
                                   .grows_with_entropy = true,
                                   .most = most_entropy};

/// exp of the entropy: classes that a uniform law of that entropy has.
const Estimand perplexity_estimand = {.name = "perplexity",
                                      .about = ArgumentKind::column,
                                      .terms = 1,
                                      .example = "{ perplexity = \"COLUMN\" }",
                                      .truth = perplexity,
                                      .grows_with_entropy = true,
                                      .of_columns = true,
                                      .exponential = true,
                                      .least = 1,
                                      .most = most_perplexity};

}  // namespace plim
