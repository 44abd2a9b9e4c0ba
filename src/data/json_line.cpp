#include "json_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plim/core/name.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim {
namespace {

using JsonValue = nlohmann::json;
using JsonEvent = JsonValue::parse_event_t;

bool is_in_token(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' ||
         c == '.';
}

/// True of a number in JSON's way that is beyond doubles, and of those that JSON has no words for.
bool is_odd_number(std::string_view token) {
  if (token == "NaN" || token == "Infinity" || token == "-Infinity") return true;
  const std::optional<double> x = parse_number(token);
  const std::size_t exponent = token.find_first_of("eE");
  return x && std::isinf(*x) && exponent != std::string_view::npos &&
         JsonValue::accept(token.substr(0, exponent));
}

/// Where a string that begins here ends, behind its quotes.
std::size_t end_of_string(std::string_view line, std::size_t at) {
  for (++at; at < line.size() && line[at] != '"'; ++at) at += line[at] == '\\' ? 1 : 0;
  return std::min(at + 1, line.size());
}

/// A line whose odd numbers are empty strings of the same place and length, of which it is known which of its
/// strings they are: what was such a string in the line is none of them.
class PlainLine {
 public:
  explicit PlainLine(const std::string& line) : text_(line) {
    for (std::size_t at = 0; at < text_.size();) {
      if (text_[at] == '"') {
        at = end_of_string(text_, at);
        ++strings_;
      } else if (is_in_token(text_[at])) {
        const auto last =
            std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.end(), is_in_token);
        const auto end = static_cast<std::size_t>(last - text_.begin());
        replace_odd(at, end);
        at = end;
      } else {
        ++at;
      }
    }
  }

  const std::string& text() const noexcept { return text_; }

  /// The number that this string of the line stands for, or null.
  const std::string* number(std::size_t string) const {
    const auto found = std::lower_bound(odd_.begin(), odd_.end(), string,
                                        [](const auto& odd, std::size_t at) { return odd.first < at; });
    return found == odd_.end() || found->first != string ? nullptr : &found->second;
  }

 private:
  void replace_odd(std::size_t at, std::size_t end) {
    const std::string token = text_.substr(at, end - at);
    const std::size_t next = text_.find_first_not_of(" \t", end);
    const bool is_key = next != std::string::npos && text_[next] == ':';
    if (is_key || !is_odd_number(token)) return;
    odd_.emplace_back(strings_++, token);
    text_.replace(at, token.size(), "\"\"" + std::string(token.size() - 2, ' '));
  }

  std::string text_;
  std::size_t strings_ = 0;
  std::vector<std::pair<std::size_t, std::string>> odd_;
};

/// Puts odd numbers where they stood, as bytes, which no JSON has, and refuses keys that stand twice on a
/// path that is asked for.
class LineEvents {
 public:
  LineEvents(const PlainLine& line, const std::vector<std::string>& paths) : line_(line), paths_(paths) {}

  bool operator()(JsonEvent event, JsonValue& value) {
    if (event == JsonEvent::object_start) open_.push_back(inner());
    if (event == JsonEvent::array_start) open_.push_back({});
    if (event == JsonEvent::object_end || event == JsonEvent::array_end) open_.pop_back();
    if (event == JsonEvent::key) note_key(value.get_ref<const std::string&>());
    if (event != JsonEvent::value || !value.is_string()) return true;
    if (const std::string* number = line_.number(strings_++))
      value = JsonValue::binary({number->begin(), number->end()});
    return true;
  }

 private:
  struct Open {
    bool has_paths = false;   // some of its members may be on a path that is asked for
    std::string before = {};  // the path to the object, with a point behind
    std::string key = {};     // the path of the member in hand
    std::set<std::string> keys = {};
  };

  /// An object that begins here.
  Open inner() const {
    if (open_.empty()) return {true};
    const Open& outer = open_.back();
    if (!outer.has_paths || !is_asked(outer.key)) return {};
    return {true, outer.key + "."};
  }

