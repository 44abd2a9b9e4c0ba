#include "plim/data/text_table.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <unordered_map>

#include <utf8proc.h>

#include "plim/core/error.hpp"
#include "utf8.hpp"

namespace plim {
namespace {

bool is_letter(utf8proc_int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const utf8proc_category_t category = utf8proc_category(c);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/// Simple case folding: where full folding gives several code points (as for the German sharp s), the lower
/// case.
utf8proc_int32_t fold(utf8proc_int32_t c) {
  std::array<utf8proc_int32_t, 8> folded;
  int boundary = 0;
  const utf8proc_ssize_t size = utf8proc_decompose_char(
      c, folded.data(), static_cast<utf8proc_ssize_t>(folded.size()), UTF8PROC_CASEFOLD, &boundary);
  return size == 1 ? folded[0] : utf8proc_tolower(c);
}

/// Walks over the code points of a text and keeps the place for messages.
class CodePoints {
 public:
  CodePoints(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  /// The next code point, or -1 at the end.
  utf8proc_int32_t next() {
    if (at_ == text_.size()) return -1;
    utf8proc_int32_t c = static_cast<unsigned char>(text_[at_]);
    utf8proc_ssize_t size = 1;
    if (c >= 0x80) {
      const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data());
      size = utf8proc_iterate(bytes + at_, static_cast<utf8proc_ssize_t>(text_.size() - at_), &c);
      if (size < 1) fail();
    }
    at_ += static_cast<std::size_t>(size);
    return c;
  }

 private:
  [[noreturn]] void fail() const {
    std::size_t line = 1, begin = 0;
    for (std::size_t i = 0; i < at_; ++i) {
      if (text_[i] == '\n') {
        ++line;
        begin = i + 1;
      }
    }
    char byte[8];
    std::snprintf(byte, sizeof byte, "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(text_[at_])));
    throw Error(ExitCode::data, name_ + ":" + std::to_string(line) + ":" + std::to_string(at_ - begin + 1) +
                                    ": byte " + byte + " at offset " + std::to_string(at_) +
                                    " is not UTF-8; say its encoding, as in latin-1, or count bytes");
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0;
};

using Tally = std::map<utf8proc_int32_t, std::int64_t>;

/// Counts of code points, those of ASCII without a search.
class CharacterTally {
 public:
  explicit CharacterTally(const TextOptions& options) : options_(options) {}

  void add(utf8proc_int32_t c) { c < 128 ? ++ascii_[static_cast<std::size_t>(c)] : ++others_[c]; }

  CountsTable table() const {
    Tally merged;
    for (std::size_t c = 0; c < ascii_.size(); ++c)
      merge(merged, static_cast<utf8proc_int32_t>(c), ascii_[c]);
    for (const auto& [c, count] : others_) merge(merged, c, count);
    CountsTable table;
    for (const auto& [c, count] : merged) {
      table.labels.push_back(encoded(c));
      table.counts.push_back(count);
    }
    return table;
  }

 private:
  /// Selection and folding happen here, once a distinct character instead of once an occurrence.
  void merge(Tally& merged, utf8proc_int32_t c, std::int64_t count) const {
    if (count == 0 || (options_.letters_only && !is_letter(c))) return;
    merged[options_.fold_case ? fold(c) : c] += count;
  }

  const TextOptions& options_;
  std::array<std::int64_t, 128> ascii_{};
  Tally others_;
};

CountsTable count_characters(std::string_view text, const TextOptions& options, const std::string& name) {
  CodePoints points(text, name);
  CharacterTally tally(options);
  for (utf8proc_int32_t c = points.next(); c >= 0; c = points.next()) tally.add(c);
  return tally.table();
}

CountsTable to_table(const std::map<std::string, std::int64_t>& tally) {
  CountsTable table;
  for (const auto& [label, count] : tally) {
    table.labels.push_back(label);
    table.counts.push_back(count);
  }
  return table;
}

/// Adds a letter or an apostrophe to a word.
void append(utf8proc_int32_t c, bool fold_case, std::string& word) {
  if (c >= 0x80) {
    word += encoded(fold_case ? fold(c) : c);
  } else {
    word += static_cast<char>(fold_case && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
}

/// Calls visit(word) for every word of the text.
template <class Visit>
void for_each_word(std::string_view text, const TextOptions& options, const std::string& name, Visit visit) {
  constexpr utf8proc_int32_t apostrophe = 0x27, right_quote = 0x2019;
  CodePoints points(text, name);
  std::string word;
  bool has_letter = false;
  for (utf8proc_int32_t c = points.next();; c = points.next()) {
    const bool letter = c >= 0 && is_letter(c);
    if (letter || c == apostrophe || c == right_quote) {
      append(c, options.fold_case, word);
      has_letter = has_letter || letter;
      continue;
    }
    if (has_letter) visit(word);
    word.clear();
    has_letter = false;
    if (c < 0) return;
  }
}

std::string byte_label(std::size_t byte) {
  char label[8];
  std::snprintf(label, sizeof label, "0x%02X", static_cast<unsigned>(byte));
  return label;
}

CountsTable count_bytes(std::string_view text) {
  std::map<std::string, std::int64_t> tally;
  std::array<std::int64_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  for (std::size_t b = 0; b < counts.size(); ++b) {
    if (counts[b] > 0) tally[byte_label(b)] = counts[b];
  }
  return to_table(tally);
}

using Indices = std::unordered_map<std::string, std::uint32_t>;  // of the labels of a table

/// Words are numbered as they come, and by name at the end: each is looked up once.
SymbolsOfText words_in_order(std::string_view text, const TextOptions& options, const std::string& name) {
  Indices number;
  std::vector<std::int64_t> counts;
  SymbolsOfText found;
  for_each_word(text, options, name, [&](const std::string& word) {
    const auto [at, fresh] = number.try_emplace(word, static_cast<std::uint32_t>(counts.size()));
    if (fresh) counts.push_back(0);
    ++counts[at->second];
    found.order.push_back(at->second);
  });
  std::vector<std::uint32_t> place(counts.size());
  for (const auto& [label, k] : std::map<std::string, std::uint32_t>(number.begin(), number.end())) {
    place[k] = static_cast<std::uint32_t>(found.table.labels.size());
    found.table.labels.push_back(label);
    found.table.counts.push_back(counts[k]);
  }
  for (std::uint32_t& k : found.order) k = place[k];
  return found;
}

/// Classes of characters, each distinct one looked up once.
std::vector<std::uint32_t> character_order(std::string_view text, const TextOptions& options,
                                           const Indices& index) {
  constexpr std::uint32_t left_out = ~std::uint32_t{0};
  const std::string no_name;
  CodePoints points(text, no_name);
  std::unordered_map<utf8proc_int32_t, std::uint32_t> known;
  std::vector<std::uint32_t> order;
  order.reserve(text.size());
  for (utf8proc_int32_t c = points.next(); c >= 0; c = points.next()) {
    const auto [at, fresh] = known.try_emplace(c, left_out);
    if (fresh && (!options.letters_only || is_letter(c)))
      at->second = index.at(encoded(options.fold_case ? fold(c) : c));
    if (at->second != left_out) order.push_back(at->second);
  }
  return order;
}

void refuse_none(const CountsTable& table, std::string_view text, const TextOptions& options,
                 const std::string& name) {
  if (text.empty()) throw Error(ExitCode::data, name + ": is empty");
  if (table.counts.empty())
    throw Error(ExitCode::data, name + ": has " + std::to_string(text.size()) + " bytes, but no " +
                                    (options.symbols == TextOptions::Symbols::words ? "word" : "letter"));
}

}  // namespace

std::string encoded(std::int32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t size = utf8proc_encode_char(code_point, bytes.data());
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size)};
}

TextOptions text_options(std::string_view symbols, std::string_view keep, std::string_view fold) {
  TextOptions options;
  options.symbols = symbols == "words"   ? TextOptions::Symbols::words
                    : symbols == "bytes" ? TextOptions::Symbols::bytes
                                         : TextOptions::Symbols::characters;
  options.letters_only = keep == "letters";
  options.fold_case = fold == "case";
  return options;
}

CountsTable count_symbols(std::string_view text, const TextOptions& options, const std::string& name) {
  CountsTable table = options.symbols == TextOptions::Symbols::bytes ? count_bytes(text)
                      : options.symbols == TextOptions::Symbols::words
                          ? words_in_order(text, options, name).table
                          : count_characters(text, options, name);
  refuse_none(table, text, options, name);
  return table;
}

SymbolsOfText symbols_of_text(std::string_view text, const TextOptions& options, const std::string& name) {
  SymbolsOfText found;
  if (options.symbols == TextOptions::Symbols::words) {
    found = words_in_order(text, options, name);
    refuse_none(found.table, text, options, name);
    return found;
  }
  found.table = count_symbols(text, options, name);
  const CountsTable& table = found.table;
  Indices index;
  for (std::size_t k = 0; k < table.labels.size(); ++k)
    index.emplace(table.labels[k], static_cast<std::uint32_t>(k));
  if (options.symbols == TextOptions::Symbols::characters) {
    found.order = character_order(text, options, index);
    return found;
  }
  std::array<std::uint32_t, 256> of_byte{};
  for (std::size_t b = 0; b < of_byte.size(); ++b) {
    const auto at = index.find(byte_label(b));
    if (at != index.end()) of_byte[b] = at->second;
  }
  found.order.reserve(text.size());
  for (const char c : text) found.order.push_back(of_byte[static_cast<unsigned char>(c)]);
  return found;
}

std::vector<double> bytes_of_symbols(std::span<const std::string> labels, TextOptions::Symbols symbols) {
  std::vector<double> bytes;
  for (const std::string& label : labels) {
    bytes.push_back(symbols == TextOptions::Symbols::bytes
                        ? 1
                        : static_cast<double>(label.size()) +
                              (symbols == TextOptions::Symbols::words ? 1 : 0));
  }
  return bytes;
}

}  // namespace plim
