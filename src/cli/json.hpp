#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace plim::cli {

/// An answer for programs: a JSON value whose members keep the order in which they were written. A braced
/// list of pairs that begin with a text is an object, any other braced list an array:
///     Json{{"n", 3}, {"values", {1.5, 2.5}}}
class Json {
 public:
  using Array = std::vector<Json>;
  using Members = std::vector<std::pair<std::string, Json>>;

  Json(std::nullptr_t = nullptr);
  Json(bool value);
  Json(double value);
  template <std::integral T>
  Json(T value)
      : Json(std::is_signed_v<T> ? Json(Data(static_cast<std::int64_t>(value)))
                                 : Json(Data(static_cast<std::uint64_t>(value)))) {}
  Json(const char* text);
  Json(std::string_view text);
  Json(std::string text);
  template <class T>
  Json(const std::vector<T>& values) : Json(array()) {
    for (const T& value : values) push_back(value);
  }
  Json(std::initializer_list<Json> list);
  static Json array();
  static Json object();
  /// Of a text; null if it is no JSON.
  static Json read(std::istream& text);
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  void push_back(Json value);
  void erase(std::string_view name);
  /// The member of that name; of a value that is not const it is made if need be.
  Json& operator[](std::string_view name);
  const Json& operator[](std::string_view name) const;
  bool contains(std::string_view name) const;

  bool is_array() const noexcept;
  bool is_object() const noexcept;
  bool is_text() const noexcept;
  bool is_true() const noexcept;
  /// A number as a double; NaN of what is none.
  double number() const noexcept;
  const std::string& text() const;
  const Array& elements() const;
  const Members& members() const;

  /// On one line, and over many, with two blanks for each level. What is not UTF-8 in names from elsewhere
  /// becomes the replacement character.
  std::string on_a_line() const;
  std::string on_lines() const;

 private:
  using Data =
      std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Array, Members>;
  explicit Json(Data data);
  void write(std::string& out, std::size_t level, bool lines) const;

  mutable Data data_;  // mutable: a braced list gives its values away instead of copying them
};

/// A double as programs read it: infinities as the strings "inf" and "-inf", what is not defined as null.
Json json_real(double x);

/// Those members of a JSON object that are texts; none if the file holds no such object.
std::map<std::string, std::string> text_members(std::istream& file);

}  // namespace plim::cli
