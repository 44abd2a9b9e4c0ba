#include "plim/theory/ngram_fresh_loss.hpp"

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

constexpr std::size_t most_blocks = 1000000;

std::optional<BlockLaw> blocks_of(const Population& text, std::size_t length) {
  if (text.chain() != nullptr) return block_law(*text.chain(), length, most_blocks);
  return block_law(text.probabilities(), length, most_blocks);
}

}  // namespace

std::vector<std::string> NgramFreshLoss::estimands() {
  return {functional::cross_entropy, functional::fresh_loss};
}

Outcome<NgramFreshLoss> NgramFreshLoss::bind(const Population& population, const Knowns& knowns) {
  const Outcome<NgramModel> model = NgramModel::bind(knowns);
  if (!model) return Refusal{model.reason()};
  const Population* text = population.text_of_test();
  if (text == nullptr)
    return Refusal{"fresh needs the law of the text, and " + population.readable() + " has none"};
  std::optional<BlockLaw> law = blocks_of(*text, static_cast<std::size_t>(model->order()));
  if (!law)
    return Refusal{text->readable() + " has more than " + std::to_string(most_blocks) + " blocks of " +
                   std::to_string(model->order()) + " symbols"};
  NgramFreshLoss bound;
  bound.model_ = *model;
  bound.law_ = std::make_shared<const BlockLaw>(std::move(*law));
  return bound;
}

void NgramFreshLoss::estimate(const NgramText& text, workspace& w, const Address&,
                              const EstimateRef& out) const {
  model_.learn(text, w.setting);
  w.levels.resize(text.order());
  CompensatedSum loss;
  for (std::size_t i = 0; i < law_->p.size(); ++i) {
    const std::span<const std::int32_t> block = law_->block(i);
    text.look_up(block, w.levels);
    const double p = text.tells(block.back()) ? model_.probability(w.levels, w.setting) : 0;
    if (!(p > 0)) {
      out.out[0].value = infinity;
      out.status = Status::infinite;
      return;
    }
    loss.add(-law_->p[i] * elementary::log(p));
  }
  out.out[0].value = loss.value();
}

}  // namespace plim
