#pragma once
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "json.hpp"
#include "plim/data/user_data.hpp"
#include "plim/numeric/batch_means.hpp"

namespace plim::cli {

/// What the order of the data says of a standard error that takes them for independent draws.
struct DataOrder {
  std::string of;                   // what was averaged: the mean, or the entropy by -ln of each one's share
  std::vector<BlockSpread> blocks;  // never empty
  bool sorted = false;              // up or down, which leaves nothing of the order of the draws

  /// The block length with the largest ratio.
  const BlockSpread& widest() const;
  /// The same among those that independent draws hardly reach (one set in a hundred reaches any), or null.
  const BlockSpread* beyond_chance() const;
};

/// Nothing if the data have no order or are too few; of a sample of numbers the mean if what is asked for
/// is `of_numbers`.
std::optional<DataOrder> order_of(const UserData& data, bool of_numbers);

/// A line if the data are sorted or the standard error is beyond chance; `items` are the observations, as in
/// "rows".
void print_order_note(std::ostream& out, const DataOrder& order, const std::string& items);

Json order_json(const DataOrder& order);

}  // namespace plim::cli
