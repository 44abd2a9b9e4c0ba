#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "plim/populations/population.hpp"
#include "plim/views/law.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// The statistic route of a law with an exact O(1) sampler of the sum: independent increments. The least
/// observation is not seen, only the end of the support.
class GrownSum final : public ViewSource {
 public:
  GrownSum(std::shared_ptr<const Law> law, std::size_t lanes)
      : law_(std::move(law)), sum_(lanes), buffer_(lanes) {}

  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override {
    return id == view_id<SampleMean>() ? &buffer_.view(n_, lanes_) : nullptr;
  }

 private:
  std::shared_ptr<const Law> law_;
  Address first_{};
  std::size_t lanes_ = 0;
  std::int64_t n_ = 0;
  std::vector<double> sum_;
  SampleMeanBuffer buffer_;
};

/// That of a law with one of mean and M2: increments, pooled by the formula of Chan, Golub and LeVeque
/// (1979).
class GrownMeanM2 final : public ViewSource {
 public:
  GrownMeanM2(std::shared_ptr<const Law> law, std::size_t lanes)
      : law_(std::move(law)), mean_(lanes), m2_(lanes) {}

  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override { return id == view_id<MeanM2>() ? &view_ : nullptr; }

 private:
  std::shared_ptr<const Law> law_;
  Address first_{};
  std::vector<double> mean_, m2_;
  MeanM2 view_{};
};

}  // namespace plim
