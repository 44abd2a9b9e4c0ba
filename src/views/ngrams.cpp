#include "plim/views/ngrams.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <string>

#include "plim/views/gram_table.hpp"

namespace plim {
namespace {

using Text = std::span<const std::int32_t>;

/// Which code each symbol has; all that the model does not tell apart have one, the last.
class Vocabulary {
 public:
  explicit Vocabulary(const Arguments& arguments)
      : all_(arguments.text("vocabulary") == "population"),
        has_unknown_(arguments.text("vocabulary") == "train+unknown"),
        least_(arguments.integer("min_count")) {}

  void learn(Text train, std::size_t K) {
    times_.assign(K, 0);
    for (const std::int32_t x : train) ++times_[static_cast<std::size_t>(x)];
    known_ = 0;
    code_of_.assign(K, 0);
    for (std::size_t k = 0; k < K; ++k) code_of_[k] = is_kept(k) ? known_++ : 0;
    for (std::size_t k = 0; k < K; ++k) code_of_[k] = is_kept(k) ? code_of_[k] : known_;
  }

  std::uint32_t code(std::int32_t x) const noexcept { return code_of_[static_cast<std::size_t>(x)]; }
  std::uint32_t unknown() const noexcept { return known_; }
  bool has_unknown() const noexcept { return has_unknown_; }
  double classes() const noexcept { return static_cast<double>(known_) + (has_unknown_ ? 1 : 0); }

 private:
  bool is_kept(std::size_t k) const noexcept { return all_ || times_[k] >= least_; }

  bool all_, has_unknown_;
  std::int64_t least_;
  std::uint32_t known_ = 0;
  std::vector<std::int64_t> times_;     // [K] in the training text
  std::vector<std::uint32_t> code_of_;  // [K]
};

/// The counts of one lane's texts; a block is numbered by the codes of its symbols, `bits` each, the oldest
/// highest.
template <class Code>
class CodedText final : public NgramText {
 public:
  CodedText(const Arguments& arguments, int bits)
      : order_(static_cast<std::size_t>(arguments.integer("length"))),
        bits_(bits),
        vocabulary_(arguments),
        blocks_(order_),
        singles_(order_) {}

  void train(Text x, std::size_t K) {
    vocabulary_.learn(x, K);
    trained_ = static_cast<std::int64_t>(x.size());
    for (Blocks& b : blocks_) b.clear();
    Blocks& longest = blocks_.back();
    walk(
        x, longest.grams, [&longest](std::size_t, std::uint32_t number) { longest.at(number).count += 1; },
        [&longest](std::uint32_t number) { __builtin_prefetch(&longest.times[number]); });
    for (std::size_t j = order_ - 1; j > 0; --j) count_shorter(x, j);
    nothing_ = {};
    for (std::size_t j = order_; j > 0; --j) count_contexts(j);
  }

  void read(Text x) {
    read_ = x;
    test_.clear();
    places_.resize(x.size() < order_ ? 0 : x.size() - order_ + 1);
    walk(
        x, test_, [this](std::size_t place, std::uint32_t number) { places_[place] = number; },
        [](std::uint32_t) {});
  }

  std::size_t order() const noexcept override { return order_; }
  double classes() const noexcept override { return vocabulary_.classes(); }
  std::int64_t trained() const noexcept override { return trained_; }
  Text test() const noexcept override { return read_; }
  std::span<const std::uint32_t> places() const noexcept override { return places_; }
  std::size_t blocks() const noexcept override { return test_.size(); }
  bool is_known(std::size_t block) const noexcept override {
    return vocabulary_.has_unknown() || (test_.code(block) & low(1)) != vocabulary_.unknown();
  }
  NgramSingles singles(std::size_t j) const noexcept override { return singles_[j - 1]; }

  bool tells(std::int32_t symbol) const noexcept override {
    return vocabulary_.has_unknown() || vocabulary_.code(symbol) != vocabulary_.unknown();
  }
  void look_up(std::size_t block, std::span<NgramLevel> levels) const noexcept override {
    look_up_code(test_.code(block), levels);
  }
  void look_up(std::span<const std::int32_t> block, std::span<NgramLevel> levels) const noexcept override {
    Code code = 0;
    for (const std::int32_t symbol : block)
      code = static_cast<Code>(code << bits_) | vocabulary_.code(symbol);
    look_up_code(code, levels);
  }

