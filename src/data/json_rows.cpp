#include "json_rows.hpp"

#include <nlohmann/json.hpp>

#include "plim/data/csv_cells.hpp"

namespace plim {
namespace {

using Value = nlohmann::json;

/// What stands at a path of keys with points between them, in keys with points too; null if nothing does.
const Value* value_at(const Value& object, std::string_view path) {
  if (path.empty()) return &object;
  if (!object.is_object()) return nullptr;
  for (std::size_t end = path.find('.');; end = path.find('.', end + 1)) {
    const auto found = object.find(std::string(path.substr(0, end)));
    const std::string_view rest = end == std::string_view::npos ? "" : path.substr(end + 1);
    if (found != object.end()) {
      if (const Value* value = value_at(*found, rest)) return value;
    }
    if (end == std::string_view::npos) return nullptr;
  }
}

}  // namespace

JsonRows::JsonRows(ByteStream& bytes, std::string path, const std::string& name)
    : Rows(name), bytes_(bytes), path_(std::move(path)) {}

bool JsonRows::next() {
  if (!started_) {
    started_ = true;
    line_ = 1;
    own_ = {path_};
    fields_ = {{.own = 0, .quoted = true}};
    return true;
  }
  do {
    if (!read_line()) return false;
  } while (trimmed(window_).empty());
  read_value();
  return true;
}

/// Puts the next line into the window.
bool JsonRows::read_line() {
  constexpr std::size_t piece = std::size_t{1} << 18;
  window_.clear();
  line_ = next_line_++;
  while (true) {
    const std::size_t end = ahead_.find('\n', at_);
    window_.append(ahead_, at_, end - at_);
    if (end != std::string::npos) {
      at_ = end + 1;
      break;
    }
    ahead_.resize(piece);
    ahead_.resize(bytes_.read(ahead_.data(), piece));
    at_ = 0;
    if (ahead_.empty()) return !window_.empty();
  }
  if (!window_.empty() && window_.back() == '\r') window_.pop_back();
  return true;
}

/// Says why a line is no JSON from that byte on; some programs write what is no finite number by its name.
void JsonRows::refuse_line(std::size_t at) const {
  for (const std::string word : {"NaN", "Infinity"}) {
    if (window_.compare(at, word.size(), word) == 0)
      fail_at(at, word + " is no JSON; a missing value is null there");
  }
  fail_at(at, "this line is no JSON; of JSON lines each is an object");
}

void JsonRows::read_value() {
  Value object;
  try {
    object = Value::parse(window_);
  } catch (const Value::parse_error& error) {
    refuse_line(std::min<std::size_t>(error.byte > 0 ? error.byte - 1 : 0, window_.size()));
  } catch (const Value::out_of_range&) {
    fail_at(0, "this line has a number that no double holds");
  }
  if (!object.is_object()) fail_at(0, "this line is no JSON object; of JSON lines each is one");
  const Value* value = value_at(object, path_);
  const bool absent = value == nullptr || value->is_null();
  if (!absent && (value->is_object() || value->is_array()))
    fail_at(0, path_ + " is " + (value->is_array() ? "an array" : "an object") +
                   ", but must be a number or a text");
  own_ = {absent ? "" : value->is_string() ? value->get<std::string>() : value->dump()};
  fields_ = {{.own = 0, .quoted = !absent && value->is_string()}};
}

}  // namespace plim
