#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plim/numeric/markov_chain.hpp"

namespace plim {

/// How often each block of `length` neighbouring symbols occurs in a long text.
struct BlockLaw {
  std::size_t length = 0;
  std::vector<std::int32_t> symbols;  // [blocks][length]
  std::vector<double> p;              // [blocks], above 0, sums to 1

  std::span<const std::int32_t> block(std::size_t i) const {
    return std::span(symbols).subspan(i * length, length);
  }
};

/// Of a chain that is stationary: `length` >= 1. Nothing if there are more than `most`.
std::optional<BlockLaw> block_law(const MarkovChain& chain, std::size_t length, std::size_t most);
/// Of independent draws: `p: [K]`.
std::optional<BlockLaw> block_law(std::span<const double> p, std::size_t length, std::size_t most);

}  // namespace plim
