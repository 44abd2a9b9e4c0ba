#include "plim/estimators/bayes/beta_interval.hpp"

#include <bit>

#include "plim/numeric/special.hpp"

namespace plim {
namespace {
constexpr std::size_t slot_bits = 12;
}

BetaIntervalMemo::BetaIntervalMemo() : slots_(std::size_t{1} << slot_bits, Slot{0, 0, 0, {0, 0}}) {}

Limits BetaIntervalMemo::operator()(double a, double b, double level) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15ULL;  // 2^64 / golden ratio: Fibonacci hashing (Knuth 1973)
  const std::uint64_t mixed = (std::bit_cast<std::uint64_t>(a) * odd ^ std::bit_cast<std::uint64_t>(b)) * odd;
  Slot& slot = slots_[mixed >> (64 - slot_bits)];
  if (slot.a != a || slot.b != b || slot.level != level) {
    const double tail = 0.5 * (1 - level);
    slot = {a, b, level, {special::beta_quantile(a, b, tail), special::beta_quantile(a, b, 1 - tail)}};
  }
  return slot.limits;
}

}  // namespace plim
