#include "plim/views/observations.hpp"

namespace plim {

const Observations& ObservationsOfReals::operator()(const Reals& reals) {
  for (std::size_t lane = 0; lane < reals.lanes; ++lane) distinct_[lane] = static_cast<std::size_t>(reals.n);
  view_ = {reals.n, reals.lanes, reals.x, nullptr, distinct_.data()};
  return view_;
}

template <class ValueOf>
const Observations& ObservationsOfCounts::of(const Counts& counts, ValueOf value_of) {
  for (std::size_t lane = 0; lane < counts.lanes; ++lane) {
    const Counts::One one = counts.one(lane);
    values_[lane].clear();
    times_[lane].clear();
    values_[lane].reserve(counts.K);
    times_[lane].reserve(counts.K);
    for (std::size_t k = 0; k < counts.K; ++k) {
      if (one[k] == 0) continue;
      values_[lane].push_back(value_of(k));
      times_[lane].push_back(static_cast<double>(one[k]));
    }
    x_[lane] = values_[lane].data();
    weights_[lane] = times_[lane].data();
    distinct_[lane] = values_[lane].size();
  }
  view_ = {counts.n, counts.lanes, x_.data(), weights_.data(), distinct_.data()};
  return view_;
}

const Observations& ObservationsOfCounts::operator()(const ValuedCounts& counts) {
  return of(counts.counts, [&counts](std::size_t k) { return counts.values[k]; });
}

const Observations& ObservationsOfCounts::operator()(const Counts& counts) {
  return of(counts, [](std::size_t k) { return static_cast<double>(k); });
}

}  // namespace plim
