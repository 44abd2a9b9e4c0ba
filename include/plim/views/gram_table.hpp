#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plim {

/// Numbers different codes 0, 1, ... in the order in which they are first met. Open addressing, at most half
/// full: O(1) a code, 12 to 48 bytes for a Code of 8.
template <class Code>
class GramTable {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  std::size_t size() const noexcept { return codes_.size(); }
  Code code(std::size_t number) const noexcept { return codes_[number]; }

  /// Forgets all codes and keeps the memory.
  void clear() {
    slots_.assign(slots_.size(), Slot{});
    codes_.clear();
  }

  /// The number of a code that was met, or none.
  std::uint32_t find(Code code) const noexcept {
    if (slots_.empty()) return none;
    for (std::size_t at = place(code);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].next == 0) return none;
      if (slots_[at].code == code) return slots_[at].next - 1;
    }
  }

  /// The number of a code, a new one where it was not met.
  std::uint32_t number_of(Code code) {
    if (2 * codes_.size() >= slots_.size()) grow();
    for (std::size_t at = place(code);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].next == 0) {
        codes_.push_back(code);
        slots_[at] = {code, static_cast<std::uint32_t>(codes_.size())};
      }
      if (slots_[at].code == code) return slots_[at].next - 1;
    }
  }

  /// Begins to load what a search for the code will look at.
  void prefetch(Code code) const noexcept {
    if (!slots_.empty()) __builtin_prefetch(&slots_[place(code)]);
  }

 private:
  struct Slot {
    Code code = 0;
    std::uint32_t next = 0;  // the number and one; 0: empty
  };

  std::size_t place(Code code) const noexcept {
    std::uint64_t word = static_cast<std::uint64_t>(code);
    if constexpr (sizeof(Code) > sizeof word)
      word ^= static_cast<std::uint64_t>(code >> 64) * 0x9e3779b97f4a7c15;
    word *= 0xd6e8feb86659fd93;
    return (word ^ (word >> 32)) * 0xd6e8feb86659fd93 >> shift_;
  }

  void grow() {
    constexpr std::size_t first = 64;
    const std::size_t size = slots_.empty() ? first : 2 * slots_.size();
    slots_.assign(size, Slot{});
    shift_ = 64 - std::countr_zero(size);
    for (std::size_t number = 0; number < codes_.size(); ++number) {
      std::size_t at = place(codes_[number]);
      while (slots_[at].next != 0) at = (at + 1) & (size - 1);
      slots_[at] = {codes_[number], static_cast<std::uint32_t>(number + 1)};
    }
  }

  std::vector<Slot> slots_;  // a power of two
  std::vector<Code> codes_;  // [size]
  int shift_ = 63;
};

}  // namespace plim
