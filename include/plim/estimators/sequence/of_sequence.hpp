#pragma once
#include <cstdint>

#include "plim/core/status.hpp"
#include "plim/views/sequence.hpp"

namespace plim {

/// What the sample leaves of an entropy rate: empty, undefined below `least` symbols and from 2^31 on, which
/// 32 bits do not number, the boundary if all symbols are one, else regular.
Status status_of_sequence(const Sequence::One& sample, std::int64_t least) noexcept;

}  // namespace plim
