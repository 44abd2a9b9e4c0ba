#include "item_index.hpp"

#include <bit>
#include <functional>

namespace plim::cli {
namespace {

constexpr std::uint64_t odd_multiplier = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio (Knuth 1998, 6.4)

std::uint64_t hash_of(const std::vector<TextColumn>& names, std::size_t row) {
  std::uint64_t hash = 0;
  for (const TextColumn& column : names)
    hash = hash * odd_multiplier + std::hash<std::string_view>{}(column[row]);
  return hash * odd_multiplier;
}

/// What tells most rows of one slot apart.
std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

bool are_equal(const std::vector<TextColumn>& names, std::size_t row, const std::vector<TextColumn>& others,
               std::size_t other) {
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (names[c][row] != others[c][other]) return false;
  }
  return true;
}

}  // namespace

ItemIndex::ItemIndex(const std::vector<TextColumn>& names, std::size_t rows)
    : names_(names), slots_(std::bit_ceil(2 * rows + 2)) {}

/// Where an equal row is, else where it would be.
std::size_t ItemIndex::slot_of(const std::vector<TextColumn>& others, std::size_t row,
                               std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (hash ^ hash >> 32) & mask;
  while (slots_[at].row != nowhere &&
         (slots_[at].tag != tag_of(hash) || !are_equal(names_, slots_[at].row, others, row)))
    at = (at + 1) & mask;
  return at;
}

std::uint32_t ItemIndex::add(std::size_t row) {
  const std::uint64_t hash = hash_of(names_, row);
  Slot& slot = slots_[slot_of(names_, row, hash)];
  if (slot.row != nowhere) return slot.row;
  slot = {static_cast<std::uint32_t>(row), tag_of(hash)};
  return nowhere;
}

std::uint32_t ItemIndex::find(const std::vector<TextColumn>& others, std::size_t row) const {
  return slots_[slot_of(others, row, hash_of(others, row))].row;
}

std::string name_of_item(const std::vector<TextColumn>& names, std::size_t row) {
  std::string name;
  for (const TextColumn& column : names) name.append(name.empty() ? "" : ",").append(column[row]);
  return name;
}

}  // namespace plim::cli
