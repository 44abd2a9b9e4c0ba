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

Turns::Turns(std::uint64_t longest, std::uint64_t parts) noexcept
    : growths_(static_cast<std::uint64_t>(std::bit_width(longest) - 1)), parts_(parts) {}

/// The first `parts` turns are of one block each, and so are the next; the turns of every further power of
/// two are twice as long.
std::uint64_t Turns::begin(std::uint64_t turn) const noexcept {
  if (turn < parts_) return turn;
  const std::uint64_t growth = std::min(turn / parts_ - 1, growths_);
  return (turn - growth * parts_) << growth;
}

std::uint64_t Turns::completed(std::uint64_t blocks) const noexcept {
  if (blocks < parts_) return blocks;
  const auto growth = static_cast<std::uint64_t>(std::bit_width(blocks / parts_) - 1);
  const std::uint64_t reached = std::min(growth, growths_);
  return reached * parts_ + (blocks >> reached);
}

Turns turns_of(const Plan& plan, const Allocation& allocation) {
  if (plan.scenarios.size() < 2) return Turns(1);
  std::uint64_t most = 1;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s)
    most = std::max(most, blocks_of(plan, allocation, s));
  // Where each turn sets every scenario up anew, turns are few.
  const bool kept = Workbench::keeps_all(plan);
  const std::uint64_t turns = kept ? 64 : 8;
  return Turns(std::bit_ceil((most + turns - 1) / turns), kept ? 8 : 1);
}

}  // namespace plim
