#include "plim/theory/joint.hpp"

#include "estimands.hpp"
#include "plim/estimators/joint/normalisation.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

std::vector<FactorTerm> both(const Knowns& knowns) {
  std::vector<FactorTerm> terms = knowns.about;
  terms.insert(terms.end(), knowns.given.begin(), knowns.given.end());
  return terms;
}

/// sum p_ij ln(p_ij / (p_i p_j)), whose terms are small one by one where the factors are nearly independent:
/// every p_i p_j g(p_ij / (p_i p_j) - 1) is >= 0.
std::optional<double> mutual_information(const TruthQuery& q) {
  if (q.knowns.about.empty()) return q.law.functional(q.estimand, q.output.element);  // of coordinates
  if (q.p.empty()) return std::nullopt;                                               // data without a law
  const std::span<const double> p = q.p;
  const std::span<const FactorTerm> about = q.knowns.about;
  const Margin rows = margin_of(q.knowns.factors, about.first(1)),
               columns = margin_of(q.knowns.factors, about.last(1)),
               cells = margin_of(q.knowns.factors, about);
  const std::vector<double> a = marginal_law(p, rows), b = marginal_law(p, columns),
                            ab = marginal_law(p, cells);
  CompensatedSum sum;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      const double product = a[i] * b[j];
      if (product <= 0) continue;
      sum.add(product * elementary::relative_gain((ab[i * b.size() + j] - product) / product));
    }
  }
  return sum.value();
}

/// Entropies of the table of both factors, and of either alone.
JointEntropies joint_entropies(const TruthQuery& q) {
  const std::span<const FactorTerm> about = q.knowns.about;
  const auto entropy = [&](std::span<const FactorTerm> kept) {
    return entropy_of(marginal_law(q.p, margin_of(q.knowns.factors, kept)));
  };
  return {entropy(about), entropy(about.first(1)), entropy(about.last(1))};
}

std::optional<double> variation_of_information(const TruthQuery& q) {
  if (q.p.empty()) return std::nullopt;
  const JointEntropies h = joint_entropies(q);
  return (h[0] - h[1]) + (h[0] - h[2]);
}

/// The element says by what.
std::optional<double> normalised_mutual_information(const TruthQuery& q) {
  const std::optional<double> information = mutual_information(q);
  if (!information) return std::nullopt;
  const double divisor = normaliser(static_cast<Normalisation>(q.output.element), joint_entropies(q));
  return divisor > 0 ? std::optional(*information / divisor) : std::nullopt;
}

/// Neither a p value nor what flows between the factors of a sequence is a number of the law of one draw.
std::optional<double> no_truth(const TruthQuery&) { return std::nullopt; }

/// Of an event under a condition; nothing where that has probability 0.
std::optional<double> probability(const TruthQuery& q) {
  if (q.p.empty()) return std::nullopt;
  const double condition = probability_of(q.p, q.knowns.factors, q.knowns.given);
  if (condition <= 0) return std::nullopt;
  return probability_of(q.p, q.knowns.factors, both(q.knowns)) / condition;
}

std::optional<double> conditional_entropy(const TruthQuery& q) {
  if (q.p.empty()) return std::nullopt;
  return entropy_of(marginal_law(q.p, margin_of(q.knowns.factors, both(q.knowns)))) -
         entropy_of(marginal_law(q.p, margin_of(q.knowns.factors, q.knowns.given)));
}

constexpr ArgumentKind event = ArgumentKind::event, factors = ArgumentKind::factors;

}  // namespace

const Estimand probability_estimand = {.name = "probability",
                                       .about = event,
                                       .given = event,
                                       .bare = false,
                                       .example = "{ probability = { ill = \"yes\" } }",
                                       .truth = probability,
                                       .share = true};

/// Of two factors; by its name alone of the coordinates of points.
const Estimand mutual_information_estimand = {.name = functional::mutual_information,
                                              .information = true,
                                              .about = factors,
                                              .terms = 2,
                                              .example = "{ mutual_information = [\"ill\", \"test\"] }",
                                              .truth = mutual_information};

const Estimand variation_of_information_estimand = {
    .name = "variation_of_information",
    .information = true,
    .about = factors,
    .terms = 2,
    .bare = false,
    .example = "{ variation_of_information = [\"ill\", \"test\"] }",
    .truth = variation_of_information};

const Estimand normalised_mutual_information_estimand = {
    .name = "normalised_mutual_information",
    .about = factors,
    .terms = 2,
    .bare = false,
    .example = "{ normalised_mutual_information = [\"ill\", \"test\"] }",
    .truth = normalised_mutual_information,
    .share = true};

const Estimand independence_p_value_estimand = {.name = "independence_p_value",
                                                .about = factors,
                                                .terms = 2,
                                                .bare = false,
                                                .example = "{ independence_p_value = [\"ill\", \"test\"] }",
                                                .truth = no_truth,
                                                .share = true};

const Estimand transfer_entropy_estimand = {.name = "transfer_entropy",
                                            .information = true,
                                            .about = factors,
                                            .terms = 2,
                                            .bare = false,
                                            .example = "{ transfer_entropy = [\"from\", \"to\"] }",
                                            .truth = no_truth};

const Estimand conditional_entropy_estimand = {
    .name = functional::conditional_entropy,
    .information = true,
    .about = factors,
    .given = factors,
    .given_optional = false,
    .bare = false,
    .example = "{ conditional_entropy = \"ill\", given = \"test\" }",
    .truth = conditional_entropy};

}  // namespace plim
