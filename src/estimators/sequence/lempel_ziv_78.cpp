#include "plim/estimators/sequence/lempel_ziv_78.hpp"

#include <cmath>

#include "plim/estimators/sequence/of_sequence.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

using Branch = LempelZiv78::workspace::Branch;

/// The tree of phrases: of a phrase and a symbol the phrase that goes on with it, phrase 0 being empty.
class PhraseTree {
 public:
  explicit PhraseTree(std::vector<Branch>& branches) : branches_(branches) {
    branches_.assign(1024, Branch{0, 0});
  }

  std::uint32_t phrases() const noexcept { return phrases_; }

  /// Goes on from a phrase; 0 if the longer one is new, which then is kept.
  std::uint32_t follow(std::uint32_t phrase, std::int32_t symbol) {
    const std::uint64_t key = (std::uint64_t{phrase} << 32) | static_cast<std::uint32_t>(symbol);
    Branch& found = place_of(key);
    if (found.phrase != 0) return found.phrase;
    found = {key, ++phrases_};
    if (2 * std::size_t{phrases_} > branches_.size()) grow();
    return 0;
  }

 private:
  /// Where the key is or would be, from where multiplication by 2^64/golden ratio sends it (Knuth 1973) on.
  Branch& place_of(std::uint64_t key) {
    const std::size_t mask = branches_.size() - 1;
    std::uint64_t mixed = key * 0x9e3779b97f4a7c15;
    mixed ^= mixed >> 32;
    for (std::size_t at = static_cast<std::size_t>(mixed) & mask;; at = (at + 1) & mask) {
      if (branches_[at].phrase == 0 || branches_[at].key == key) return branches_[at];
    }
  }

  void grow() {
    std::vector<Branch> old(4 * branches_.size(), Branch{0, 0});
    old.swap(branches_);
    for (const Branch& branch : old) {
      if (branch.phrase != 0) place_of(branch.key) = branch;
    }
  }

  std::vector<Branch>& branches_;
  std::uint32_t phrases_ = 0;
};

}  // namespace

Range LempelZiv78::range(std::int64_t n, double) {
  return {0, n > 1 ? elementary::log(static_cast<double>(n)) : 0};  // no more phrases than symbols
}

std::size_t LempelZiv78::workspace_bytes(const SampleSize& size) noexcept {
  constexpr double slots = 8;  // of a phrase at most, right after the table grew
  const auto n = static_cast<double>(size.n), K = static_cast<double>(size.K);
  // About as many as different phrases of equal length would be.
  const double phrases = n > 1 ? std::fmin(n, n * std::log(K + 1) / std::log(n)) : n;
  return static_cast<std::size_t>(phrases * slots * sizeof(Branch));
}

void LempelZiv78::estimate(const Sequence::One& sample, workspace& w, const Address&,
                           const EstimateRef& out) const {
  out.status = status_of_sequence(sample, least);
  if (!is_success(out.status)) return;
  PhraseTree tree(w.branches);
  std::uint32_t phrase = 0;
  for (const std::int32_t symbol : sample.x) phrase = tree.follow(phrase, symbol);
  const double phrases = tree.phrases() + (phrase == 0 ? 0.0 : 1.0);
  out.out[0].value = count_terms::c_log_c(phrases) / static_cast<double>(sample.x.size());
}

}  // namespace plim
