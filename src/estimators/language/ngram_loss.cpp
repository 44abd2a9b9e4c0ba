#include "plim/estimators/language/ngram_loss.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

std::vector<Parameter> NgramLoss::options() {
  Parameter block{"block", Domain::positive_integer,
                  "symbols of a block for the standard error (default: the root of their number)"};
  block.optional = true;
  return {block};
}

Outcome<NgramLoss> NgramLoss::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<NgramModel> model = NgramModel::bind(knowns);
  if (!model) return Refusal{model.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"t"});
  if (!interval) return Refusal{interval.reason()};
  NgramLoss bound;
  bound.model_ = *model;
  bound.interval_ = *interval;
  if (options.has("block")) bound.block_ = options.integer("block");
  return bound;
}

void NgramLoss::estimate(const NgramText& text, workspace& w, const Address&, const EstimateRef& out) const {
  const std::span<const std::uint32_t> places = text.places();
  if (places.empty()) {
    out.status = Status::empty;
    return;
  }
  model_.learn(text, w.setting);
  w.levels.resize(text.order());
  w.losses.resize(text.blocks());
  bool infinite = false;
  for (std::size_t block = 0; block < w.losses.size(); ++block) {
    text.look_up(block, w.levels);
    const double p = text.is_known(block) ? model_.probability(w.levels, w.setting) : 0;
    w.losses[block] = p > 0 ? -elementary::log(p) : infinity;
    infinite = infinite || !(p > 0);
  }
  if (infinite) {
    out.out[0].value = infinity;
    out.status = Status::infinite;
    return;
  }
  write_error(places, w, out.out[0]);
}

void NgramLoss::write_error(std::span<const std::uint32_t> places, workspace& w, Cell& cell) const {
  const std::size_t n = places.size();
  const auto length = block_ > 0 ? static_cast<std::size_t>(block_)
                                 : static_cast<std::size_t>(std::sqrt(static_cast<double>(n)));
  const std::size_t blocks = std::max<std::size_t>(1, n / length);
  CompensatedSum all;
  for (const std::uint32_t place : places) all.add(w.losses[place]);
  const double mean = all.value() / static_cast<double>(n);
  CompensatedSum squares;
  for (std::size_t b = 0, at = 0; b < blocks; ++b) {
    const std::size_t end = (b + 1) * n / blocks;
    CompensatedSum beyond;
    for (; at < end; ++at) beyond.add(w.losses[places[at]] - mean);
    squares.add(beyond.value() * beyond.value());
  }
  cell.value = mean;
  if (blocks < 2) return;
  const double b = static_cast<double>(blocks);
  cell.se = std::sqrt(squares.value() * b / (b - 1)) / static_cast<double>(n);
  if (interval_.level == 0 || !(cell.se > 0)) return;
  if (w.blocks != static_cast<std::int64_t>(blocks)) {
    w.factor = special::student_t_quantile(b - 1, 0.5 + 0.5 * interval_.level);
    w.blocks = static_cast<std::int64_t>(blocks);
  }
  cell.lo = std::fmax(0, mean - w.factor * cell.se);
  cell.hi = mean + w.factor * cell.se;
}

}  // namespace plim
