#pragma once

namespace plim::versus {

/// Whether times of this program are worth telling.
#ifdef NDEBUG
inline constexpr bool release_build = true;
#else
inline constexpr bool release_build = false;
#endif

}  // namespace plim::versus
