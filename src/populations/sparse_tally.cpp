#include "plim/populations/sparse_tally.hpp"

#include <algorithm>

namespace plim {

SparseTally::SparseTally(std::size_t expected) {
  for (std::vector<double>* v : {&symbols_, &merged_symbols_}) v->reserve(expected);
  for (std::vector<std::int64_t>* v : {&counts_, &merged_counts_}) v->reserve(expected);
}

void SparseTally::clear() noexcept {
  symbols_.clear();
  counts_.clear();
}

void SparseTally::add(std::span<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  merged_symbols_.clear();
  merged_counts_.clear();
  const auto keep = [this](double symbol, std::int64_t count) {
    merged_symbols_.push_back(symbol);
    merged_counts_.push_back(count);
  };
  std::size_t old = 0;
  for (std::size_t i = 0; i < numbers.size();) {
    const double symbol = numbers[i];
    std::int64_t count = 0;
    for (; i < numbers.size() && numbers[i] == symbol; ++i) ++count;
    for (; old < symbols_.size() && symbols_[old] < symbol; ++old) keep(symbols_[old], counts_[old]);
    if (old < symbols_.size() && symbols_[old] == symbol) count += counts_[old++];
    keep(symbol, count);
  }
  for (; old < symbols_.size(); ++old) keep(symbols_[old], counts_[old]);
  symbols_.swap(merged_symbols_);
  counts_.swap(merged_counts_);
}

}  // namespace plim
