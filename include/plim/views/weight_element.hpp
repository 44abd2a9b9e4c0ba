#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>

namespace plim {

// The element of an estimand that has a weight, as the divergence of Jensen and Shannon has: each weight is a
// number of its own, 0 the equal weights'.

static_assert(sizeof(std::size_t) == sizeof(std::uint64_t));
inline constexpr std::uint64_t equal_weights = std::bit_cast<std::uint64_t>(0.5);

constexpr std::size_t element_of_weight(double weight) noexcept {
  return std::bit_cast<std::uint64_t>(weight) ^ equal_weights;
}
constexpr double weight_of_element(std::size_t element) noexcept {
  return std::bit_cast<double>(element ^ equal_weights);
}

}  // namespace plim
