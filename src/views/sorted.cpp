#include "plim/views/sorted.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace plim {

double Sorted::One::order_statistic(std::int64_t k) const noexcept {
  if (times.empty()) return x[static_cast<std::size_t>(k - 1)];
  double below = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    below += times[i];
    if (below >= static_cast<double>(k)) return x[i];
  }
  return x.back();
}

double Sorted::One::quantile(double p) const noexcept {
  if (x.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double place = static_cast<double>(n - 1) * p, whole = std::floor(place), share = place - whole;
  const auto j = static_cast<std::int64_t>(whole) + 1;
  const double low = order_statistic(j), high = share > 0 ? order_statistic(j + 1) : low;
  // Neither overflows nor leaves [low, high]; of two infinite ones it is that.
  return low == high ? low : std::clamp((1 - share) * low + share * high, low, high);
}

const Sorted& SortedOfReals::operator()(const Reals& reals) {
  for (std::size_t lane = 0; lane < reals.lanes; ++lane) {
    const std::span<const double> x = reals.one(lane).x;
    std::vector<double>& values = values_[lane];
    values.assign(x.begin(), x.end());
    if (std::any_of(x.begin(), x.end(), [](double v) { return std::isnan(v); })) values.clear();
    std::sort(values.begin(), values.end());
    x_[lane] = values.data();
    distinct_[lane] = values.size();
  }
  view_ = {reals.n, reals.lanes, x_.data(), nullptr, distinct_.data()};
  return view_;
}

const Sorted& SortedOfCounts::operator()(const ValuedCounts& counts) {
  const double* values = counts.values;
  order_.resize(counts.counts.K);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(), [values](std::size_t a, std::size_t b) {
    return values[a] < values[b] || (values[a] == values[b] && a < b);
  });
  for (std::size_t lane = 0; lane < counts.lanes; ++lane) {
    const Counts::One c = counts.counts.one(lane);
    values_[lane].clear();
    times_[lane].clear();
    values_[lane].reserve(order_.size());
    times_[lane].reserve(order_.size());
    for (const std::size_t k : order_) {
      if (c[k] == 0) continue;
      values_[lane].push_back(values[k]);
      times_[lane].push_back(static_cast<double>(c[k]));
    }
    x_[lane] = values_[lane].data();
    weights_[lane] = times_[lane].data();
    distinct_[lane] = values_[lane].size();
  }
  view_ = {counts.counts.n, counts.lanes, x_.data(), weights_.data(), distinct_.data()};
  return view_;
}

}  // namespace plim
