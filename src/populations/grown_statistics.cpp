#include "plim/populations/grown_statistics.hpp"

#include <algorithm>

namespace plim {

void GrownSum::start(Address first, std::size_t lanes) {
  first_ = first;
  lanes_ = lanes;
  n_ = 0;
  std::fill_n(sum_.begin(), lanes, 0.0);
}

void GrownSum::grow(std::int64_t n, std::uint32_t checkpoint) {
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    Address address = first_;
    address.replicate += lane;
    Variate v(address, static_cast<std::uint64_t>(checkpoint) << 32);
    sum_[lane] += law_->sample_sum(v, n - n_);
    buffer_.set(lane, sum_[lane] / static_cast<double>(n), 0, law_->discrete());
  }
  n_ = n;
}

void GrownMeanM2::start(Address first, std::size_t lanes) {
  first_ = first;
  std::fill_n(mean_.begin(), lanes, 0.0);
  std::fill_n(m2_.begin(), lanes, 0.0);
  view_ = {0, lanes, mean_.data(), m2_.data()};
}

void GrownMeanM2::grow(std::int64_t n, std::uint32_t checkpoint) {
  const std::uint64_t index = static_cast<std::uint64_t>(checkpoint) << 32;
  const std::int64_t m = n - view_.n;
  const double share = static_cast<double>(m) / static_cast<double>(n);
  for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
    Address address = first_;
    address.replicate += lane;
    Variate first(address, index), second(address, index | 1);
    const MeanM2Increment increment = law_->statistic(first, second, m);
    const double gap = increment.mean - mean_[lane];
    m2_[lane] += increment.m2 + gap * gap * share * static_cast<double>(view_.n);
    mean_[lane] += gap * share;
  }
  view_.n = n;
}

}  // namespace plim
