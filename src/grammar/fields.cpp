#include "plim/grammar/fields.hpp"

#include <charconv>
#include <string_view>

namespace plim {

std::string Field::unquoted_fallback() const {
  const std::string text = fallback;
  return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

std::optional<double> Field::number_fallback() const {
  const std::string_view text = fallback;
  double value = 0;
  if (text.empty()) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace plim
