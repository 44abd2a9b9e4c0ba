#pragma once
#include <memory>
#include <vector>

namespace plim {

/// Bytes that each symbol takes in a text: `[K]`; null where the classes are no symbols of one.
using SymbolBytes = std::shared_ptr<const std::vector<double>>;

}  // namespace plim
