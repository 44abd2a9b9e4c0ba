#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

/// What stands at a path of a JSON object. `number`: also true, false, NaN, Infinity and -Infinity.
struct JsonField {
  enum class Kind { absent, null, number, text, array, object };
  Kind kind = Kind::absent;
  std::string text = {};
};

/// Why a line is no JSON object that can be read, and from which byte on.
struct JsonFault {
  std::size_t at;
  std::string message;
  bool not_utf8 = false;
};

/// What stands at a path of keys with points between them, in keys with points too; nothing if nothing does.
/// find(object, key) is a member that can be tested and dereferenced, of what is no object none.
template <class Element, class Find>
std::optional<Element> value_at(const Element& object, std::string_view path, Find find) {
  if (path.empty()) return object;
  for (std::size_t end = path.find('.');; end = path.find('.', end + 1)) {
    if (const std::optional<Element> found = find(object, path.substr(0, end))) {
      const std::string_view rest = end == std::string_view::npos ? "" : path.substr(end + 1);
      if (const auto value = value_at(*found, rest, find)) return value;
    }
    if (end == std::string_view::npos) return std::nullopt;
  }
}

/// What stands at some paths of a line that is a JSON object, in which an infinite or missing number may
/// stand as many programs write it, and numbers may be beyond doubles. Throws JsonFault if it is no such
/// object, if a key on one of the paths stands twice in an object, or if the line is not UTF-8. O(length).
std::vector<JsonField> read_json_line(const std::string& line, const std::vector<std::string>& paths);

/// A number as JSON writes it.
std::string json_number(double x);

}  // namespace plim