  void note_key(const std::string& key) {
    ++strings_;
    Open& object = open_.back();
    if (!object.has_paths) return;
    object.key = object.before + key;
    if (is_asked(object.key) && !object.keys.insert(key).second)
      throw JsonFault{0, "the key " + in_quotes(key) + " stands twice in one object"};
  }

  bool is_asked(const std::string& key) const {
    return std::any_of(paths_.begin(), paths_.end(), [&key](const std::string& path) {
      return path == key || path.rfind(key + ".", 0) == 0;
    });
  }

  const PlainLine& line_;
  const std::vector<std::string>& paths_;
  std::size_t strings_ = 0;
  std::vector<Open> open_;
};

/// The first byte that is not UTF-8, or npos.
std::size_t first_not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead != 0 && refuse_text(text.substr(at, bytes))) return at;
    at += bytes;
  }
  return std::string_view::npos;
}

/// Says why a line is no JSON from that byte on.
[[noreturn]] void refuse_json(const std::string& line, std::size_t at) {
  if (const std::size_t bad = first_not_utf8(line); bad != std::string_view::npos)
    throw JsonFault{bad, fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(line[bad])),
                    true};
  std::size_t begin = at;  // of the word in which it is found out
  while (begin > 0 && is_in_token(line[begin - 1])) --begin;
  for (const std::string word : {"nan", "inf", "-inf", "NaN", "Infinity", "-Infinity"}) {
    if (line.compare(begin, word.size(), word) == 0 && at < begin + word.size())
      throw JsonFault{
          begin, word + " is no JSON here; an infinite number is Infinity or -Infinity, a missing one null"};
  }
  throw JsonFault{at, "this line is no JSON; of JSON lines each is an object"};
}

JsonValue parse_line(const std::string& line, const std::vector<std::string>& paths) {
  const PlainLine plain(line);
  LineEvents events(plain, paths);
  try {
    return JsonValue::parse(
        plain.text(), [&events](int, JsonEvent event, JsonValue& value) { return events(event, value); });
  } catch (const JsonValue::parse_error& error) {
    refuse_json(line, std::min<std::size_t>(error.byte > 0 ? error.byte - 1 : 0, line.size()));
  } catch (const JsonValue::out_of_range&) {
    throw JsonFault{0,
                    "this line has a number that no double holds; an infinite one is Infinity or -Infinity"};
  }
}

std::optional<const JsonValue*> member_of(const JsonValue* object, std::string_view key) {
  if (!object->is_object()) return std::nullopt;
  const auto found = object->find(std::string(key));
  return found == object->end() ? std::nullopt : std::optional(&*found);
}

JsonField field_of(const JsonValue& value) {
  switch (value.type()) {
    case JsonValue::value_t::null: return {JsonField::Kind::null};
    case JsonValue::value_t::array: return {JsonField::Kind::array};
    case JsonValue::value_t::object: return {JsonField::Kind::object};
    case JsonValue::value_t::string: return {JsonField::Kind::text, value.get<std::string>()};
    case JsonValue::value_t::binary:
      return {JsonField::Kind::number, {value.get_binary().begin(), value.get_binary().end()}};
    default: return {JsonField::Kind::number, value.dump()};
  }
}

}  // namespace

std::vector<JsonField> read_json_line(const std::string& line, const std::vector<std::string>& paths) {
  const JsonValue object = parse_line(line, paths);
  if (!object.is_object()) throw JsonFault{0, "this line is no JSON object; of JSON lines each is one"};
  std::vector<JsonField> fields;
  for (const std::string& path : paths) {
    const auto found = value_at(&object, path, member_of);
    fields.push_back(found ? field_of(**found) : JsonField{});
  }
  return fields;
}

std::string json_number(double x) { return JsonValue(x).dump(); }

}  // namespace plim
