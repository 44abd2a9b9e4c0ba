#include "plim/data/text_width.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace plim {
namespace {

constexpr std::string_view ellipsis = "…";

/// A character of a text: its bytes, and the columns that it takes.
struct Glyph {
  std::string_view bytes;
  std::size_t columns;
};

Glyph first_glyph(std::string_view text) {
  utf8proc_int32_t code = -1;
  const utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (size <= 0) return {text.substr(0, 1), 1};
  return {text.substr(0, static_cast<std::size_t>(size)),
          static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)))};
}

std::vector<Glyph> glyphs(std::string_view text) {
  std::vector<Glyph> all;
  for (; !text.empty(); text.remove_prefix(all.back().bytes.size())) all.push_back(first_glyph(text));
  return all;
}

/// The longest beginning of a text that takes at most `columns`.
std::string_view beginning(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0, used = 0;
  while (bytes < text.size()) {
    const Glyph next = first_glyph(text.substr(bytes));
    used += next.columns;
    if (used > columns) break;
    bytes += next.bytes.size();
  }
  return text.substr(0, bytes);
}

/// The longest end of a text that takes at most `columns`; it begins with no combining character.
std::string_view ending(std::string_view text, std::size_t columns) {
  const std::vector<Glyph> all = glyphs(text);
  std::size_t bytes = 0, pending = 0, used = 0;
  for (auto g = all.rbegin(); g != all.rend() && used + g->columns <= columns; ++g) {
    pending += g->bytes.size();
    used += g->columns;
    if (g->columns > 0) bytes = pending;
  }
  return text.substr(text.size() - bytes);
}

}  // namespace

std::size_t text_width(std::string_view text) {
  std::size_t columns = 0;
  for (const Glyph& glyph : glyphs(text)) columns += glyph.columns;
  return columns;
}

std::string cut_off(std::string_view text, std::size_t columns) {
  return columns == 0 ? "" : std::string(beginning(text, columns - 1)) + std::string(ellipsis);
}

std::string shortened(std::string_view text, std::size_t columns) {
  return text_width(text) <= columns ? std::string(text) : cut_off(text, columns);
}

std::string shortened_inside(std::string_view text, std::size_t columns) {
  if (text_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  const std::size_t end = (columns - 1) / 2;
  return std::string(beginning(text, columns - 1 - end)) + std::string(ellipsis) +
         std::string(ending(text, end));
}

std::string left_aligned(std::string text, std::size_t columns) {
  const std::size_t width = text_width(text);
  return width < columns ? text.append(columns - width, ' ') : text;
}

std::string right_aligned(std::string text, std::size_t columns) {
  const std::size_t width = text_width(text);
  return width < columns ? text.insert(0, columns - width, ' ') : text;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns, std::size_t indent) {
  std::vector<std::string> lines;
  while (true) {
    const std::string margin(lines.empty() ? 0 : indent, ' ');
    const std::size_t room = columns - margin.size();
    if (text_width(text) <= room) {
      lines.push_back(margin + std::string(text));
      return lines;
    }
    std::string_view line = beginning(text, room);
    const bool at_blank = text[line.size()] == ' ';
    const std::size_t blank = at_blank ? line.size() : line.rfind(' ');
    if (blank != std::string_view::npos && blank > 0) line = line.substr(0, blank);
    lines.push_back(margin + std::string(line));
    text.remove_prefix(line.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
}

}  // namespace plim
