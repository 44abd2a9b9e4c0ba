#include "json.hpp"

#include <algorithm>
#include <cmath>
#include <istream>
#include <limits>

#include <nlohmann/json.hpp>

#include "plim/core/name.hpp"

namespace plim::cli {
namespace {

/// A number or a text as JSON has it, without a character that a terminal obeys.
template <class T>
std::string scalar(const T& value) {
  const std::string text =
      nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return may_be_harmful(text) ? with_escapes(text) : text;
}

template <class M>
auto find_member(M& members, std::string_view name) {
  return std::find_if(members.begin(), members.end(), [name](const auto& m) { return m.first == name; });
}

Json converted(const nlohmann::json& value) {
  if (value.is_array()) {
    Json list = Json::array();
    for (const nlohmann::json& item : value) list.push_back(converted(item));
    return list;
  }
  if (value.is_object()) {
    Json object = Json::object();
    for (const auto& [name, item] : value.items()) object[name] = converted(item);
    return object;
  }
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number()) return value.get<double>();
  return nullptr;
}

}  // namespace

Json::Json(Data data) : data_(std::move(data)) {}
Json::Json(std::nullptr_t) : data_(nullptr) {}
Json::Json(bool value) : data_(value) {}
Json::Json(double value) : data_(value) {}
Json::Json(const char* text) : data_(std::string(text)) {}
Json::Json(std::string_view text) : data_(std::string(text)) {}
Json::Json(std::string text) : data_(std::move(text)) {}
// libstdc++ 12 misreads a variant whose copying constructor has thrown; assigning is sound.
Json::Json(const Json& other) : data_(nullptr) { data_ = other.data_; }
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

Json Json::array() { return Json(Data(Array())); }
Json Json::object() { return Json(Data(Members())); }

Json Json::read(std::istream& text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  return json.is_discarded() ? Json() : converted(json);
}

Json::Json(std::initializer_list<Json> list) : data_(Array()) {
  const bool pairs = std::all_of(list.begin(), list.end(), [](const Json& value) {
    return value.is_array() && value.elements().size() == 2 && value.elements().front().is_text();
  });
  if (!pairs) {
    for (const Json& value : list) push_back(Json(std::move(value.data_)));
    return;
  }
  Members members;
  for (const Json& value : list) {
    Array& pair = std::get<Array>(value.data_);
    members.emplace_back(std::move(std::get<std::string>(pair[0].data_)), std::move(pair[1]));
  }
  data_ = std::move(members);
}

void Json::push_back(Json value) { std::get<Array>(data_).push_back(std::move(value)); }

void Json::erase(std::string_view name) {
  Members& members = std::get<Members>(data_);
  const auto at = find_member(members, name);
  if (at != members.end()) members.erase(at);
}

Json& Json::operator[](std::string_view name) {
  Members& members = std::get<Members>(data_);
  const auto at = find_member(members, name);
  return at != members.end() ? at->second : members.emplace_back(name, Json()).second;
}

const Json& Json::operator[](std::string_view name) const { return find_member(members(), name)->second; }

bool Json::contains(std::string_view name) const { return find_member(members(), name) != members().end(); }

bool Json::is_object() const noexcept { return std::holds_alternative<Members>(data_); }
double Json::number() const noexcept {
  if (const auto* x = std::get_if<double>(&data_)) return *x;
  if (const auto* x = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*x);
  const auto* x = std::get_if<std::uint64_t>(&data_);
  return x != nullptr ? static_cast<double>(*x) : std::numeric_limits<double>::quiet_NaN();
}
bool Json::is_array() const noexcept { return std::holds_alternative<Array>(data_); }
bool Json::is_text() const noexcept { return std::holds_alternative<std::string>(data_); }
bool Json::is_true() const noexcept {
  const bool* value = std::get_if<bool>(&data_);
  return value != nullptr && *value;
}
const std::string& Json::text() const { return std::get<std::string>(data_); }
const Json::Array& Json::elements() const { return std::get<Array>(data_); }
const Json::Members& Json::members() const { return std::get<Members>(data_); }

std::string Json::on_a_line() const {
  std::string out;
  write(out, 0, false);
  return out;
}

std::string Json::on_lines() const {
  std::string out;
  write(out, 0, true);
  return out;
}

void Json::write(std::string& out, std::size_t level, bool lines) const {
  const auto next = [&](bool first, std::size_t indent) {
    if (!first) out += ',';
    if (lines) out += '\n' + std::string(2 * indent, ' ');
  };
  const auto list = [&](const auto& values, const char* brackets, const auto& write_one) {
    out += brackets[0];
    for (std::size_t i = 0; i < values.size(); ++i) {
      next(i == 0, level + 1);
      write_one(values[i]);
    }
    if (!values.empty()) next(true, level);
    out += brackets[1];
  };
  const auto write_value = [&](const Json& value) { value.write(out, level + 1, lines); };
  const auto write_member = [&](const std::pair<std::string, Json>& member) {
    out += scalar(member.first) + (lines ? ": " : ":");
    write_value(member.second);
  };
  std::visit(
      [&](const auto& data) {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, Array>) {
          list(data, "[]", write_value);
        } else if constexpr (std::is_same_v<T, Members>) {
          list(data, "{}", write_member);
        } else {
          out += scalar(data);
        }
      },
      data_);
}

Json json_real(double x) {
  if (std::isnan(x)) return nullptr;
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  return x;
}

std::map<std::string, std::string> text_members(std::istream& file) {
  std::map<std::string, std::string> texts;
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
  if (!json.is_object()) return texts;
  for (const auto& [name, value] : json.items()) {
    if (value.is_string()) texts[name] = value.get<std::string>();
  }
  return texts;
}

}  // namespace plim::cli
