#include "plim/views/mean_log.hpp"

#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/real_kernels.hpp"

namespace plim {
namespace {

constexpr double smallest_normal = std::numeric_limits<double>::min();
constexpr double narrow = 0.005;  // a log ratio below it has lost two digits to cancellation

/// The sum of d - ln(1 + d) about the mean, which is n times the log ratio.
template <class Gap>
double log_ratio_of(double mean, double mean_log, double min, double max, double n, Gap gap) {
  if (min == max) return 0;
  const double difference = elementary::log(mean) - mean_log;
  return difference < narrow ? gap() / n : difference;
}

MeanLog::One of_reals(std::span<const double> x) {
  const RealSums s = sums_of_reals(x);
  const double n = static_cast<double>(x.size());
  MeanLog::One one{
      static_cast<std::int64_t>(x.size()), not_a_number, not_a_number, not_a_number, s.min, s.max, s.whole};
  if (x.empty()) return one;
  one.mean = mean_of_reals(x, s);
  if (!(s.min > 0) || !std::isfinite(one.mean)) return one;
  if (s.min >= smallest_normal) {
    one.mean_log = log_sum_of_reals(x) / n;
  } else {
    CompensatedSum sum;
    for (const double v : x) sum.add(elementary::log(v));
    one.mean_log = sum.value() / n;
  }
  one.log_ratio =
      log_ratio_of(one.mean, one.mean_log, s.min, s.max, n, [&] { return log_gap_of_reals(x, one.mean); });
  return one;
}

MeanLog::One of_counts(const Counts::One& c, const double* values, std::span<const double> logs) {
  const double n = static_cast<double>(c.n);
  MeanLog::One one{c.n, not_a_number, not_a_number, not_a_number, infinity, -infinity, true};
  if (c.n == 0) return one;
  CompensatedSum sum, log_sum;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (c[k] == 0) continue;
    sum.add(static_cast<double>(c[k]) * values[k]);
    log_sum.add(static_cast<double>(c[k]) * logs[k]);
    one.min = std::fmin(one.min, values[k]);
    one.max = std::fmax(one.max, values[k]);
    one.whole = one.whole && values[k] == std::nearbyint(values[k]);
  }
  one.mean = sum.value() / n;
  if (!(one.min > 0)) return one;
  one.mean_log = log_sum.value() / n;
  one.log_ratio = log_ratio_of(one.mean, one.mean_log, one.min, one.max, n, [&] {
    CompensatedSum gap;
    for (std::size_t k = 0; k < c.K; ++k) {
      if (c[k] == 0) continue;
      const double d = (values[k] - one.mean) / one.mean;
      gap.add(static_cast<double>(c[k]) * (1 + d) * elementary::relative_gain(-d / (1 + d)));
    }
    return gap.value();
  });
  return one;
}

}  // namespace

void MeanLogBuffer::set(std::size_t lane, const MeanLog::One& one) noexcept {
  const double fields[] = {one.mean, one.mean_log, one.log_ratio, one.min, one.max, one.whole ? 1.0 : 0.0};
  for (std::size_t i = 0; i < std::size(fields); ++i) values_[i * lanes_ + lane] = fields[i];
}

const MeanLog& MeanLogBuffer::view(std::int64_t n, std::size_t lanes) noexcept {
  const double* v = values_.data();
  view_ = {n, lanes, v, v + lanes_, v + 2 * lanes_, v + 3 * lanes_, v + 4 * lanes_, v + 5 * lanes_};
  return view_;
}

const MeanLog& MeanLogOfReals::operator()(const Reals& reals) {
  for (std::size_t lane = 0; lane < reals.lanes; ++lane) buffer_.set(lane, of_reals(reals.one(lane).x));
  return buffer_.view(reals.n, reals.lanes);
}

const MeanLog& MeanLogOfCounts::operator()(const ValuedCounts& counts) {
  if (logs_.size() != counts.counts.K) {
    logs_.resize(counts.counts.K);
    for (std::size_t k = 0; k < logs_.size(); ++k) logs_[k] = elementary::log(counts.values[k]);
  }
  for (std::size_t lane = 0; lane < counts.lanes; ++lane)
    buffer_.set(lane, of_counts(counts.counts.one(lane), counts.values, logs_));
  return buffer_.view(counts.counts.n, counts.lanes);
}

}  // namespace plim
