#include "plim/numeric/suffix_array.hpp"

#include <algorithm>

namespace plim {
namespace {

using Symbols = std::span<const std::int32_t>;
using Places = std::vector<std::int32_t>;

/// A sequence with the order of its neighbouring suffixes, and where suffixes of each first symbol go.
class InducedSort {
 public:
  InducedSort(Symbols x, std::int32_t symbols) : x_(x), rises_(x.size()), ends_(size(symbols)) {
    for (std::int32_t i = last() - 1; i >= 0; --i) {
      const std::int32_t here = at(i), next = at(i + 1);
      rises_[size(i)] = here < next || (here == next && rises_[size(i + 1)] != 0) ? 1 : 0;
    }
    for (const std::int32_t symbol : x) ++ends_[size(symbol)];
    for (std::size_t c = 1; c < ends_.size(); ++c) ends_[c] += ends_[c - 1];
    for (std::int32_t i = 1; i <= last(); ++i) {
      if (is_valley(i)) valleys_.push_back(i);
    }
  }

  Places sorted() {
    Places sorted = induced(valleys_);
    if (valleys_.size() < 2) return sorted;
    return induced(sorted_valleys(sorted));
  }

 private:
  static std::size_t size(std::int32_t i) { return static_cast<std::size_t>(i); }
  std::int32_t at(std::int32_t i) const { return x_[size(i)]; }
  std::int32_t last() const { return static_cast<std::int32_t>(x_.size()) - 1; }
  /// The suffix is smaller than its neighbours on both sides.
  bool is_valley(std::int32_t i) const { return i > 0 && rises_[size(i)] != 0 && rises_[size(i - 1)] == 0; }

  /// All suffixes in the order that those of the valleys have.
  Places induced(const Places& valleys) const {
    Places sorted(x_.size(), -1), room = ends_;
    for (std::size_t k = valleys.size(); k-- > 0;) sorted[size(--room[size(at(valleys[k]))])] = valleys[k];
    for (std::size_t c = room.size(); c-- > 1;) room[c] = ends_[c - 1];
    room[0] = 0;
    const auto place_falling = [&](std::int32_t i) { sorted[size(room[size(at(i))]++)] = i; };
    place_falling(last());
    for (std::size_t k = 0; k < sorted.size(); ++k) {
      if (sorted[k] > 0 && rises_[size(sorted[k] - 1)] == 0) place_falling(sorted[k] - 1);
    }
    room = ends_;
    for (std::size_t k = sorted.size(); k-- > 0;) {
      const std::int32_t before = sorted[k] - 1;
      if (before >= 0 && rises_[size(before)] != 0) sorted[size(--room[size(at(before))])] = before;
    }
    return sorted;
  }

  /// The stretches from one valley to the next, both included, are alike.
  bool same_stretch(std::int32_t a, std::int32_t b) const {
    for (std::int32_t i = 0;; ++i) {
      if (a + i > last() || b + i > last() || at(a + i) != at(b + i)) return false;
      if (i > 0 && (is_valley(a + i) || is_valley(b + i))) return is_valley(a + i) && is_valley(b + i);
    }
  }

  /// The valleys by their suffixes, from an order by their stretches: these are numbered, and the sequence of
  /// numbers is sorted in the same way.
  Places sorted_valleys(const Places& by_stretch) const {
    Places number(x_.size(), -1);
    std::int32_t numbers = 0, previous = -1;
    for (const std::int32_t i : by_stretch) {
      if (!is_valley(i)) continue;
      if (previous >= 0 && !same_stretch(previous, i)) ++numbers;
      number[size(previous = i)] = numbers;
    }
    Places shorter;
    for (const std::int32_t i : valleys_) shorter.push_back(number[size(i)]);
    Places order(valleys_.size());
    if (size(numbers) + 1 == valleys_.size()) {
      for (std::size_t k = 0; k < shorter.size(); ++k) order[size(shorter[k])] = static_cast<std::int32_t>(k);
    } else {
      order = InducedSort(shorter, numbers + 1).sorted();
    }
    for (std::int32_t& k : order) k = valleys_[size(k)];
    return order;
  }

  Symbols x_;
  std::vector<char> rises_;  // the suffix is smaller than the next one; not the last, after which nothing is
  Places ends_;              // [symbols], where suffixes that begin with it end
  Places valleys_;
};

/// The symbols by their ranks among those that occur.
Places ranks(Symbols x) {
  Places kinds(x.begin(), x.end());
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  Places ranked;
  for (const std::int32_t symbol : x)
    ranked.push_back(
        static_cast<std::int32_t>(std::lower_bound(kinds.begin(), kinds.end(), symbol) - kinds.begin()));
  return ranked;
}

}  // namespace

std::vector<std::int32_t> suffix_array(std::span<const std::int32_t> x) {
  if (x.empty()) return {};
  const std::int32_t largest = *std::max_element(x.begin(), x.end());
  if (static_cast<std::size_t>(largest) < x.size()) return InducedSort(x, largest + 1).sorted();
  const Places ranked = ranks(x);
  return InducedSort(ranked, static_cast<std::int32_t>(x.size())).sorted();
}

std::span<const std::int32_t> PreviousMatches::operator()(std::span<const std::int32_t> x) {
  // Of every place the nearest earlier ones among the smaller and the larger suffixes, -1: none.
  smaller_.assign(x.size(), -1);
  larger_.assign(x.size(), -1);
  std::int32_t top = -1;  // of a stack that `smaller_` links
  for (const std::int32_t i : suffix_array(x)) {
    for (; top > i; top = smaller_[static_cast<std::size_t>(top)]) larger_[static_cast<std::size_t>(top)] = i;
    smaller_[static_cast<std::size_t>(i)] = top;
    top = i;
  }
  // The next place has at least the matches of this one without their first symbols.
  const auto grown = [&](std::int32_t length, std::size_t i, std::int32_t from) {
    if (from < 0) return 0;
    length = std::max(length - 1, 0);
    const std::size_t most = x.size() - i, j = static_cast<std::size_t>(from);
    auto l = static_cast<std::size_t>(length);
    while (l < most && x[i + l] == x[j + l]) ++l;
    return static_cast<std::int32_t>(l);
  };
  length_.resize(x.size());
  std::int32_t below = 0, above = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    below = grown(below, i, smaller_[i]);
    above = grown(above, i, larger_[i]);
    length_[i] = std::max(below, above);
  }
  return length_;
}

}  // namespace plim
