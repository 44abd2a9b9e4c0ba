#include "estimands.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

/// KL(p, q) or, `cross`, H(p, q); nothing if it is infinite.
std::optional<double> divergence(std::span<const double> p, std::span<const double> q, bool cross) {
  CompensatedSum sum;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] > 0 && q[k] <= 0) return std::nullopt;
    if (q[k] <= 0) continue;
    sum.add(cross ? -p[k] * elementary::log(q[k]) : q[k] * elementary::relative_gain((p[k] - q[k]) / q[k]));
  }
  return sum.value();
}

/// From a known law, else from the other of two laws, else from the law itself.
std::optional<double> kl(const TruthQuery& q) {
  if (!q.knowns.reference.empty()) return divergence(q.p, q.knowns.reference, false);
  return q.law.functional(kl_estimand, 0).value_or(0.0);
}

/// Of losses their mean; on a known law or the other of two, else on what a fitted model tends to: the law
/// itself, or of labels that given their points.
std::optional<double> cross_entropy(const TruthQuery& q) {
  if (!q.knowns.columns.empty()) return mean_of_columns(q);
  if (!q.knowns.reference.empty()) return divergence(q.p, q.knowns.reference, true);
  if (const std::optional<double> of_pair = q.law.functional(cross_entropy_estimand, 0)) return of_pair;
  const std::optional<double> of_labels = q.law.functional(conditional_entropy_estimand, 0);
  return of_labels ? of_labels : q.law.functional(entropy_estimand, 0);
}

/// exp of the cross-entropy from a known law or the other of two.
std::optional<double> cross_perplexity(const TruthQuery& q) {
  const std::optional<double> h = q.knowns.reference.empty() ? q.law.functional(cross_entropy_estimand, 0)
                                                             : divergence(q.p, q.knowns.reference, true);
  return h ? std::optional(elementary::exp(*h)) : std::nullopt;
}

}  // namespace

const Estimand kl_estimand = {.name = functional::kl,
                              .information = true,
                              .about = ArgumentKind::population,
                              .terms = 1,
                              .example = "{ kl = \"POPULATION\" }",
                              .truth = kl,
                              .pairs = Pairs::yes,
                              .preference = 1};

const Estimand cross_entropy_estimand = {.name = functional::cross_entropy,
                                         .information = true,
                                         .about = ArgumentKind::population,
                                         .terms = 1,
                                         .example = "{ cross_entropy = \"POPULATION\" }",
                                         .truth = cross_entropy,
                                         .pairs = Pairs::unless_smoothed,
                                         .of_columns = true};

/// exp of the cross-entropy: classes that a uniform q of that cross-entropy has.
const Estimand cross_perplexity_estimand = {.name = "cross_perplexity",
                                            .about = ArgumentKind::population,
                                            .terms = 1,
                                            .example = "{ cross_perplexity = \"POPULATION\" }",
                                            .truth = cross_perplexity,
                                            .pairs = Pairs::yes,
                                            .exponential = true,
                                            .least = 1};

/// Of a model on a text, by the bytes of its symbols: the least that a model can have.
const Estimand bits_per_byte_estimand = {.name = functional::bits_per_byte, .truth = truth_of_functional};

/// The mean loss of a trained model on text without end: each replicate has its own.
const Estimand fresh_loss_estimand = {.name = functional::fresh_loss, .information = true};

const Estimand jensen_shannon_estimand = {
    .name = functional::jensen_shannon, .information = true, .pairs = Pairs::yes};

}  // namespace plim
