#include "plim/populations/integer_draws.hpp"

#include <algorithm>

namespace plim {

std::size_t distinct_limit(const Law& law, std::int64_t n) {
  const auto most = static_cast<std::size_t>(std::min<std::int64_t>(n, std::int64_t{1} << 24));
  return std::min(most, law.class_count().value_or(most));
}

DrawnIntegers::DrawnIntegers(LawsOfLanes laws, bool by_blocks, bool reals, std::int64_t n_max)
    : laws_(std::move(laws)),
      rows_(distinct_limit(*laws_.front(), n_max), laws_.size()),
      portion_(static_cast<std::size_t>(std::min<std::int64_t>(n_max, 1 << 16))) {
  if (reals) reals_.emplace(laws_, by_blocks, n_max);
}

void DrawnIntegers::start(Address first, std::size_t lanes) {
  first_ = first;
  lanes_ = lanes;
  n_ = 0;
  rows_.clear();
  if (reals_) reals_->start(first, lanes);
}

void DrawnIntegers::grow(std::int64_t n, std::uint32_t checkpoint) {
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

const void* DrawnIntegers::view(ViewId id) {
  if (id == view_id<SparseCounts>()) return view_;
  return reals_ ? reals_->view(id) : nullptr;
}

void DrawnIntegers::draw(std::size_t lane, std::size_t first, std::span<double> out) {
  if (reals_) {
    const double* row = reals_->row(lane) + first;
    std::copy(row, row + out.size(), out.begin());
    return;
  }
  Address address = first_;
  address.replicate += lane;
  laws_[lane]->draw(address, first, out);
}

}  // namespace plim
