#include "plim/views/count_features.hpp"

#include <algorithm>

#include "plim/views/c_log_c.hpp"

namespace plim {

std::span<const double> c_log_c_table() {
  static const std::vector<double> table = [] {
    std::vector<double> t(65536, 0.0);
    for (std::size_t c = 1; c < t.size(); ++c) {
      const double x = static_cast<double>(c);
      t[c] = x * elementary::log(x);
    }
    return t;
  }();
  return table;
}

const CountFeatures& FeaturesOfCounts::operator()(const Counts& counts) {
  const std::span<const double> table = c_log_c_table();
  std::fill_n(sum_.begin(), counts.lanes, 0.0);
  std::fill_n(observed_.begin(), counts.lanes, 0.0);
  const std::int64_t* c = counts.c;
  for (std::size_t k = 0; k < counts.K; ++k) {
    for (std::size_t lane = 0; lane < counts.lanes; ++lane, ++c) {
      sum_[lane] += c_log_c(*c, table);
      observed_[lane] += *c > 0 ? 1.0 : 0.0;
    }
  }
  view_ = {counts.n, counts.lanes, sum_.data(), observed_.data()};
  return view_;
}

}  // namespace plim
