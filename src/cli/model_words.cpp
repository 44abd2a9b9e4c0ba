#include "model_words.hpp"

#include <algorithm>
#include <ostream>
#include <set>

#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/core/suggest.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/estimators/language/ngram_smoothing.hpp"

namespace plim::cli {
namespace {

/// A model as the command line writes it, without what is as it is by default.
std::string name_of_model(const Knowns& knowns) {
  const std::string options = knowns.smoothing_options.readable();
  return knowns.smoothing + (options.empty() ? "" : ", " + options);
}

/// One model between the two samples of a user's data.
class ModelOfData {
 public:
  ModelOfData(const Knowns& knowns, const DataPopulation& data)
      : data_(data),
        name_(name_of_model(knowns)),
        smoothing_(*find_ngram_smoothing(knowns.smoothing)),
        model_(*NgramModel::bind(knowns)),
        train_(data.symbols().data()),
        test_(data.second_symbols().data()),
        counts_(1, model_.view_arguments()) {}

  const std::string& name() const noexcept { return name_; }

  /// Why the loss is infinite, or there is none: counts both texts again.
  std::string reason() {
    const std::size_t K = data_.counts().size();
    const NgramText& text = counts_({{data_.n(), K, 1, &train_}, {*data_.m(), K, 1, &test_}, 1, 1}).one(0);
    if (text.places().empty())
      return "the other sample has " + in_number(data_.second_symbols().size(), "symbol") +
             ", fewer than a block of " + name_;
    const std::vector<bool> without = blocks_without_probability(text);
    const auto is_without = [&without](std::uint32_t block) { return without[block]; };
    const auto places = text.places();
    const auto first =
        static_cast<std::size_t>(std::find_if(places.begin(), places.end(), is_without) - places.begin());
    const auto all = std::count_if(places.begin(), places.end(), is_without);
    if (all == 0) return "";
    return "the other sample: symbol " + std::to_string(first + text.order()) + ", " + shown(first) +
           ", has probability 0 by " + name_ +
           (all == 1 ? "" : ", as have " + std::to_string(all) + " of " + std::to_string(places.size())) +
           "; " + cure(text.is_known(places[first]));
  }

  /// That the model is scored on its own text, or how many symbols of the other it takes for unknown; or "".
  std::string note() const {
    if (std::ranges::equal(data_.symbols(), data_.second_symbols()))
      return name_ + " is scored on the text that it was trained on: its loss on another is larger";
    if (model_.view_arguments().text("vocabulary") == "population") return "";
    const std::int64_t least = model_.view_arguments().integer("min_count");
    const auto symbols = data_.second_symbols();
    const auto unknown = std::count_if(symbols.begin(), symbols.end(), [&](std::int32_t x) {
      return data_.counts()[static_cast<std::size_t>(x)] < least;
    });
    if (unknown == 0) return "";
    return "unknown to " + name_ + ": " + std::to_string(unknown) + " of " + std::to_string(symbols.size()) +
           " symbols of the other sample";
  }

 private:
  /// What gives the last symbol of a block a probability.
  std::string cure(bool is_known) const {
    if (!is_known)
      return "it is not in the vocabulary; vocabulary = train+unknown, or population, has a place for it";
    const auto& keys = smoothing_.parameters;
    const bool has_base =
        std::any_of(keys.begin(), keys.end(), [](const Parameter& p) { return p.name == "base"; });
    return has_base
               ? "base = uniform leaves no symbol of the vocabulary without"
               : "a smoothing with a pseudo-count, as laplace, leaves no symbol of the vocabulary without";
  }

  std::vector<bool> blocks_without_probability(const NgramText& text) const {
    NgramSetting setting;
    model_.learn(text, setting);
    std::vector<NgramLevel> levels(text.order());
    std::vector<bool> without(text.blocks());
    for (std::size_t block = 0; block < without.size(); ++block) {
      text.look_up(block, levels);
      without[block] = !text.is_known(block) || !(model_.probability(levels, setting) > 0);
    }
    return without;
  }

  /// The last symbol of a block, after those before it.
  std::string shown(std::size_t place) const {
    const auto block = data_.second_symbols().subspan(place, static_cast<std::size_t>(model_.order()));
    std::string before;
    for (const std::int32_t x : block.first(block.size() - 1))
      before += (before.empty() ? "" : " ") + printable(in_quotes(label(x)));
    return printable(in_quotes(label(block.back()))) + (before.empty() ? "" : " after " + before);
  }
  std::string label(std::int32_t x) const {
    const auto k = static_cast<std::size_t>(x);
    return k < data_.labels().size() ? data_.labels()[k] : std::to_string(k);
  }

  const DataPopulation& data_;
  std::string name_;
  const NgramSmoothing& smoothing_;
  NgramModel model_;
  const std::int32_t *train_, *test_;
  NgramsOfPair counts_;
};

}  // namespace

void describe_models(std::vector<SampleEstimate>& estimates, const DataPopulation& data,
                     std::ostream* notes) {
  std::set<std::string> said;
  for (SampleEstimate& e : estimates) {
    if (!e.of_ngrams) continue;
    ModelOfData model(e.knowns, data);
    e.label = e.estimator + " [" + model.name() + "]";
    if (!is_success(e.status)) e.reason = model.reason();
    const std::string note = model.note();
    if (notes != nullptr && !note.empty() && said.insert(note).second) *notes << "note: " << note << "\n";
  }
}

}  // namespace plim::cli
