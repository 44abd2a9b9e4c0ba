#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "evaluation_table.hpp"

namespace plim::cli {

/// A number from 0 on for the rows of two files, [rows] of each: equal names, as texts, have one number.
struct ItemNumbers {
  std::vector<std::uint32_t> first, second;
  std::size_t count = 0;
};

ItemNumbers numbers_by_label(const ItemGroups& first, const ItemGroups& second);

/// By all columns that name an item.
ItemNumbers numbers_of_items(const ItemTable& first, const ItemTable& second);

/// What the item of a row is called, as q1, or d1,7 by two columns.
std::string name_of_item(const ItemTable& table, std::size_t row);

}  // namespace plim::cli
