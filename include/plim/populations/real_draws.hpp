#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "plim/populations/observation_stream.hpp"
#include "plim/populations/population.hpp"
#include "plim/views/law.hpp"
#include "plim/views/reals.hpp"

namespace plim {

/// The draws of one replicate, one after the other.
class RealStream final : public ObservationStream {
 public:
  RealStream(std::shared_ptr<const Law> law, const Address& address)
      : law_(std::move(law)), address_(address) {}
  void next(std::span<double> out) override {
    law_->draw(address_, at_, out);
    at_ += out.size();
  }

 private:
  std::shared_ptr<const Law> law_;
  Address address_;
  std::uint64_t at_ = 0;
};

/// The law of every lane, `[lanes]`: one for all, or each its own, drawn anew in its place.
using LawsOfLanes = std::vector<std::shared_ptr<const Law>>;

/// The draws route of a real law: observations one by one. A partial block of draws is made whole and cut.
class DrawnReals final : public ViewSource {
 public:
  /// All laws are drawn by blocks, or none is.
  DrawnReals(LawsOfLanes laws, bool by_blocks, std::int64_t n_max);

  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t) override;
  const void* view(ViewId id) override { return id == view_id<Reals>() ? &view_ : nullptr; }
  const double* row(std::size_t lane) const noexcept { return rows_[lane].data(); }

 private:
  std::size_t whole(std::int64_t n) const noexcept;

  LawsOfLanes laws_;
  std::size_t block_;  // draws that are made together
  Address first_{};
  std::size_t made_ = 0;
  std::vector<std::vector<double>> rows_;
  std::vector<const double*> pointers_;
  Reals view_{};
};

}  // namespace plim
