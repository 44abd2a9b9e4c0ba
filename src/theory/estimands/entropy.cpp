#include "plim/numeric/entropy.hpp"

#include <cmath>

#include "estimands.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

double most_entropy(double classes) { return std::log(classes); }
double most_perplexity(double classes) { return classes; }

/// Of the law, of a fitted model exp of its cross-entropy.
std::optional<double> perplexity(const TruthQuery& q) {
  const std::optional<double> h =
      q.knowns.smoothing.empty() ? q.law.functional(entropy_estimand, 0) : cross_entropy_estimand.truth(q);
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
                                      .truth = perplexity,
                                      .grows_with_entropy = true,
                                      .least = 1,
                                      .most = most_perplexity};

}  // namespace plim
