#pragma once
#include <cstdint>
#include <string>

namespace plim {

/// A code point in UTF-8.
std::string encoded(std::int32_t code_point);

}  // namespace plim
