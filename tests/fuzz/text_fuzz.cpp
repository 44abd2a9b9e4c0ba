#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>

#include "plim/core/error.hpp"
#include "plim/data/byte_stream.hpp"
#include "plim/data/decoding.hpp"
#include "plim/data/text_table.hpp"

namespace {

constexpr std::uint64_t most_unpacked = 1 << 20;
constexpr const char* symbols[] = {"characters", "words", "bytes"};
constexpr const char* encodings[] = {"utf-8", "utf-16", "latin-1", "windows-1252"};

/// How a text is read: the bits of the first byte of an input, which is a letter from @ on.
plim::TextOptions options_of(unsigned bits) {
  plim::TextOptions options = plim::text_options(symbols[(bits & 3) % 3], (bits & 4) != 0 ? "letters" : "all",
                                                 (bits & 8) != 0 ? "case" : "none");
  options.of = encodings[(bits >> 4) & 3];
  return options;
}

}  // namespace

/// Any bytes are a text whose symbols, in their order, are those that are counted, or are refused as damaged
/// data.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const plim::TextOptions options = options_of(data[0] - unsigned{'@'});
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    const plim::Bytes stream =
        plim::decoded(plim::open_memory(bytes), options.encoding(), most_unpacked, "text");
    const std::string text = plim::read_all(*stream);
    plim::CountsTable table = plim::count_symbols(text, options, "text");
    if (table.labels.size() != table.counts.size()) std::abort();
    const plim::SymbolsOfText in_order = plim::symbols_of_text(text, options, "text");
    if (in_order.table.labels != table.labels) std::abort();
    for (const std::uint32_t k : in_order.order) --table.counts.at(k);
    for (const std::int64_t left : table.counts) {
      if (left != 0) std::abort();
    }
  } catch (const plim::Error& error) {
    if (error.code() != plim::ExitCode::data) std::abort();
  }
  return 0;
}
