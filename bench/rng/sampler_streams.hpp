#pragma once
#include "stream.hpp"

namespace plim::rng {

/// The low bits of alias draws from classes with these weights, side by side.
Source alias_bits(unsigned bits, const std::vector<std::uint64_t>& weights);
/// 1024 unequal weights, of which those of classes with one low byte sum to the same.
std::vector<std::uint64_t> unequal_weights();

}  // namespace plim::rng
