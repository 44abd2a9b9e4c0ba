#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

/// How often each symbol occurs: labels ascending by code point, counts > 0.
struct CountsTable {
  std::vector<std::string> labels;   // [K]
  std::vector<std::int64_t> counts;  // [K]
};

/// What the symbols of a text are.
struct TextOptions {
  enum class Symbols { characters, words, bytes } symbols = Symbols::characters;
  bool letters_only = false;  // keep Unicode L* only
  bool fold_case = false;     // simple case folding (one code point to one), no normalisation
  std::string of = "utf-8";   // the encoding of the file, as open_data takes it

  /// How the file is opened: bytes that are counted are not translated.
  std::string encoding() const { return symbols == Symbols::bytes ? "" : of; }
};

/// By the words of studies and options: characters, words or bytes; all or letters; none or case.
TextOptions text_options(std::string_view symbols, std::string_view keep, std::string_view fold);

/// Counts the symbols of a text. Words are maximal runs of letters and apostrophes (U+0027, U+2019); bytes
/// are labelled "0x41". Throws Error(data), naming `name` and the place, if the text is empty, is not UTF-8
/// (unless bytes are counted) or has no symbol left. O(length).
CountsTable count_symbols(std::string_view text, const TextOptions& options, const std::string& name);

/// The symbols of a text in their order.
struct SymbolsOfText {
  CountsTable table;
  std::vector<std::uint32_t> order;  // [n], indices into the table
};
/// Counts them as count_symbols does. O(length).
SymbolsOfText symbols_of_text(std::string_view text, const TextOptions& options, const std::string& name);

/// Bytes that each symbol takes in a text, as it is named: `labels: [K] -> [K]`; of a word one for what ends
/// it.
std::vector<double> bytes_of_symbols(std::span<const std::string> labels, TextOptions::Symbols symbols);

}  // namespace plim
