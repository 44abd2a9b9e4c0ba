#pragma once
#include <algorithm>
#include <concepts>
#include <cstdint>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/populations/population.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// Families whose sum of m draws has an exact O(1) sampler.
template <class F>
concept SamplesSum = requires(const F f, Variate& v, std::int64_t m) {
  { f.sample_sum(v, m) } -> std::convertible_to<double>;
};

/// The statistic route of the sum: independent increments. The least observation is not seen, only the end of
/// the support.
template <SamplesSum F>
class GrownSum final : public ViewSource {
 public:
  GrownSum(const F& family, std::size_t lanes) : family_(family), sum_(lanes), buffer_(lanes) {}

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    lanes_ = lanes;
    n_ = 0;
    std::fill_n(sum_.begin(), lanes, 0.0);
  }

  void grow(std::int64_t n, std::uint32_t checkpoint) override {
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      Address address = first_;
      address.replicate += lane;
      Variate v(address, static_cast<std::uint64_t>(checkpoint) << 32);
      sum_[lane] += family_.sample_sum(v, n - n_);
      buffer_.set(lane, sum_[lane] / static_cast<double>(n), 0, is_discrete<F>);
    }
    n_ = n;
  }

  const void* view(ViewId id) override {
    return id == view_id<SampleMean>() ? &buffer_.view(n_, lanes_) : nullptr;
  }

 private:
  F family_;
  Address first_{};
  std::size_t lanes_ = 0;
  std::int64_t n_ = 0;
  std::vector<double> sum_;
  SampleMeanBuffer buffer_;
};

}  // namespace plim
