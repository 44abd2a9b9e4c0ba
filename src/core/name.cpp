#include "plim/core/name.hpp"

#include <algorithm>
#include <cstdio>

namespace plim {
namespace {

constexpr std::size_t longest_name = 128;

/// The bytes of the character that `text` begins with and its code point; nothing if it is not UTF-8 (RFC
/// 3629: no overlong forms, no surrogates, at most U+10FFFF).
struct Character {
  std::size_t bytes;
  std::uint32_t code;
};
std::optional<Character> first_character(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t bytes = lead < 0x80   ? 1
                            : lead < 0xc2 ? 0
                            : lead < 0xe0 ? 2
                            : lead < 0xf0 ? 3
                            : lead < 0xf5 ? 4
                                          : 0;
  if (bytes == 0 || text.size() < bytes) return std::nullopt;
  std::uint32_t code = bytes == 1 ? lead : lead & (0x7f >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    code = code << 6 | (byte(i) & 0x3f);
  }
  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  if (overlong || surrogate || code > 0x10ffff) return std::nullopt;
  return Character{bytes, code};
}

/// How much of a text that begins so is left as it is in harmless(): an end of line or a tab.
std::size_t layout_bytes(std::string_view text) {
  if (text[0] == '\n' || text[0] == '\t') return 1;
  return text.substr(0, 2) == "\r\n" ? 2 : 0;
}

void append_escaped(std::string& out, unsigned char byte) {
  char hex[8];
  std::snprintf(hex, sizeof hex, "\\x%02x", byte);
  out += byte == '\n' ? "\\n" : byte == '\t' ? "\\t" : hex;
}

std::string escaped(std::string_view text, bool with_layout) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const std::optional<Character> c = first_character(rest);
    const std::size_t layout = with_layout ? layout_bytes(rest) : 0, bytes = layout > 0 ? layout
                                                                             : c        ? c->bytes
                                                                                        : 1;
    if (layout > 0 || (c && !is_control(c->code))) {
      shown += rest.substr(0, bytes);
    } else {
      for (std::size_t b = 0; b < bytes; ++b) append_escaped(shown, static_cast<unsigned char>(rest[b]));
    }
    i += bytes;
  }
  return shown;
}

}  // namespace

bool is_control(std::uint32_t code) noexcept {
  const auto within = [code](std::uint32_t first, std::uint32_t last) {
    return first <= code && code <= last;
  };
  return code < 0x20 || within(0x7f, 0x9f) || code == 0x61c || within(0x200e, 0x200f) ||
         within(0x2028, 0x202e) || within(0x2066, 0x2069);
}

std::optional<std::string> refuse_name(std::string_view name) {
  if (name.empty()) return "a name has at least one character";
  if (name.size() > longest_name) return "a name has at most 128 bytes, not " + std::to_string(name.size());
  if (name == "." || name == "..") return "\".\" and \"..\" are no names";
  for (std::size_t i = 0; i < name.size();) {
    const std::optional<Character> c = first_character(name.substr(i));
    if (!c) return "a name is UTF-8";
    if (is_control(c->code)) return "a name has no control characters";
    if (c->code == '/') return "a name has no \"/\", which separates the parts of a path in the result file";
    i += c->bytes;
  }
  return std::nullopt;
}

std::optional<std::string> refuse_label(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::optional<Character> c = first_character(text.substr(i));
    if (!c) return "is not UTF-8";
    if (is_control(c->code)) return "has a control character";
    i += c->bytes;
  }
  return std::nullopt;
}

std::optional<std::string> refuse_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::optional<Character> c = first_character(text.substr(i));
    if (!c) return "is not UTF-8";
    if (c->code == 0) return "has a NUL character, which no string of a result file can have";
    i += c->bytes;
  }
  return std::nullopt;
}

std::string printable(std::string_view text) { return escaped(text, false); }

std::string harmless(std::string_view text) { return escaped(text, true); }

std::string with_escapes(std::string_view text) {
  std::string written;
  for (std::size_t i = 0; i < text.size();) {
    const std::optional<Character> c = first_character(text.substr(i));
    const std::size_t bytes = c ? c->bytes : 1;
    if (c && is_control(c->code)) {
      char hex[8];
      std::snprintf(hex, sizeof hex, "\\u%04X", static_cast<unsigned>(c->code));
      written += hex;
    } else {
      written += text.substr(i, bytes);
    }
    i += bytes;
  }
  return written;
}

bool may_be_harmful(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x7f || (byte < 0x20 && byte != '\n' && byte != '\t');
  });
}

}  // namespace plim
