#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/views/knowns.hpp"
#include "plim/views/ngrams.hpp"

namespace plim {

/// What a smoothing is told beside the counts.
struct NgramSetting {
  double classes = 0;               // symbols that are told apart
  double a = 0;                     // pseudo-count of each
  bool uniform = false;             // below single symbols stands the uniform law, else their own shares
  std::vector<double> discounts{};  // [order], of blocks of 1, 2, ... symbols
};

/// A way to make of counts the probability of a symbol after its context.
struct NgramSmoothing {
  const char *name, *summary;
  std::vector<Parameter> parameters;  // its own
  double pseudo_count = 0;            // where that is fixed
  bool adds = false;                  // a pseudo-count, and nothing else
  /// `levels: [order]`.
  double (*probability)(std::span<const NgramLevel> levels, const NgramSetting& setting) = nullptr;
  /// The discount of blocks of one length by the rare ones among them; null: it has none.
  double (*discount)(const NgramSingles& rare, bool longest) = nullptr;
};

/// Those that plim comes with: mle, lidstone, laplace, krichevsky_trofimov, witten_bell, absolute_discounting
/// and kneser_ney.
std::span<const NgramSmoothing> ngram_smoothings();

/// All parameters of one as a model: its own, then order, vocabulary and min_count.
std::vector<Parameter> model_parameters(const NgramSmoothing& smoothing);

/// The one that a model names, or null.
const NgramSmoothing* find_ngram_smoothing(std::string_view name) noexcept;

/// The pseudo-count of a model that does nothing but add one, to single symbols; else why it is none.
Outcome<double> pseudo_count_of(const Knowns& knowns, std::string_view estimator);

/// The order, vocabulary and min_count of a model as arguments of the view Ngrams.
Arguments ngram_arguments(const Arguments& options);

/// A smoothing that a model chose, ready for the counts of one training text.
class NgramModel {
 public:
  /// Refuses what the options do not allow together.
  static Outcome<NgramModel> bind(const Knowns& knowns);
  /// Takes from a training text what does not depend on the block.
  void learn(const NgramText& text, NgramSetting& setting) const;
  /// P(w | h), from 0 to 1; sums to 1 over all symbols that are told apart.
  double probability(std::span<const NgramLevel> levels, const NgramSetting& setting) const {
    return smoothing_->probability(levels, setting);
  }
  const Arguments& view_arguments() const noexcept { return arguments_; }
  std::int64_t order() const { return arguments_.integer("length"); }

 private:
  const NgramSmoothing* smoothing_ = nullptr;
  Arguments arguments_;          // of the view
  double a_ = 0, discount_ = 0;  // discount 0: by the rare blocks
  bool uniform_ = false;
};

}  // namespace plim
