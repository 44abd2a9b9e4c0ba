#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "plim/populations/real_draws.hpp"
#include "plim/populations/sparse_rows.hpp"

namespace plim {

/// The most distinct integers that n draws can show; beyond 2^24 buffers grow when they must.
std::size_t distinct_limit(const Law& law, std::int64_t n);

/// The draws route of an integer law: the same draws as DrawnReals makes, counted by symbol. They are kept
/// one by one only if the reals are wanted too.
class DrawnIntegers final : public ViewSource {
 public:
  DrawnIntegers(LawsOfLanes laws, bool by_blocks, bool reals, std::int64_t n_max);

  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override;

 private:
  void draw(std::size_t lane, std::size_t first, std::span<double> out);

  LawsOfLanes laws_;
  Address first_{};
  std::size_t lanes_ = 0;
  std::int64_t n_ = 0;
  SparseRows rows_;
  std::vector<double> portion_;
  std::optional<DrawnReals> reals_;
  const SparseCounts* view_ = nullptr;
};

}  // namespace plim
