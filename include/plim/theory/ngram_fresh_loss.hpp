#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/language/ngram_smoothing.hpp"
#include "plim/numeric/block_law.hpp"
#include "plim/theory/oracle.hpp"
#include "plim/views/ngrams.hpp"

namespace plim {

/// E[-ln P(x_t | x_(t-order+1) .. x_(t-1))] of a trained model on text without end of the true law (nats a
/// symbol): what its mean loss on a test text is after, each replicate's own, since the model is. Status
/// infinite where P is 0 of a block that occurs. O(blocks of `order` symbols), of which the law may have
/// 10^6.
class NgramFreshLoss {
 public:
  using view = Ngrams;
  struct workspace {
    std::vector<NgramLevel> levels;  // [order]
    NgramSetting setting;
  };
  static constexpr std::string_view name = "fresh";
  static constexpr std::string_view summary = "oracle: exact mean loss of the trained model on fresh text";
  static constexpr bool needs_smoothing = true, two_samples = true;
  static std::vector<std::string> estimands();
  static Outcome<NgramFreshLoss> bind(const Population& population, const Knowns& knowns);
  const Arguments& view_arguments() const noexcept { return model_.view_arguments(); }
  void estimate(const NgramText& text, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  NgramModel model_;
  std::shared_ptr<const BlockLaw> law_;
};

}  // namespace plim
