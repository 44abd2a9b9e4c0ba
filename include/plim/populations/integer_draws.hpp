#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "plim/populations/real_draws.hpp"
#include "plim/populations/sparse_rows.hpp"

namespace plim {

/// The most distinct integers that n draws can show; beyond 2^24 buffers grow when they must.
template <Family F>
std::size_t distinct_limit(const F& family, std::int64_t n) {
  auto most = static_cast<std::size_t>(std::min<std::int64_t>(n, std::int64_t{1} << 24));
  if constexpr (requires { family.classes(); })
    most = std::min(most, static_cast<std::size_t>(family.classes()));
  return most;
}

/// The draws route of an integer law: the same draws as DrawnReals makes, counted by symbol. They are kept
/// one by one only if the reals are wanted too.
template <Family F>
class DrawnIntegers final : public ViewSource {
 public:
  DrawnIntegers(LaneFamilies<F> laws, bool reals, std::int64_t n_max)
      : laws_(std::move(laws)),
        rows_(distinct_limit(*laws_.front(), n_max), laws_.size()),
        portion_(static_cast<std::size_t>(std::min<std::int64_t>(n_max, 1 << 16))) {
    if (reals) reals_.emplace(laws_, n_max);
  }

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    lanes_ = lanes;
    n_ = 0;
    rows_.clear();
    if (reals_) reals_->start(first, lanes);
  }

  void grow(std::int64_t n, std::uint32_t checkpoint) override {
    if (reals_) reals_->grow(n, checkpoint);
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      for (std::int64_t at = n_; at < n;) {
        const std::int64_t m = std::min(n - at, static_cast<std::int64_t>(portion_.size()));
        const std::span<double> portion(portion_.data(), static_cast<std::size_t>(m));
        draw(lane, static_cast<std::size_t>(at), portion);
        rows_.lane(lane).add(portion);
        at += m;
      }
    }
    n_ = n;
    view_ = &rows_.view(n, lanes_);
  }

  const void* view(ViewId id) override {
    if (id == view_id<SparseCounts>()) return view_;
    return reals_ ? reals_->view(id) : nullptr;
  }

 private:
  void draw(std::size_t lane, std::size_t first, std::span<double> out) {
    if (reals_) {
      const double* row = reals_->row(lane) + first;
      std::copy(row, row + out.size(), out.begin());
      return;
    }
    Address address = first_;
    address.replicate += lane;
    draw_values(*laws_[lane], address, first, out);
  }

  LaneFamilies<F> laws_;
  Address first_{};
  std::size_t lanes_ = 0;
  std::int64_t n_ = 0;
  SparseRows rows_;
  std::vector<double> portion_;
  std::optional<DrawnReals<F>> reals_;
  const SparseCounts* view_ = nullptr;
};

}  // namespace plim
