#pragma once
#include "plim/random/address.hpp"

namespace plim {

/// Philox4x32 with 10 rounds (Salmon, Moraes, Dror and Shaw 2011): a keyed bijection of 128-bit counters.
/// The plain reference; blocks of counters are made by the kernels behind `random_kernels()`.
constexpr Words philox(Words c, Key key) noexcept {
  std::uint32_t k0 = static_cast<std::uint32_t>(key.bits), k1 = static_cast<std::uint32_t>(key.bits >> 32);
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k0, static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k1, static_cast<std::uint32_t>(a)};
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  return c;
}

/// The four words of one attempt of one variate.
constexpr Words philox(const Address& a, std::uint64_t index, std::uint32_t attempt) noexcept {
  return philox(counter(a, index, attempt), a.key);
}

}  // namespace plim
