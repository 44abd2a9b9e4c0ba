#include "plim/views/log_mean_m2.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

LogMeanM2::One log_mean_m2_of(const Observations::One& s) {
  bool equal = true;
  for (const double x : s.x) {
    if (!(x > 0) || std::isinf(x)) return {s.n, not_a_number, not_a_number, false};
    equal = equal && x == s.x[0];
  }
  const auto times = [&s](std::size_t i) { return s.times.empty() ? 1.0 : s.times[i]; };
  CompensatedSum sum, squares;
  for (std::size_t i = 0; i < s.x.size(); ++i) sum.add(times(i) * elementary::log(s.x[i]));
  const double mean = sum.value() / static_cast<double>(s.n);
  if (equal) return {s.n, mean, 0, true};
  for (std::size_t i = 0; i < s.x.size(); ++i) {
    const double gap = elementary::log(s.x[i]) - mean;
    squares.add(times(i) * gap * gap);
  }
  return {s.n, mean, squares.value(), true};
}

}  // namespace

const LogMeanM2& LogMeanM2OfObservations::operator()(const Observations& observations) {
  for (std::size_t lane = 0; lane < observations.lanes; ++lane) {
    const LogMeanM2::One one = log_mean_m2_of(observations.one(lane));
    mean_[lane] = one.mean;
    m2_[lane] = one.m2;
    proper_[lane] = one.proper ? 1 : 0;
  }
  view_ = {observations.n, observations.lanes, mean_.data(), m2_.data(), proper_.data()};
  return view_;
}

}  // namespace plim
