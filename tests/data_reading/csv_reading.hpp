#pragma once
#include "data_reading/data_refusal.hpp"
#include "plim/data/decoding.hpp"
#include "plim/data/factor_columns.hpp"
#include "plim/data/user_data.hpp"
#include "support.hpp"

namespace plim::test {

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

inline UserData column(std::string_view text, const std::string& name = "", const DataFormat& format = {}) {
  const Bytes bytes = decoded(open_memory(std::string(text)), format.encoding, 1 << 30, "t.csv");
  return read_columns(*bytes, {false, name, "", format}, "t.csv");
}
inline UserData counts(std::string_view text, const std::string& classes = "", const std::string& count = "",
                       const DataFormat& format = {}) {
  return read_columns(*open_memory(std::string(text)), {true, classes, count, format}, "t.csv");
}
inline UserData factors(std::string_view text, const Names& names, const DataFormat& format = {}) {
  return read_factors(*open_memory(std::string(text)), {names, false, "", format}, "t.csv");
}

inline std::string refusal(std::string_view text, const std::string& name = "",
                           const DataFormat& format = {}) {
  return data_refusal([&] { column(text, name, format); });
}
inline std::string refusal_of_counts(std::string_view text, const std::string& count = "") {
  return data_refusal([&] { counts(text, "", count); });
}
inline std::string refusal_of_factors(std::string_view text, const Names& names) {
  return data_refusal([&] { factors(text, names); });
}

inline DataFormat format_with(void (*change)(DataFormat&)) {
  DataFormat format;
  change(format);
  return format;
}
inline const DataFormat with_header = format_with([](DataFormat& f) { f.header = true; });
inline const DataFormat without_header = format_with([](DataFormat& f) { f.header = false; });
inline const DataFormat no_word_is_missing = format_with([](DataFormat& f) { f.na.emplace(); });
inline const DataFormat omitting = format_with([](DataFormat& f) { f.omit_missing = true; });
inline const DataFormat adding_up = format_with([](DataFormat& f) { f.sum_duplicates = true; });
inline const DataFormat of_study = format_with([](DataFormat& f) { f.of_study = true; });

}  // namespace plim::test
