#include "item_numbers.hpp"

#include <string_view>
#include <unordered_map>

namespace plim::cli {
namespace {

/// The number of a key among those that came so far.
template <class Numbers, class Key>
std::uint32_t number_of(Numbers& numbers, const Key& key) {
  return numbers.emplace(key, static_cast<std::uint32_t>(numbers.size())).first->second;
}

/// Numbers pairs of numbers.
void combine(ItemNumbers& all, const ItemNumbers& more) {
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  numbers.reserve(all.first.size());
  const auto renumber = [&numbers](std::vector<std::uint32_t>& these,
                                   const std::vector<std::uint32_t>& those) {
    for (std::size_t i = 0; i < these.size(); ++i)
      these[i] = number_of(numbers, std::uint64_t{these[i]} << 32 | those[i]);
  };
  renumber(all.first, more.first);
  renumber(all.second, more.second);
  all.count = numbers.size();
}

}  // namespace

ItemNumbers numbers_by_label(const ItemGroups& first, const ItemGroups& second) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  numbers.reserve(first.labels.size());
  for (const std::string& label : first.labels) number_of(numbers, std::string_view(label));
  std::vector<std::uint32_t> of_label;
  of_label.reserve(second.labels.size());
  for (const std::string& label : second.labels)
    of_label.push_back(number_of(numbers, std::string_view(label)));
  ItemNumbers shared{first.of, second.of, numbers.size()};
  for (std::uint32_t& number : shared.second) number = of_label[number];
  return shared;
}

ItemNumbers numbers_of_items(const ItemTable& first, const ItemTable& second) {
  ItemNumbers all = numbers_by_label(first.names.front(), second.names.front());
  for (std::size_t c = 1; c < first.names.size(); ++c)
    combine(all, numbers_by_label(first.names[c], second.names[c]));
  return all;
}

std::string name_of_item(const ItemTable& items, std::size_t row) {
  std::string name;
  for (const ItemGroups& column : items.names)
    name += (name.empty() ? "" : ",") + column.labels[column.of[row]];
  return name;
}

}  // namespace plim::cli
