#pragma once
#include <string>

#include "plim/data/byte_stream.hpp"

namespace plim {

/// The content of a gzip file (RFC 1952; several members one after the other too), by zlib. Throws
/// Error(data) where it is damaged or cut, or holds more than `most` bytes.
Bytes open_gzip(Bytes packed, std::uint64_t most, const std::string& name);

}  // namespace plim
