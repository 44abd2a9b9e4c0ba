#include "plim/populations/file_population.hpp"

#include <numeric>

#include "plim/core/digest.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/populations/csv_column.hpp"
#include "plim/populations/input.hpp"
#include "plim/populations/symbol_population.hpp"
#include "plim/populations/text_table.hpp"

namespace plim {
namespace {

/// The law of a counts table. Its identity is the SHA-256 of the table, lengths before labels, so that the
/// same data under another name, or in another order, gives the same draws.
SymbolLaw law_of(const CountsTable& table, const std::string& readable) {
  std::string bytes;
  SymbolLaw law;
  const double total =
      static_cast<double>(std::accumulate(table.counts.begin(), table.counts.end(), std::int64_t{0}));
  for (std::size_t k = 0; k < table.counts.size(); ++k) {
    bytes += std::to_string(table.labels[k].size()) + ":" + table.labels[k] + "=" +
             canonical(table.counts[k]) + "\n";
    law.weights.push_back(static_cast<std::uint64_t>(table.counts[k]));
    law.p.push_back(static_cast<double>(table.counts[k]) / total);
  }
  law.data_sha256 = hex(sha256(bytes));
  law.canonical = "file sha256=" + law.data_sha256;
  law.readable =
      readable + ": " + std::to_string(law.p.size()) + " classes, " + round_trip(total) + " observations";
  law.labels = table.labels;
  return law;
}

SymbolLaw text_law(const FileSource& source, const std::string& bytes) {
  TextOptions options;
  options.symbols = source.symbols == "words"   ? TextOptions::Symbols::words
                    : source.symbols == "bytes" ? TextOptions::Symbols::bytes
                                                : TextOptions::Symbols::characters;
  options.letters_only = source.keep == "letters";
  options.fold_case = source.fold == "case";
  return law_of(count_symbols(bytes, options, source.path.string()),
                source.symbols + " of " + source.path.filename().string());
}

SymbolLaw csv_law(const FileSource& source, const std::string& bytes) {
  const ValueTable values = read_csv_column(bytes, source.column, source.count, source.path.string());
  CountsTable table;
  table.counts = values.counts;
  for (const double x : values.values) table.labels.push_back(round_trip(x));
  SymbolLaw law = law_of(table, source.column + " of " + source.path.filename().string());
  law.values = values.values;
  return law;
}

}  // namespace

std::shared_ptr<const Population> read_file_population(const FileSource& source) {
  const std::string bytes = read_file(source.path);
  return std::make_shared<SymbolPopulation>(source.column.empty() ? text_law(source, bytes)
                                                                  : csv_law(source, bytes));
}

}  // namespace plim
