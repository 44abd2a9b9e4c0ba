#pragma once

namespace plim {

/// 128-bit unsigned integers, which g++ and clang++ both have beyond the standard.
__extension__ using Wide = unsigned __int128;

}  // namespace plim
