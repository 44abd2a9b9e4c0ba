#pragma once
#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

namespace plim::cli {

using Json = nlohmann::ordered_json;

/// The text of an answer; what is not UTF-8 in names from elsewhere becomes the replacement character.
inline std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

/// A double as programs read it: infinities as the strings "inf" and "-inf", what is not defined as null.
inline Json json_real(double x) {
  if (std::isnan(x)) return nullptr;
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  return x;
}

}  // namespace plim::cli
