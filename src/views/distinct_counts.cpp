#include "plim/views/distinct_counts.hpp"

#include <algorithm>

namespace plim {

void DistinctCounts::gather(const CountFeatures& v, std::size_t lane) {
  count.clear();
  classes.clear();
  large_.clear();
  double seen = 0;
  for (std::size_t j = 1; j < CountFeatures::small; ++j) {
    const double f = static_cast<double>(v.frequency[j * v.lanes + lane]);
    seen += f;
    if (f > 0) add(static_cast<double>(j), f);
  }
  if (seen == v.observed[lane]) return;
  for (std::size_t r = 0; r < v.rows; ++r) {
    const std::int64_t c = v.c[r * v.lanes + lane];
    if (c >= static_cast<std::int64_t>(CountFeatures::small)) large_.push_back(c);
  }
  std::sort(large_.begin(), large_.end());
  for (const std::int64_t c : large_) add(static_cast<double>(c), 1);
}

void DistinctCounts::add(double c, double number) {
  if (count.empty() || count.back() != c) {
    count.push_back(c);
    classes.push_back(0);
  }
  classes.back() += number;
}

}  // namespace plim
