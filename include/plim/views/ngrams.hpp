#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "plim/views/sequence_pair.hpp"

namespace plim {

/// What a training text says of a symbol w after a context h, the last j - 1 symbols.
struct NgramLevel {
  double count = 0, total = 0, types = 0;           // c(hw); sum over w; how many w it is above 0 for
  double left = 0, left_total = 0, left_types = 0;  // different symbols before hw; the same of these
};

/// How many blocks of one length occur once and twice, and have one and two different symbols before them.
struct NgramSingles {
  double once = 0, twice = 0, left_once = 0, left_twice = 0;
};

/// A training text seen from a test text: its counts of every block of `order` symbols of that one.
///
/// Contexts are counted where a symbol follows. Both texts are taken without marks at their ends, so that the
/// first order - 1 symbols of the test are contexts only.
class NgramText {
 public:
  virtual ~NgramText() = default;
  virtual std::size_t order() const noexcept = 0;
  /// Symbols that the model tells apart, an unknown one among them.
  virtual double classes() const noexcept = 0;
  /// Symbols of the training text.
  virtual std::int64_t trained() const noexcept = 0;
  /// The test text, each symbol below K.
  virtual std::span<const std::int32_t> test() const noexcept = 0;
  /// The different blocks of the test text, numbered: of the one that ends at each place from the order-th
  /// on: `[test - order + 1]`, empty if it is shorter.
  virtual std::span<const std::uint32_t> places() const noexcept = 0;
  virtual std::size_t blocks() const noexcept = 0;
  /// True if the last symbol of a block is one of the vocabulary.
  virtual bool is_known(std::size_t block) const noexcept = 0;
  /// `levels: [order]` of the last symbol of a block, after contexts of 0, 1, ... symbols.
  virtual void look_up(std::size_t block, std::span<NgramLevel> levels) const noexcept = 0;
  /// The same of any block of `order` symbols: `[order]`, each below K.
  virtual void look_up(std::span<const std::int32_t> block, std::span<NgramLevel> levels) const noexcept = 0;
  /// True if the symbol is one of the vocabulary.
  virtual bool tells(std::int32_t symbol) const noexcept = 0;
  /// Of blocks of j symbols, j = 1 .. order.
  virtual NgramSingles singles(std::size_t j) const noexcept = 0;
};

/// The texts of a group of lanes.
struct Ngrams {
  static constexpr const char* name = "ngrams";
  std::size_t lanes;
  const std::unique_ptr<NgramText>* texts;  // [lanes]

  using One = const NgramText&;
  One one(std::size_t lane) const noexcept { return *texts[lane]; }
};

/// Counts blocks of as many symbols as the argument "length" says. The argument "vocabulary" says which
/// symbols the model tells apart: "population", all K; "train", those of the training text; "train+unknown",
/// these and one that stands for all others, as also for those that the training text has fewer than
/// "min_count" times. O(train + test); a training text that stays is counted once.
class NgramsOfPair {
 public:
  NgramsOfPair(std::size_t lanes, const Arguments& arguments);
  static std::size_t footprint(const SampleSize& size, const Arguments& arguments);
  const Ngrams& operator()(const SequencePair& pair);

 private:
  Arguments arguments_;
  std::vector<std::unique_ptr<NgramText>> texts_;  // [lanes]
  std::uint64_t drawn_ = 0;
  std::int64_t trained_ = -1;
  Ngrams view_{};
};

/// True if blocks of so many symbols of K kinds and an unknown one can be numbered.
bool ngrams_fit(std::size_t K, std::int64_t order) noexcept;

}  // namespace plim
