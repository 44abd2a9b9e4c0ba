#include "plim/views/sample_mean.hpp"

#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/real_kernels.hpp"

namespace plim {
double SampleMean::One::sum() const noexcept {
  if (n == 0) return 0;
  const double total = static_cast<double>(n) * mean;
  return whole ? std::nearbyint(total) : total;
}

void SampleMeanBuffer::set(std::size_t lane, double mean, double min, bool whole) noexcept {
  mean_[lane] = mean;
  min_[lane] = min;
  whole_[lane] = whole ? 1 : 0;
}

const SampleMean& SampleMeanBuffer::view(std::int64_t n, std::size_t lanes) noexcept {
  view_ = {n, lanes, mean_.data(), min_.data(), whole_.data()};
  return view_;
}

const SampleMean& SampleMeanOfReals::operator()(const Reals& reals) {
  for (std::size_t lane = 0; lane < reals.lanes; ++lane) {
    const std::span<const double> x = reals.one(lane).x;
    const RealSums s = sums_of_reals(x);
    buffer_.set(lane, mean_of_reals(x, s), s.min, s.whole);
  }
  return buffer_.view(reals.n, reals.lanes);
}

const SampleMean& SampleMeanOfCounts::operator()(const ValuedCounts& counts) {
  for (std::size_t lane = 0; lane < counts.lanes; ++lane) {
    const Counts::One c = counts.counts.one(lane);
    CompensatedSum sum;
    double min = infinity;
    bool whole = true;
    for (std::size_t k = 0; k < c.K; ++k) {
      if (c[k] == 0) continue;
      const double value = counts.values[k];
      sum.add(static_cast<double>(c[k]) * value);
      min = std::fmin(min, value);
      whole = whole && value == std::nearbyint(value);
    }
    buffer_.set(lane, c.n > 0 ? sum.value() / static_cast<double>(c.n) : not_a_number, min, whole);
  }
  return buffer_.view(counts.counts.n, counts.lanes);
}

const SampleMean& SampleMeanOfMeanM2::operator()(const MeanM2& statistic) {
  for (std::size_t lane = 0; lane < statistic.lanes; ++lane)
    buffer_.set(lane, statistic.mean[lane], -infinity, false);
  return buffer_.view(statistic.n, statistic.lanes);
}

}  // namespace plim
