#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plim {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of `bytes` (FIPS 180-4), by libcrypto.
Digest sha256(std::string_view bytes);

/// Lower-case hexadecimal text of `bytes`.
std::string hex(std::span<const std::uint8_t> bytes);

/// The first eight bytes of a digest, little-endian: how keys and identities are cut from a hash.
std::uint64_t leading_word(const Digest& digest) noexcept;

}  // namespace plim
