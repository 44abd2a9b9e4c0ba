#include "plim/views/least_log.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/multiple.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

LeastLog::One least_log_of(const Observations::One& s) {
  double least = infinity;
  for (const double x : s.x) {
    if (!(x > 0) || std::isinf(x)) return {s.n, not_a_number, not_a_number};
    least = std::fmin(least, x);
  }
  CompensatedSum sum;
  for (std::size_t i = 0; i < s.x.size(); ++i)
    sum.add((s.times.empty() ? 1.0 : s.times[i]) * log_multiple(s.x[i], least));
  return {s.n, least, sum.value()};
}

}  // namespace

void LeastLogBuffer::set(std::size_t lane, double least, double sum_log) noexcept {
  least_[lane] = least;
  sum_log_[lane] = sum_log;
}

void LeastLogBuffer::add(std::size_t lane, std::int64_t n, std::int64_t m, double least,
                         double sum_log) noexcept {
  if (n == 0) return set(lane, least, sum_log);
  const double lower = std::fmin(least, least_[lane]);
  const double own = sum_log_[lane] + static_cast<double>(n) * log_multiple(least_[lane], lower);
  const double further = sum_log + static_cast<double>(m) * log_multiple(least, lower);
  set(lane, lower, own + further);
}

const LeastLog& LeastLogBuffer::view(std::int64_t n, std::size_t lanes) noexcept {
  view_ = {n, lanes, least_.data(), sum_log_.data()};
  return view_;
}

const LeastLog& LeastLogOfObservations::operator()(const Observations& observations) {
  for (std::size_t lane = 0; lane < observations.lanes; ++lane) {
    const LeastLog::One one = least_log_of(observations.one(lane));
    buffer_.set(lane, one.least, one.sum_log);
  }
  return buffer_.view(observations.n, observations.lanes);
}

}  // namespace plim
