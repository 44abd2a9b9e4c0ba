#include "json_rows.hpp"

#include <charconv>
#include <optional>
#include <simdjson.h>

#include "json_line.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim {
namespace {

using simdjson::dom::element_type;

/// Finds members of objects, and notes if one stands twice.
class Members {
 public:
  explicit Members(bool& twice) : twice_(twice) {}

  std::optional<simdjson::dom::element> operator()(const simdjson::dom::element& object,
                                                   std::string_view key) const {
    simdjson::dom::object members;
    if (object.get(members) != simdjson::SUCCESS) return std::nullopt;
    std::optional<simdjson::dom::element> found;
    for (const auto& member : members) {
      if (member.key != key) continue;
      twice_ = twice_ || found.has_value();
      found = member.value;
    }
    return found;
  }

 private:
  bool& twice_;
};

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

JsonRows::JsonRows(ByteStream& bytes, const DataFormat& format, const std::string& name)
    : Rows(name),
      bytes_(bytes),
      paths_(format.fields),
      is_absent_(paths_.size()),
      encoding_(format_option(format, "encoding", "latin-1")),
      parser_(std::make_unique<Parser>()) {}

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

void JsonRows::set_nothing(std::size_t i, bool is_absent) {
  set_field(i, "", false);
  is_absent_[i] = is_absent ? 1 : 0;
}

std::string JsonRows::nothing_at(std::size_t i) const {
  return fields_[i].quoted ? "\"\", an empty text" : is_absent_[i] != 0 ? "absent" : "null";
}

void JsonRows::refuse_kind(std::size_t i, const char* kind) const {
  fail_at(0, paths_[i] + " is " + kind + ", but must be a number or a text");
}

std::string JsonRows::text_of_number(double x) const { return json_number(x); }

/// Reads what simdjson takes as well; false of all else, of which the slower way says what it is.
bool JsonRows::read_fast() {
  window_.reserve(window_.size() + simdjson::SIMDJSON_PADDING);
  simdjson::dom::element object;
  if (parser_->json.parse(window_.data(), window_.size(), false).get(object) != simdjson::SUCCESS)
    return false;
  if (!object.is_object()) return false;
  bool twice = false;
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    const auto value = value_at(object, paths_[i], Members(twice));
    switch (value ? value->type() : element_type::NULL_VALUE) {
      case element_type::NULL_VALUE: set_nothing(i, !value); break;
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
  return !twice;
}

void JsonRows::read_values() {
  using Kind = JsonField::Kind;
  std::vector<JsonField> values;
  try {
    values = read_json_line(window_, paths_);
  } catch (const JsonFault& fault) {
    const std::string cure = "; say " + encoding_ + " if it is that, else convert the file";
    fail_at(fault.at, fault.message + (fault.not_utf8 ? cure : ""));
  }
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    switch (values[i].kind) {
      case Kind::array: refuse_kind(i, "an array");
      case Kind::object: refuse_kind(i, "an object");
      case Kind::absent:
      case Kind::null: set_nothing(i, values[i].kind == Kind::absent); break;
      case Kind::number:
      case Kind::text: set_field(i, values[i].text, values[i].kind == Kind::text); break;
    }
  }
}

}  // namespace plim