 private:
  void look_up_code(Code block, std::span<NgramLevel> levels) const noexcept {
    for (std::size_t j = 1; j <= order_; ++j) {
      const Code code = block & low(j);
      NgramLevel& level = levels[j - 1];
      level = {};
      if (const Followed* after = context(code >> bits_, j - 1)) {
        level.total = static_cast<double>(after->total);
        level.types = static_cast<double>(after->types);
        level.left_total = static_cast<double>(after->left_total);
        level.left_types = static_cast<double>(after->left_types);
      }
      const std::uint32_t number = blocks_[j - 1].grams.find(code);
      if (number == GramTable<Code>::none) continue;
      level.count = static_cast<double>(blocks_[j - 1].times[number].count);
      level.left = static_cast<double>(blocks_[j - 1].times[number].left);
    }
  }

  struct Times {
    std::int64_t count = 0;
    std::uint32_t left = 0;  // different symbols before it
  };
  struct Followed {
    std::int64_t total = 0, left_total = 0;
    std::uint32_t types = 0, left_types = 0;
  };
  /// The different blocks of one length.
  struct Blocks {
    GramTable<Code> grams;
    std::vector<Times> times;        // [grams]
    std::vector<Followed> followed;  // [grams], as contexts
    Times& at(std::uint32_t number) {
      if (number == times.size()) times.emplace_back();
      return times[number];
    }
    void clear() {
      grams.clear();
      times.clear();
    }
  };

  /// The bits of the last j symbols.
  Code low(std::size_t j) const noexcept {
    const int all = static_cast<int>(8 * sizeof(Code)), used = static_cast<int>(j) * bits_;
    return used >= all ? ~Code{0} : static_cast<Code>((Code{1} << used) - 1);
  }

  /// Visits every block of `order` symbols with its place and its number in the table, as number_all does.
  template <class Visit, class Fetch>
  void walk(Text x, GramTable<Code>& table, Visit visit, Fetch fetch) {
    if (x.size() < order_) return;
    Code code = 0;
    for (std::size_t i = 0; i + 1 < order_; ++i)
      code = static_cast<Code>(code << bits_) | vocabulary_.code(x[i]);
    const auto next = [&, mask = low(order_)](std::size_t place) {
      code = (static_cast<Code>(code << bits_) | vocabulary_.code(x[place + order_ - 1])) & mask;
      return code;
    };
    table.number_all(x.size() - order_ + 1, next, visit, fetch);
  }

  /// The blocks of j symbols, from those of one more: all but the text's first end one of those.
  void count_shorter(Text x, std::size_t j) {
    Blocks& shorter = blocks_[j - 1];
    const Blocks& longer = blocks_[j];
    const auto end = [&longer, mask = low(j)](std::size_t i) { return longer.grams.code(i) & mask; };
    const auto add = [&](std::size_t i, std::uint32_t number) {
      Times& times = shorter.at(number);
      times.count += longer.times[i].count;
      times.left += 1;
    };
    shorter.grams.number_all(longer.grams.size(), end, add, [&shorter](std::uint32_t number) {
      __builtin_prefetch(&shorter.times[number]);
    });
    if (x.size() < j) return;
    Code first = 0;
    for (std::size_t i = 0; i < j; ++i) first = static_cast<Code>(first << bits_) | vocabulary_.code(x[i]);
    shorter.at(shorter.grams.number_of(first)).count += 1;
  }

