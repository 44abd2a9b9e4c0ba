#pragma once
#include "data_reading/data_refusal.hpp"
#include "plim/data/factor_columns.hpp"
#include "plim/data/user_data.hpp"
#include "support.hpp"

namespace plim::test {

using Doubles = std::vector<double>;
using Counts = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

inline UserData column(std::string_view text, const std::string& name = "", const CsvOptions& csv = {}) {
  return read_columns(text, {false, name, "", csv}, "t.csv");
}
inline UserData counts(std::string_view text, const std::string& classes = "", const std::string& count = "",
                       const CsvOptions& csv = {}) {
  return read_columns(text, {true, classes, count, csv}, "t.csv");
}

inline std::string refusal(std::string_view text, const std::string& name = "", const CsvOptions& csv = {}) {
  return data_refusal([&] { column(text, name, csv); });
}
inline std::string refusal_of_counts(std::string_view text, const std::string& count = "") {
  return data_refusal([&] { counts(text, "", count); });
}
inline std::string refusal_of_factors(std::string_view text, const Names& factors) {
  return data_refusal([&] { read_factors(text, {factors, false, "", {}}, "t.csv"); });
}

inline const CsvOptions with_header{true}, without_header{false}, no_word_is_missing{std::nullopt, false};

}  // namespace plim::test
