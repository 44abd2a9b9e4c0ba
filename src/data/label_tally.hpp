#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plim/data/text_table.hpp"

namespace plim {

/// Counts by label; labels are looked up without making a string.
class LabelTally {
 public:
  /// Returns the place of the label among those that came so far.
  std::size_t add(std::string_view label, std::int64_t times) {
    const auto found = at_.find(label);
    if (found != at_.end()) {
      table_.counts[found->second] += times;
      return found->second;
    }
    const std::size_t place = table_.labels.size();
    at_.emplace(std::string(label), place);
    table_.labels.emplace_back(label);
    table_.counts.push_back(times);
    return place;
  }

  /// Labels in the order of their first appearance, or ascending, with places renamed to those.
  CountsTable in_order() && { return std::move(table_); }
  CountsTable sorted(std::vector<std::uint32_t>& places) const {
    std::vector<std::size_t> order(table_.labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [this](std::size_t a, std::size_t b) { return table_.labels[a] < table_.labels[b]; });
    CountsTable sorted;
    std::vector<std::uint32_t> rank(order.size());
    for (const std::size_t k : order) {
      rank[k] = static_cast<std::uint32_t>(sorted.labels.size());
      sorted.labels.push_back(table_.labels[k]);
      sorted.counts.push_back(table_.counts[k]);
    }
    for (std::uint32_t& place : places) place = rank[place];
    return sorted;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> at_;
  CountsTable table_;
};

}  // namespace plim
