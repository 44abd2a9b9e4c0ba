#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plim {

/// Numbers different codes 0, 1, ... in the order in which they are first met. Open addressing, at most half
/// full: O(1) a code, 16 to 32 bytes for each and the code.
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
    const std::uint64_t word = mixed(code);
    for (std::size_t at = word >> shift_;; at = (at + 1) & (slots_.size() - 1)) {
      const Slot slot = slots_[at];
      if (slot.next == 0) return none;
      if (is_of(slot, word, code)) return slot.next - 1;
    }
  }

  /// The number of a code, a new one where it was not met.
  std::uint32_t number_of(Code code) { return number_of(code, mixed(code)); }

  /// Calls visit(i, number) for each of the codes code_of(0), ..., code_of(n - 1) in turn, a new one
  /// numbered. Memory is slow, not what is done with it: that of many codes is on its way together, that of a
  /// number also by what fetch(number) asks for.
  template <class CodeOf, class Visit, class Fetch>
  void number_all(std::size_t n, CodeOf code_of, Visit visit, Fetch fetch) {
    constexpr std::size_t ahead = 64;
    std::array<Code, ahead> codes;
    std::array<std::uint64_t, ahead> words;
    for (std::size_t from = 0; from < n; from += ahead) {
      const std::size_t several = std::min(ahead, n - from);
      for (std::size_t i = 0; i < several; ++i) {
        codes[i] = code_of(from + i);
        words[i] = mixed(codes[i]);
        if (!slots_.empty()) __builtin_prefetch(&slots_[words[i] >> shift_]);
      }
      for (std::size_t i = 0; i < several && !slots_.empty(); ++i) {
        const Slot slot = slots_[words[i] >> shift_];
        if (slot.next == 0) continue;
        __builtin_prefetch(&codes_[slot.next - 1]);
        fetch(slot.next - 1);
      }
      for (std::size_t i = 0; i < several; ++i) visit(from + i, number_of(codes[i], words[i]));
    }
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;   // low bits of the mixed code, which its place does not show
    std::uint32_t next = 0;  // the number and one; 0: empty
  };

  static std::uint64_t mixed(Code code) noexcept {
    std::uint64_t word = static_cast<std::uint64_t>(code);
    if constexpr (sizeof(Code) > sizeof word)
      word ^= static_cast<std::uint64_t>(code >> 64) * 0x9e3779b97f4a7c15;
    word *= 0xd6e8feb86659fd93;
    return (word ^ (word >> 32)) * 0xd6e8feb86659fd93;
  }
  bool is_of(Slot slot, std::uint64_t word, Code code) const noexcept {
    return slot.tag == static_cast<std::uint32_t>(word) && codes_[slot.next - 1] == code;
  }

  std::uint32_t number_of(Code code, std::uint64_t word) {
    if (2 * codes_.size() >= slots_.size()) grow();
    for (std::size_t at = word >> shift_;; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].next == 0) {
        codes_.push_back(code);
        slots_[at] = {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(codes_.size())};
        return slots_[at].next - 1;
      }
      if (is_of(slots_[at], word, code)) return slots_[at].next - 1;
    }
  }

  void grow() {
    constexpr std::size_t first = 64, ahead = 16;
    const std::size_t size = slots_.empty() ? first : 2 * slots_.size();
    slots_.assign(size, Slot{});
    shift_ = 64 - std::countr_zero(size);
    for (std::size_t number = 0; number < codes_.size(); ++number) {
      if (number + ahead < codes_.size())
        __builtin_prefetch(&slots_[mixed(codes_[number + ahead]) >> shift_]);
      const std::uint64_t word = mixed(codes_[number]);
      std::size_t at = word >> shift_;
      while (slots_[at].next != 0) at = (at + 1) & (size - 1);
      slots_[at] = {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(number + 1)};
    }
  }

  std::vector<Slot> slots_;  // a power of two
  std::vector<Code> codes_;  // [size]
  int shift_ = 63;
};

}  // namespace plim
