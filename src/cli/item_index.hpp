#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "plim/data/table_columns.hpp"

namespace plim::cli {

/// Rows by the texts that stand in them, in one column or several; equal are those whose texts all are.
class ItemIndex {
 public:
  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

  /// `names`: [columns], which must outlive the index; it has room for so many rows.
  ItemIndex(const std::vector<TextColumn>& names, std::size_t rows);

  /// Takes a row in, unless an equal one was, which it returns; else nowhere.
  std::uint32_t add(std::size_t row);
  /// The row that equals one of other columns, or nowhere.
  std::uint32_t find(const std::vector<TextColumn>& others, std::size_t row) const;

 private:
  std::size_t slot_of(const std::vector<TextColumn>& others, std::size_t row, std::uint64_t hash) const;

  struct Slot {
    std::uint32_t row = nowhere, tag = 0;  // tag: of its texts, so that few others are compared
  };
  const std::vector<TextColumn>& names_;
  std::vector<Slot> slots_;  // a power of 2, at most half of them taken
};

/// The texts of a row as messages name it, as q1, or d1,7 by two columns.
std::string name_of_item(const std::vector<TextColumn>& names, std::size_t row);

}  // namespace plim::cli
