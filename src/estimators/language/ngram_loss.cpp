#include "plim/estimators/language/ngram_loss.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {
constexpr double log_two = 0.69314718055994531;
}

std::vector<Parameter> NgramLoss::options() {
  Parameter block{"block", Domain::positive_integer,
                  "symbols of a block for the standard error (default: the root of their number)"};
  block.optional = true;
  return {block};
}

std::vector<std::string> NgramLoss::estimands() {
  return {functional::cross_entropy, functional::bits_per_byte, functional::fresh_loss};
}

std::size_t NgramLoss::workspace_bytes(const SampleSize& size) noexcept {
  return static_cast<std::size_t>(size.n) * sizeof(double);
}

Outcome<NgramLoss> NgramLoss::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<NgramModel> model = NgramModel::bind(knowns);
  if (!model) return Refusal{model.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"t"});
  if (!interval) return Refusal{interval.reason()};
  NgramLoss bound;
  if (knowns.estimand == functional::bits_per_byte) {
    if (knowns.symbol_bytes == nullptr)
      return Refusal{
          "bits per byte are of symbols of a text, characters, words or bytes, whose bytes are known"};
    bound.bytes_ = knowns.symbol_bytes;
  }
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
  add_up(text, w);
  const evaluation::RatioMean mean = evaluation::ratio_mean(w.totals);
  Cell& cell = out.out[0];
  cell.value = mean.value;
  cell.se = mean.se;
  if (interval_.level == 0 || !(mean.se > 0)) return;
  const Limits limits = evaluation::student_limits(mean, interval_.level);
  cell.lo = std::fmax(0, limits.lower);
  cell.hi = limits.upper;
}

/// Blocks as evaluation::totals_of_blocks has them, without a list of all losses.
void NgramLoss::add_up(const NgramText& text, workspace& w) const {
  const std::span<const std::uint32_t> places = text.places();
  const std::span<const std::int32_t> ends = text.test().subspan(text.order() - 1);
  const std::size_t n = places.size();
  const auto length = block_ > 0 ? static_cast<std::size_t>(block_)
                                 : static_cast<std::size_t>(std::sqrt(static_cast<double>(n)));
  const std::size_t blocks = std::max<std::size_t>(1, n / length);
  w.totals.values.clear();
  w.totals.weights.clear();
  for (std::size_t b = 0, at = 0; b < blocks; ++b) {
    const std::size_t end = b + 1 < blocks ? (b + 1) * length : n;
    double weight = bytes_ == nullptr ? static_cast<double>(end - at) : 0;
    CompensatedSum sum;
    for (; at < end; ++at) {
      sum.add(w.losses[places[at]]);
      if (bytes_ != nullptr) weight += (*bytes_)[static_cast<std::size_t>(ends[at])];
    }
    w.totals.weights.push_back(weight);
    w.totals.values.push_back(bytes_ == nullptr ? sum.value() : sum.value() / log_two);
  }
}

}  // namespace plim
