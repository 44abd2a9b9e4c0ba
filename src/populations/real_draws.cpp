#include "plim/populations/real_draws.hpp"

#include <utility>

namespace plim {

DrawnReals::DrawnReals(LawsOfLanes laws, bool by_blocks, std::int64_t n_max)
    : laws_(std::move(laws)), block_(by_blocks ? draws_of_block : 1) {
  rows_.assign(laws_.size(), std::vector<double>(whole(n_max)));
  for (const auto& row : rows_) pointers_.push_back(row.data());
}

/// n draws, the last block made whole.
std::size_t DrawnReals::whole(std::int64_t n) const noexcept {
  return (static_cast<std::size_t>(n) + block_ - 1) / block_ * block_;
}

void DrawnReals::start(Address first, std::size_t lanes) {
  first_ = first;
  made_ = 0;
  view_ = {0, lanes, pointers_.data()};
}

void DrawnReals::grow(std::int64_t n, std::uint32_t) {
  const std::size_t end = whole(n);
  for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
    Address address = first_;
    address.replicate += lane;
    if (end > made_) laws_[lane]->draw(address, made_, std::span(rows_[lane]).subspan(made_, end - made_));
  }
  made_ = end;
  view_.n = n;
}

}  // namespace plim
