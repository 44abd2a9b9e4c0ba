#pragma once
#include <cstdint>
#include <string_view>

namespace plim {

/// CRC-32 (ISO 3309, as in gzip) of bytes, going on from that of the bytes before them: finds every change of
/// up to 32 bits in a row. Against accidents, not against people.
std::uint32_t checksum(std::string_view bytes, std::uint32_t before = 0) noexcept;

}  // namespace plim
