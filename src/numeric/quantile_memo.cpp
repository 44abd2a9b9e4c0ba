#include "plim/numeric/quantile_memo.hpp"

#include <bit>

namespace plim {
namespace {
constexpr std::size_t slot_bits = 12;
}

QuantileMemo::QuantileMemo() : slots_(std::size_t{1} << slot_bits, Slot{{nullptr, 0, 0, 0}, 0}) {}

double QuantileMemo::operator()(const Question& question) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15ULL;  // 2^64 / golden ratio: Fibonacci hashing (Knuth 1973)
  std::uint64_t mixed = 0;
  for (const double part : {question.a, question.b, question.p})
    mixed = (mixed ^ std::bit_cast<std::uint64_t>(part)) * odd;
  Slot& slot = slots_[mixed >> (64 - slot_bits)];
  if (slot.question != question) {
    slot = {question, question.quantile(question.a, question.b, question.p)};
  }
  return slot.answer;
}

}  // namespace plim
