#include "written.hpp"

namespace plim {

std::string quoted(const std::string& text) { return readable(Value{text}); }

std::string bare_or_quoted(const std::string& key) {
  constexpr std::string_view bare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return !key.empty() && key.find_first_not_of(bare) == std::string::npos ? key : quoted(key);
}

std::string written(const std::vector<std::string>& names) { return readable(Value{names}); }

std::string written(double number) { return readable(Value{number}); }

std::string written(const std::vector<std::uint64_t>& numbers) {
  std::string text;
  for (const std::uint64_t x : numbers) text += (text.empty() ? "" : ", ") + std::to_string(x);
  return "[" + text + "]";
}

std::string written(const Setting& setting) {
  if (!setting.grid) return readable(setting.values.front());
  std::string text = "{ grid = [";
  for (std::size_t i = 0; i < setting.values.size(); ++i)
    text += (i ? ", " : "") + readable(setting.values[i]);
  return text + "]" + (setting.zip.empty() ? "" : ", zip = " + quoted(setting.zip)) + " }";
}

/// The key of a setting, which may stand in a table within that of the thing.
std::string dotted(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return bare_or_quoted(name);
  return bare_or_quoted(name.substr(0, dot)) + "." + dotted(name.substr(dot + 1));
}

void append(Entries& entries, const Settings& settings) {
  for (const auto& [name, setting] : settings) entries.emplace_back(dotted(name), written(setting));
}

std::string lines(const Entries& entries) {
  std::string text;
  for (const auto& [key, value] : entries) text += key + " = " + value + "\n";
  return text;
}

std::string inlined(const Entries& entries) {
  std::string text;
  for (const auto& [key, value] : entries) text += (text.empty() ? "" : ", ") + (key + " = " + value);
  return "{ " + text + " }";
}

}  // namespace plim
