#include "json_rows.hpp"

#include <charconv>
#include <optional>
#include <simdjson.h>

#include <nlohmann/json.hpp>

#include "plim/data/csv_cells.hpp"

namespace plim {
namespace {

using Value = nlohmann::json;
using simdjson::dom::element_type;

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

std::optional<const Value*> member_of(const Value* object, std::string_view key) {
  if (!object->is_object()) return std::nullopt;
  const auto found = object->find(std::string(key));
  return found == object->end() ? std::nullopt : std::optional(&*found);
}

/// The last of a key that stands twice, as most readers have it.
std::optional<simdjson::dom::element> element_of(const simdjson::dom::element& object, std::string_view key) {
  simdjson::dom::object members;
  if (object.get(members) != simdjson::SUCCESS) return std::nullopt;
  std::optional<simdjson::dom::element> found;
  for (const auto& member : members) {
    if (member.key == key) found = member.value;
  }
  return found;
}

}  // namespace

class JsonRows::Parser {
 public:
  simdjson::dom::parser json;
  char number[24] = {};

  /// A number as text.
  template <class T>
  std::string_view text_of(T x) {
    return {number, static_cast<std::size_t>(std::to_chars(number, number + sizeof number, x).ptr - number)};
  }
};

JsonRows::JsonRows(ByteStream& bytes, std::vector<std::string> paths, const std::string& name)
    : Rows(name), bytes_(bytes), paths_(std::move(paths)), parser_(std::make_unique<Parser>()) {}

JsonRows::~JsonRows() = default;

bool JsonRows::next() {
  if (!started_) {
    started_ = true;
    line_ = 1;
    own_.resize(paths_.size());
    fields_.resize(paths_.size());
    for (std::size_t i = 0; i < paths_.size(); ++i) set_field(i, paths_[i], true);
    return true;
  }
  do {
    if (!read_line()) return false;
  } while (trimmed(window_).empty());
  if (!read_fast()) read_values();
  return true;
}

double JsonRows::share_read() const {
  const std::uint64_t size = bytes_.size();
  return size == 0 ? 0 : static_cast<double>(passed_ + at_) / static_cast<double>(size);
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
    passed_ += ahead_.size();
    ahead_.resize(piece);
    ahead_.resize(bytes_.read(ahead_.data(), piece));
    at_ = 0;
    if (ahead_.empty()) return !window_.empty();
  }
  if (!window_.empty() && window_.back() == '\r') window_.pop_back();
  return true;
}

void JsonRows::set_field(std::size_t i, std::string_view text, bool quoted) {
  own_[i] = text;
  fields_[i] = {.own = static_cast<std::ptrdiff_t>(i), .quoted = quoted};
}

/// Says why a line is no JSON from that byte on; some programs write what is no finite number by its name.
void JsonRows::refuse_line(std::size_t at) const {
  for (const std::string word : {"NaN", "Infinity"}) {
    if (window_.compare(at, word.size(), word) == 0)
      fail_at(at, word + " is no JSON; a missing value is null there");
  }
  fail_at(at, "this line is no JSON; of JSON lines each is an object");
}

void JsonRows::refuse_kind(std::size_t i, const char* kind) const {
  fail_at(0, paths_[i] + " is " + kind + ", but must be a number or a text");
}

std::string JsonRows::text_of_number(double x) const { return Value(x).dump(); }

/// Reads what simdjson takes as well; false of all else, of which the slower way says what it is.
bool JsonRows::read_fast() {
  window_.reserve(window_.size() + simdjson::SIMDJSON_PADDING);
  simdjson::dom::element object;
  if (parser_->json.parse(window_.data(), window_.size(), false).get(object) != simdjson::SUCCESS)
    return false;
  if (!object.is_object()) return false;
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    const auto value = value_at(object, paths_[i], element_of);
    switch (value ? value->type() : element_type::NULL_VALUE) {
      case element_type::NULL_VALUE: set_field(i, "", false); break;
      case element_type::STRING: set_field(i, value->get_string().value_unsafe(), true); break;
      case element_type::BOOL:
        set_field(i, value->get_bool().value_unsafe() ? "true" : "false", false);
        break;
      case element_type::INT64:
        set_field(i, parser_->text_of(value->get_int64().value_unsafe()), false);
        break;
      case element_type::UINT64:
        set_field(i, parser_->text_of(value->get_uint64().value_unsafe()), false);
        break;
      case element_type::DOUBLE:
        fields_[i] = {.own = static_cast<std::ptrdiff_t>(i),
                      .number = value->get_double().value_unsafe(),
                      .is_unwritten = true};
        break;
      default: return false;
    }
  }
  return true;
}

void JsonRows::read_values() {
  Value object;
  try {
    object = Value::parse(window_);
  } catch (const Value::parse_error& error) {
    refuse_line(std::min<std::size_t>(error.byte > 0 ? error.byte - 1 : 0, window_.size()));
  } catch (const Value::out_of_range&) {
    fail_at(0, "this line has a number that no double holds");
  }
  if (!object.is_object()) fail_at(0, "this line is no JSON object; of JSON lines each is one");
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    const auto found = value_at(static_cast<const Value*>(&object), paths_[i], member_of);
    const bool absent = !found || (*found)->is_null();
    if (!absent && ((*found)->is_object() || (*found)->is_array()))
      refuse_kind(i, (*found)->is_array() ? "an array" : "an object");
    const bool text = !absent && (*found)->is_string();
    set_field(i, absent ? "" : text ? (*found)->get<std::string>() : (*found)->dump(), text);
  }
}

}  // namespace plim
