#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/evaluation/ratio_mean.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/language/ngram_smoothing.hpp"
#include "plim/views/ngrams.hpp"

namespace plim {

/// The mean of -ln P(x_t | x_(t-order+1) .. x_(t-1)) over a test text, P by a model of n-grams that was
/// trained on another (nats a symbol); or bits per byte: the sum of -log2 P over that of the bytes of the
/// symbols.
///
/// Status infinite where P is 0, empty if the test text is shorter than the order. The standard error is that
/// of means over blocks of neighbours (evaluation::ratio_mean), `block` symbols each, else the root of their
/// number, since neighbours depend; interval: t. It is about more text of the same kind under the same
/// trained model. O(train + test) a view, O(different blocks) beside it.
class NgramLoss {
 public:
  using view = Ngrams;
  struct workspace {
    std::vector<NgramLevel> levels;  // [order]
    std::vector<double> losses;      // of the different blocks of the test text
    NgramSetting setting;
    evaluation::GroupTotals totals;  // of blocks of neighbours
  };
  static constexpr std::string_view name = "mean";
  static std::vector<std::string> estimands();
  static constexpr std::string_view summary =
      "mean loss of a trained model on a text; se of means over blocks; interval: t";
  static constexpr bool needs_smoothing = true, two_samples = true;
  static std::vector<Parameter> options();
  static Outcome<NgramLoss> bind(const Knowns& knowns, const Arguments& options);
  const Arguments& view_arguments() const noexcept { return model_.view_arguments(); }
  bool has_interval() const noexcept { return interval_.level > 0; }
  static std::size_t workspace_bytes(const SampleSize& size) noexcept;
  void estimate(const NgramText& text, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  void add_up(const NgramText& text, workspace& w) const;

  NgramModel model_;
  std::int64_t block_ = 0;  // 0: the root of the symbols
  SymbolBytes bytes_;       // by which the sum is divided; null: the number of symbols
  BoundInterval interval_;
};

}  // namespace plim
