#include "plim/study/words.hpp"

#include <algorithm>

#include "plim/core/error.hpp"

namespace plim {

Strings split_outside(std::string_view text, char separator) {
  Strings parts(1);
  int depth = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '(' || c == '[' || c == '{')) ++depth;
    if (!quoted && (c == ')' || c == ']' || c == '}')) --depth;
    if (c == separator && depth <= 0 && !quoted) {
      parts.emplace_back();
    } else if (c != ' ' || quoted || depth > 0) {
      parts.back() += c;
    }
  }
  return parts;
}

std::string in_quotes(const std::string& text) { return readable(Value{text}); }

void refuse_faults(Faults& faults, std::initializer_list<std::string_view> hidden_keys) {
  Strings said;
  for (const Fault& fault : faults.list()) {
    std::string message = fault.message;
    for (const std::string_view hidden : hidden_keys) {
      const std::size_t star = hidden.find('*');
      if (message.rfind(hidden.substr(0, star), 0) != 0) continue;
      message.erase(0, star == std::string_view::npos ? hidden.size() : message.find('.', star) + 1);
    }
    if (!fault.where.file.empty()) message = fault.where.file + ": " + message;
    if (!fault.suggestion.empty()) message += " (did you mean \"" + fault.suggestion + "\"?)";
    if (std::find(said.begin(), said.end(), message) == said.end()) said.push_back(message);
  }
  std::string all;
  for (const std::string& message : said) all += (all.empty() ? "" : "\n") + message;
  if (!all.empty()) throw Error(ExitCode::usage, all);
}

}  // namespace plim
