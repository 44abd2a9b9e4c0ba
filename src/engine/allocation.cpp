#include "plim/engine/allocation.hpp"

#include <algorithm>
#include <bit>

#include "workbench.hpp"

namespace plim {

Allocation equal_allocation(const Plan& plan, std::uint64_t replicates) {
  return {std::vector<std::uint64_t>(plan.scenarios.size(), replicates)};
}

std::uint64_t blocks_of(const Plan& plan, const Allocation& allocation, std::size_t scenario) {
  return (allocation.replicates[scenario] + plan.block - 1) / plan.block;
}

std::uint64_t Turns::begin(std::uint64_t turn) const noexcept {
  const auto doubling = static_cast<std::uint64_t>(std::bit_width(longest_) - 1);
  if (turn > doubling) return (turn - doubling) * longest_;
  return turn == 0 ? 0 : std::uint64_t{1} << (turn - 1);
}

std::uint64_t Turns::completed(std::uint64_t blocks) const noexcept {
  const auto doubling = static_cast<std::uint64_t>(std::bit_width(longest_) - 1);
  if (blocks >= longest_) return doubling + blocks / longest_;
  return static_cast<std::uint64_t>(std::bit_width(blocks));
}

Turns turns_of(const Plan& plan, const Allocation& allocation) {
  if (plan.scenarios.size() < 2) return Turns(1);
  std::uint64_t most = 1;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s)
    most = std::max(most, blocks_of(plan, allocation, s));
  const std::uint64_t turns = Workbench::keeps_all(plan) ? 64 : 8;
  return Turns(std::bit_ceil((most + turns - 1) / turns));
}

}  // namespace plim
