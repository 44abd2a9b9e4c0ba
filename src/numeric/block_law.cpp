#include "plim/numeric/block_law.hpp"

#include <cmath>
#include <map>

namespace plim {
namespace {

using Block = std::vector<std::int32_t>;

void add(BlockLaw& law, const Block& block, double p) {
  law.symbols.insert(law.symbols.end(), block.begin(), block.end());
  law.p.push_back(p);
}

/// Blocks no longer than the chain remembers: the ends of its states.
BlockLaw ends_of_states(const MarkovChain& chain, std::size_t length) {
  std::map<Block, double> ends;
  for (std::size_t s = 0; s < chain.states(); ++s) {
    const std::vector<std::uint32_t>& state = chain.block(s);
    const Block block(state.end() - static_cast<std::ptrdiff_t>(length), state.end());
    if (chain.stationary()[s] > 0) ends[block] += chain.stationary()[s];
  }
  BlockLaw law{length, {}, {}};
  for (const auto& [block, p] : ends) add(law, block, p);
  return law;
}

/// Adds what a block that ends in a state grows to.
void grow(const MarkovChain& chain, std::size_t state, double p, Block& block, BlockLaw& law) {
  if (block.size() == law.length) return add(law, block, p);
  for (const ChainSteps::Step& step : chain.steps(state)) {
    block.push_back(static_cast<std::int32_t>(chain.symbol(step.next)));
    grow(chain, step.next, p * step.p, block, law);
    block.pop_back();
  }
}

void grow(std::span<const double> p_of, double p, Block& block, BlockLaw& law) {
  if (block.size() == law.length) return add(law, block, p);
  for (std::size_t k = 0; k < p_of.size(); ++k) {
    if (p_of[k] <= 0) continue;
    block.push_back(static_cast<std::int32_t>(k));
    grow(p_of, p * p_of[k], block, law);
    block.pop_back();
  }
}

}  // namespace

std::optional<BlockLaw> block_law(const MarkovChain& chain, std::size_t length, std::size_t most) {
  if (chain.blocks(length).number > static_cast<double>(most)) return std::nullopt;
  if (length <= chain.order()) return ends_of_states(chain, length);
  BlockLaw law{length, {}, {}};
  for (std::size_t s = 0; s < chain.states(); ++s) {
    if (chain.stationary()[s] <= 0) continue;
    Block block(chain.block(s).begin(), chain.block(s).end());
    grow(chain, s, chain.stationary()[s], block, law);
  }
  return law;
}

std::optional<BlockLaw> block_law(std::span<const double> p, std::size_t length, std::size_t most) {
  double kinds = 0;
  for (const double x : p) kinds += x > 0 ? 1 : 0;
  if (std::pow(kinds, static_cast<double>(length)) > static_cast<double>(most)) return std::nullopt;
  BlockLaw law{length, {}, {}};
  Block block;
  grow(p, 1, block, law);
  return law;
}

}  // namespace plim
