#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/populations/population.hpp"
#include "plim/views/reals.hpp"

namespace plim {

/// Families with a dense fill by blocks of 64 counters.
template <class F>
concept FillsBlocks = requires(const F f, const Address& a, std::span<double> out) {
  f.fill(a, 0, out);
};

/// Draws first, first + 1, ... of a path, wherever its blocks begin.
template <Family F>
void draw_values(const F& family, const Address& address, std::size_t first, std::span<double> out) {
  if constexpr (FillsBlocks<F>) {
    constexpr std::size_t block = 128;
    std::array<double, block> whole;
    for (std::size_t done = 0; done < out.size();) {
      const std::size_t number = (first + done) / block, offset = (first + done) % block;
      family.fill(address, number * (block / 2), whole);
      for (std::size_t i = offset; i < block && done < out.size(); ++i) out[done++] = whole[i];
    }
  } else {
    for (std::size_t i = 0; i < out.size(); ++i) {
      Variate v(address, first + i);
      out[i] = static_cast<double>(family.sample(v));
    }
  }
}

/// The draws of one replicate, one after the other.
template <Family F>
class RealStream final : public ObservationStream {
 public:
  RealStream(F family, const Address& address) : family_(std::move(family)), address_(address) {}
  void next(std::span<double> out) override {
    draw_values(family_, address_, at_, out);
    at_ += out.size();
  }

 private:
  F family_;
  Address address_;
  std::size_t at_ = 0;
};

/// The law of every lane, `[lanes]`: one for all, or each its own, drawn anew in its place.
template <Family F>
using LaneFamilies = std::vector<std::shared_ptr<const F>>;

template <Family F>
LaneFamilies<F> in_every_lane(const F& family, std::size_t lanes) {
  return LaneFamilies<F>(lanes, std::make_shared<const F>(family));
}

/// The draws route of a real law: observations one by one. With a dense fill, a partial block of 128 draws is
/// made whole and cut; else draw i has the sub-address i.
template <Family F>
class DrawnReals final : public ViewSource {
 public:
  DrawnReals(LaneFamilies<F> laws, std::int64_t n_max) : laws_(std::move(laws)) {
    const std::size_t capacity = whole_blocks(n_max) * block;
    rows_.assign(laws_.size(), std::vector<double>(capacity));
    for (const auto& row : rows_) pointers_.push_back(row.data());
  }

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    made_ = 0;
    view_ = {0, lanes, pointers_.data()};
  }

  void grow(std::int64_t n, std::uint32_t) override {
    for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
      Address address = first_;
      address.replicate += lane;
      extend(*laws_[lane], address, rows_[lane], static_cast<std::size_t>(n));
    }
    if constexpr (FillsBlocks<F>) {
      made_ = whole_blocks(n);
    }
    view_.n = n;
  }

  const void* view(ViewId id) override { return id == view_id<Reals>() ? &view_ : nullptr; }
  const double* row(std::size_t lane) const noexcept { return rows_[lane].data(); }

 private:
  static constexpr std::size_t block = 128;
  static std::size_t whole_blocks(std::int64_t n) {
    return (static_cast<std::size_t>(n) + block - 1) / block;
  }

  void extend(const F& law, const Address& address, std::vector<double>& row, std::size_t n) {
    if constexpr (FillsBlocks<F>) {
      const std::size_t begin = made_ * block;
      const std::size_t end = whole_blocks(static_cast<std::int64_t>(n)) * block;
      if (end > begin) law.fill(address, made_ * (block / 2), std::span(row).subspan(begin, end - begin));
    } else {
      const auto done = static_cast<std::size_t>(view_.n);
      draw_values(law, address, done, std::span(row).subspan(done, n - done));
    }
  }

  LaneFamilies<F> laws_;
  Address first_{};
  std::size_t made_ = 0;  // whole blocks filled
  std::vector<std::vector<double>> rows_;
  std::vector<const double*> pointers_;
  Reals view_{};
};

}  // namespace plim
