#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "plim/core/error.hpp"
#include "plim/data/decoding.hpp"
#include "plim/data/factor_columns.hpp"
#include "plim/data/point_columns.hpp"
#include "plim/data/user_data.hpp"

namespace {

constexpr std::uint64_t most_unpacked = 1 << 20;

/// How the data are to be read: the words on the first line of an input.
struct Reading {
  plim::ColumnOptions columns;
  std::vector<std::string> points, factors;
};

Reading reading_of(const std::string& line) {
  Reading reading;
  plim::FormatWords format;
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    const std::string key = word.substr(0, equals),
                      value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (key == "counts") reading.columns.counts = true;
    if (key == "column") reading.columns.column = value;
    if (key == "count") reading.columns.count = value;
    if (key == "point") reading.points.push_back(value);
    if (key == "factor") reading.factors.push_back(value);
    for (const plim::FormatKey& k : plim::format_keys()) {
      if (key == k.name && !plim::refuse_word(k, value)) format.*k.word = value;
    }
  }
  if (plim::refuse_words(format)) format = {};
  reading.columns.format = plim::data_format(format);
  return reading;
}

plim::UserData read(const Reading& reading, const std::string& bytes) {
  const plim::DataFormat& format = reading.columns.format;
  const plim::Bytes data = plim::decoded(plim::open_memory(bytes), format.encoding, most_unpacked, "data");
  if (!reading.points.empty()) return plim::read_points(*data, reading.points, format, "data");
  if (!reading.factors.empty()) {
    return plim::read_factors(*data, {reading.factors, reading.columns.counts, reading.columns.count, format},
                              "data");
  }
  return plim::read_columns(*data, reading.columns, "data");
}

/// What every sample keeps to, whatever it was read from.
bool is_sound(const plim::UserData& data) {
  const std::vector<std::int64_t>& counts = data.classes.counts;
  const bool listed = !data.reals.empty() || !data.points.empty();
  if (!data.reals.empty() && static_cast<std::size_t>(data.n) != data.reals.size()) return false;
  if (!listed && std::accumulate(counts.begin(), counts.end(), std::int64_t{0}) != data.n) return false;
  for (const std::uint32_t k : data.order) {
    if (k >= counts.size()) return false;
  }
  return data.n >= 0 && data.missing >= 0 &&
         (data.classes.labels.empty() || data.classes.labels.size() == counts.size());
}

}  // namespace

/// Any bytes are a sound sample, or are refused as damaged data.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = all.find('\n');
  if (end == std::string::npos) return 0;
  try {
    if (!is_sound(read(reading_of(all.substr(0, end)), all.substr(end + 1)))) std::abort();
  } catch (const plim::Error& error) {
    if (error.code() != plim::ExitCode::data && error.code() != plim::ExitCode::usage) std::abort();
  }
  return 0;
}
