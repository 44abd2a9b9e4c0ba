#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/core/parameter.hpp"

// Values as text.
namespace plim {
namespace {

/// A TOML basic string.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return with_escapes(out) + "\"";
}

template <class V, class F>
std::string list(const V& v, F f) {
  std::string out = "[";
  for (std::size_t i = 0; i < v.size(); ++i) out += (i ? ", " : "") + f(v[i]);
  return out + "]";
}

/// Writes a value; `number` says how a double is written.
template <class Number>
struct Writer {
  Number number;
  std::string operator()(bool b) const { return b ? "true" : "false"; }
  std::string operator()(std::int64_t i) const { return canonical(i); }
  std::string operator()(double x) const { return number(x); }
  std::string operator()(const std::string& s) const { return quoted(s); }
  std::string operator()(const std::vector<double>& v) const { return list(v, number); }
  std::string operator()(const std::vector<std::string>& v) const { return list(v, quoted); }
  std::string operator()(const NumberRows& rows) const {
    return list(rows, [this](const std::vector<double>& row) { return list(row, number); });
  }
};

template <class Number>
std::string write(const Value& value, Number number) {
  return std::visit(Writer<Number>{number}, value);
}

/// A round-trip decimal that TOML reads back as a float.
std::string toml_real(double x) {
  std::string text = round_trip(x);
  if (text.find_first_of(".einf") == std::string::npos) text += ".0";
  return text;
}

}  // namespace

std::string canonical(const Value& value) {
  return write(value, [](double x) { return canonical(x); });
}

std::string readable(const Value& value) { return write(value, toml_real); }

}  // namespace plim