  /// What follows each context of j - 1 symbols, and how many blocks of j symbols are rare.
  void count_contexts(std::size_t j) {
    const Blocks& of = blocks_[j - 1];
    NgramSingles& rare = singles_[j - 1];
    rare = {};
    const auto add = [&rare](const Times& times, Followed& after) {
      after.total += times.count;
      after.types += 1;
      after.left_total += times.left;
      after.left_types += times.left > 0 ? 1 : 0;
      rare.once += times.count == 1 ? 1 : 0;
      rare.twice += times.count == 2 ? 1 : 0;
      rare.left_once += times.left == 1 ? 1 : 0;
      rare.left_twice += times.left == 2 ? 1 : 0;
    };
    if (j == 1) {
      for (const Times& times : of.times) add(times, nothing_);
      return;
    }
    Blocks& contexts = blocks_[j - 2];
    contexts.followed.assign(contexts.grams.size(), Followed{});
    contexts.grams.number_all(
        of.grams.size(), [&](std::size_t i) { return static_cast<Code>(of.grams.code(i) >> bits_); },
        [&](std::size_t i, std::uint32_t number) { add(of.times[i], contexts.followed[number]); },
        [&](std::uint32_t number) { __builtin_prefetch(&contexts.followed[number]); });
  }

  const Followed* context(Code code, std::size_t length) const noexcept {
    if (length == 0) return &nothing_;
    const std::uint32_t number = blocks_[length - 1].grams.find(code);
    return number == GramTable<Code>::none ? nullptr : &blocks_[length - 1].followed[number];
  }

  std::size_t order_;
  int bits_;
  Vocabulary vocabulary_;
  std::int64_t trained_ = 0;
  std::vector<Blocks> blocks_;  // [order], of 1, 2, ... symbols
  std::vector<NgramSingles> singles_;
  Followed nothing_;  // the context of no symbol
  Text read_;
  GramTable<Code> test_;
  std::vector<std::uint32_t> places_;
};

using Narrow = std::uint64_t;
__extension__ using Wide = unsigned __int128;

/// Bits of the code of a symbol of K kinds or an unknown one.
int bits_of(std::size_t K) noexcept { return std::max(1, static_cast<int>(std::bit_width(K))); }

bool is_narrow(std::size_t K, std::int64_t order) noexcept { return bits_of(K) * order <= 64; }

template <class Code>
void count_pair(std::unique_ptr<NgramText>& text, const Arguments& arguments, const SequencePair::One& pair,
                bool same_training) {
  if (text == nullptr) text = std::make_unique<CodedText<Code>>(arguments, bits_of(pair.train.K));
  auto& coded = static_cast<CodedText<Code>&>(*text);
  if (!same_training) coded.train(pair.train.x, pair.train.K);
  coded.read(pair.test.x);
}

}  // namespace

bool ngrams_fit(std::size_t K, std::int64_t order) noexcept { return bits_of(K) * order <= 128; }

NgramsOfPair::NgramsOfPair(std::size_t lanes, const Arguments& arguments)
    : arguments_(arguments), texts_(lanes) {}

std::size_t NgramsOfPair::footprint(const SampleSize& size, const Arguments& arguments) {
  constexpr double bytes_of_read = 48;    // of a different block: its slot and code, with room to grow
  constexpr double bytes_of_block = 120;  // of one that is counted: these and its counts
  const auto read = static_cast<double>(size.n), trained = static_cast<double>(size.trained);
  const auto order = static_cast<std::size_t>(arguments.integer("length"));
  double kinds = 1, bytes = read * sizeof(std::uint32_t);
  for (std::size_t length = 1; length <= order; ++length) {
    kinds = length <= size.kinds.size() ? size.kinds[length - 1] : kinds * (static_cast<double>(size.K) + 1);
    bytes += std::fmin(trained, kinds) * bytes_of_block;
  }
  return static_cast<std::size_t>(bytes + std::fmin(read, kinds) * bytes_of_read);
}

const Ngrams& NgramsOfPair::operator()(const SequencePair& pair) {
  const bool same = pair.drawn == drawn_ && pair.train.n == trained_;
  const bool narrow = is_narrow(pair.train.K, arguments_.integer("length"));
  for (std::size_t lane = 0; lane < pair.lanes; ++lane) {
    if (narrow) {
      count_pair<Narrow>(texts_[lane], arguments_, pair.one(lane), same);
    } else {
      count_pair<Wide>(texts_[lane], arguments_, pair.one(lane), same);
    }
  }
  drawn_ = pair.drawn;
  trained_ = pair.train.n;
  view_ = {pair.lanes, texts_.data()};
  return view_;
}

}  // namespace plim
