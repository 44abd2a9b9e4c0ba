#include "plim/populations/sparse_tally.hpp"

#include <algorithm>

namespace plim {

SparseTally::SparseTally(std::size_t expected) {
  for (std::vector<double>* v : {&symbols_, &merged_symbols_}) v->reserve(expected);
  for (std::vector<std::int64_t>* v : {&counts_, &merged_counts_}) v->reserve(expected);
  dense_.reserve(most_dense);
}

void SparseTally::clear() noexcept {
  symbols_.clear();
  counts_.clear();
}

/// Counts numbers that lie side by side on the integers, `dense_: [largest - least + 1]`; false if they do
/// not.
bool SparseTally::count_dense(std::span<const double> numbers, double& least) {
  if (numbers.empty()) return false;
  const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  const double width = *high - *low;
  if (!(width < most_dense && width < 4 * static_cast<double>(numbers.size()))) return false;
  least = *low;
  dense_.assign(static_cast<std::size_t>(width) + 1, 0);
  bool whole = true;
  for (const double x : numbers) {
    const auto place = static_cast<std::size_t>(x - least);
    ++dense_[place];
    whole = whole && least + static_cast<double>(place) == x;
  }
  return whole;
}

void SparseTally::add(std::span<double> numbers) {
  merged_symbols_.clear();
  merged_counts_.clear();
  old_ = 0;
  if (double least = 0; count_dense(numbers, least)) {
    for (std::size_t k = 0; k < dense_.size(); ++k) {
      if (dense_[k] > 0) merge(least + static_cast<double>(k), dense_[k]);
    }
  } else {
    std::sort(numbers.begin(), numbers.end());
    for (std::size_t i = 0; i < numbers.size();) {
      const double symbol = numbers[i];
      std::int64_t count = 0;
      for (; i < numbers.size() && numbers[i] == symbol; ++i) ++count;
      merge(symbol, count);
    }
  }
  for (; old_ < symbols_.size(); ++old_) keep(symbols_[old_], counts_[old_]);
  symbols_.swap(merged_symbols_);
  counts_.swap(merged_counts_);
}

/// A further symbol, above those merged before, after what was there below it.
void SparseTally::merge(double symbol, std::int64_t count) {
  for (; old_ < symbols_.size() && symbols_[old_] < symbol; ++old_) keep(symbols_[old_], counts_[old_]);
  if (old_ < symbols_.size() && symbols_[old_] == symbol) count += counts_[old_++];
  keep(symbol, count);
}

void SparseTally::keep(double symbol, std::int64_t count) {
  merged_symbols_.push_back(symbol);
  merged_counts_.push_back(count);
}

}  // namespace plim
