#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

/// How a file of data is written, in words: options of commands and keys of a population by the same names.
struct FormatWords {
  std::string header = "auto", separator = "auto", na = "auto", missing = "refuse", decimal = "auto",
              comment = "#", encoding = "utf-8", field = "";
};

/// A word of FormatWords: its name, the values that it takes ({} for any text) and its help.
struct FormatKey {
  const char* name;
  std::string FormatWords::*word;
  std::vector<std::string_view> values;
  const char* help;
  bool of_text = false;  // says something of a text too, not only of rows
};

/// All of them, in the order of help.
const std::vector<FormatKey>& format_keys();

/// How a file of data is written.
struct DataFormat {
  std::optional<bool> header = std::nullopt;     // whether the first row names the columns; absent: found out
  std::optional<char> separator = std::nullopt;  // between fields, '\0': there is none; absent: found out
  std::optional<std::vector<std::string>> na =
      std::nullopt;                            // the words for a missing value; absent: those in use
  bool omit_missing = false;                   // rows with a missing value are left out, else refused
  std::optional<char> decimal = std::nullopt;  // the mark of fractions, . or ,; absent: found out
  std::string comment = "#";                   // what begins a line that is none; "": nothing does
  std::string encoding = "utf-8";              // as decoded() takes it
  std::vector<std::string> fields = {};  // of JSON lines: the paths of the values, as in a.b; {}: not JSON
  bool sum_duplicates = false;           // rows of counts of one class are added up, else refused
  bool of_study = false;                 // messages name the keys of a study, else options
  bool may_be_empty = false;             // a sample of no observation is one
};

/// Why a word cannot be its key's: what it must be; nothing if it can.
std::optional<std::string> refuse_word(const FormatKey& key, const std::string& word);

/// What two words that their keys take contradict each other about; nothing if none do.
std::optional<std::string> refuse_words(const FormatWords& words);

/// Of words that their keys take.
DataFormat data_format(const FormatWords& words);

/// An option as messages write it: --key value, or key = "value" of a study.
std::string format_option(const DataFormat& format, std::string key, const std::string& value = "");

/// The word for a separator, as options have it: comma, semicolon, tab, blank, bar, colon.
std::string word_of_separator(char separator);

}  // namespace plim
