#include <algorithm>
#include <cmath>

#include "plim/numeric/markov_chain.hpp"
#include "plim/theory/estimand.hpp"
#include "plim/theory/predictor.hpp"
#include "rules.hpp"

// Plug-in entropies of a path of a Markov chain, to first order: a plug-in entropy is the entropy of the law
// less a divergence, which is half a quadratic form in the counts, plus a mean of surprises along the path.
// The bias is then that of the form (Bartlett 1951), the spread that of the mean (Billingsley 1961).
namespace plim {
namespace {

constexpr const char* first_order = "Bartlett 1951; Billingsley 1961";
constexpr double enough_times = 5;  // expected times of the rarest block

bool corrects(const Query& q) { return q.estimator.facts->name == "miller_madow"; }

/// The spread of a mean of surprises of that long-run variance, where that of the quadratic form beside it,
/// about half of a chi-square of `lack` degrees of freedom over n, is no more than a fifth of it.
double root(std::optional<double> variance, double lack, double n) {
  constexpr double nothing = 1e-14;  // equal surprises
  const bool leads = variance && *variance > nothing && lack * lack / (2 * n) <= 0.2 * *variance;
  return leads ? std::sqrt(*variance / n) : not_given;
}

/// What a plug-in block entropy times 2N lacks: of independent draws the number of blocks less 1. A symbol
/// beyond the order of the chain adds the free parameters of the steps with such a context.
std::optional<double> lack_of_blocks(const MarkovChain& chain, std::size_t length) {
  const std::size_t ending = std::min(length, chain.order());
  const std::optional<double> lack = chain.relative_count_variance(ending);
  if (!lack) return lack;
  return *lack + chain.blocks(length).number - chain.blocks(ending).number;
}

/// Of a plug-in entropy of blocks, by its N counts.
std::optional<MomentPrediction> predict_blocks(const Query& q, std::size_t length) {
  const MarkovChain& chain = *q.population.chain();
  const double n = static_cast<double>(q.n) - static_cast<double>(length) + 1;
  const MarkovChain::Blocks blocks = chain.blocks(length);
  if (!chain.starts_stationary() || !(n * blocks.smallest >= enough_times)) return std::nullopt;
  const std::optional<double> lack = lack_of_blocks(chain, length);
  if (!lack) return std::nullopt;
  const std::size_t ending = std::min(length, chain.order());
  const double sd = root(chain.long_run_variance(ending, 1, static_cast<double>(length - ending)), *lack, n);
  const double corrected = corrects(q) ? blocks.number - 1 : 0;
  return MomentPrediction{(corrected - *lack) / (2 * n), sd, PredictionKind::leading, first_order};
}

/// Of the plug-in entropy of a symbol given `history` >= the order: half the free parameters a step.
std::optional<MomentPrediction> predict_steps(const Query& q, std::size_t history) {
  const MarkovChain& chain = *q.population.chain();
  const double m = static_cast<double>(q.n) - static_cast<double>(history);
  const MarkovChain::Blocks blocks = chain.blocks(history + 1);
  const std::optional<double> start = chain.start_effect(history - 1);
  if (!start || !(m * blocks.smallest >= enough_times)) return std::nullopt;
  const double free = blocks.number - chain.blocks(history).number;
  return MomentPrediction{*start / m - (corrects(q) ? 0 : free / (2 * m)),
                          root(chain.long_run_variance(1, 0, 1), free, m), PredictionKind::leading,
                          first_order};
}

std::size_t length_of(const Query& q) {
  return static_cast<std::size_t>(q.estimator.facts->view.arguments.integer("length"));
}

bool is_plug_in(const Query& q) { return q.estimator.facts->name == "ml" || corrects(q); }

}  // namespace

/// Of blocks, not of steps: these have a prediction from any start.
std::string_view silence_of_theory(const Population& population, const AnyEstimator& estimator,
                                   const Output& output) {
  const MarkovChain* chain = population.chain();
  if (chain == nullptr || chain->starts_stationary()) return "";
  const std::string_view name = estimator.facts->name;
  const bool of_blocks = output.estimand == entropy_estimand.name ||
                         output.estimand == block_entropy_estimand.name || name == "per_symbol";
  return of_blocks
             ? "theory predicts entropies of blocks only for chains that start from their stationary law"
             : "";
}

std::optional<MomentPrediction> predict_chain_entropy(const Query& q) {
  if (!is_plug_in(q)) return std::nullopt;
  return predict_blocks(q, 1);
}

std::optional<MomentPrediction> predict_block_entropy(const Query& q) {
  if (!is_plug_in(q)) return std::nullopt;
  return predict_blocks(q, length_of(q));
}

std::optional<MomentPrediction> predict_entropy_rate(const Query& q) {
  const bool per_symbol = q.estimator.facts->name == "per_symbol";
  if (!per_symbol && !is_plug_in(q)) return std::nullopt;
  const MarkovChain& chain = *q.population.chain();
  const std::size_t length = length_of(q);
  if (per_symbol) {
    std::optional<MomentPrediction> m = predict_blocks(q, length);
    if (!m) return m;
    const double symbols = static_cast<double>(length);
    m->bias = (m->bias + chain.block_entropy(length)) / symbols - chain.entropy_rate();
    m->sd /= symbols;
    return m;
  }
  // With less history than the order the limit is another entropy.
  if (length <= chain.order()) return std::nullopt;
  return predict_steps(q, length - 1);
}

}  // namespace plim
