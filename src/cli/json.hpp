#pragma once
#include <cmath>

#include <nlohmann/json.hpp>

namespace plim::cli {

using Json = nlohmann::ordered_json;

/// A double as programs read it: infinities as the strings "inf" and "-inf", what is not defined as null.
inline Json json_real(double x) {
  if (std::isnan(x)) return nullptr;
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  return x;
}

}  // namespace plim::cli
