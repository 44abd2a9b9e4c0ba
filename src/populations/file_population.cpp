#include "plim/populations/file_population.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "plim/core/digest.hpp"
#include "plim/core/error.hpp"
#include "plim/core/memory.hpp"
#include "plim/core/number.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/data/decoding.hpp"
#include "plim/data/row_clusters.hpp"
#include "plim/data/text_table.hpp"
#include "plim/data/user_data.hpp"
#include "plim/populations/clustered_population.hpp"
#include "plim/populations/symbol_population.hpp"

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

SymbolLaw text_law(const FileSource& source) {
  TextOptions options = text_options(source.symbols, source.keep, source.fold);
  options.of = source.format.encoding;
  const std::string bytes = read_all(*open_data(source.path, options.encoding()));
  SymbolLaw law = law_of(count_symbols(bytes, options, source.path.string()),
                         source.symbols + " of " + source.path.filename().string());
  law.not_numbers = source.path.string() + ": its observations are symbols of a text";
  law.symbol_bytes =
      std::make_shared<const std::vector<double>>(bytes_of_symbols(law.labels, options.symbols));
  return law;
}

/// The distinct numbers, or the names of classes, that were observed, ascending.
template <class Value>
CountsTable counted(const std::vector<Value>& values, const std::vector<std::int64_t>& counts,
                    std::vector<Value>& distinct) {
  std::map<Value, std::int64_t> tally;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (counts[k] > 0) tally[values[k]] += counts[k];
  }
  CountsTable table;
  for (const auto& [value, times] : tally) {
    distinct.push_back(value);
    table.counts.push_back(times);
  }
  return table;
}

/// The classes that were observed, by value or name.
CountsTable ascending(const UserData& data, std::vector<double>& values) {
  std::vector<std::string> labels;
  CountsTable table = data.numbers ? counted(data.values, data.classes.counts, values)
                                   : counted(data.classes.labels, data.classes.counts, labels);
  for (const double x : values) labels.push_back(round_trip(x));
  table.labels = std::move(labels);
  return table;
}

/// Puts the rows cluster by cluster; where the clusters end.
std::vector<std::size_t> clusters_of(const FileSource& source, UserData& data,
                                     std::vector<std::string>& notes) {
  ColumnOptions column{false, source.cluster, "", source.format};
  if (!source.format.fields.empty()) {
    column.column.clear();
    column.format.fields = {source.cluster};
  }
  const Bytes bytes = open_data(source.path, source.format.encoding);
  std::vector<std::size_t> ends = group_by_cluster(data, *bytes, column, source.path.string());
  if (ends.size() == 1)
    notes.push_back(source.path.string() +
                    ": all rows are of one cluster; samples are these rows in turn from one drawn at random");
  return ends;
}

/// Of every row the class of the law: by its number, or its name.
std::vector<std::int32_t> classes_of_rows(const UserData& data, const SymbolLaw& law) {
  std::vector<std::int32_t> classes;
  classes.reserve(static_cast<std::size_t>(data.n));
  if (!law.values.empty()) {
    for (const double x : data.reals) {
      const auto found = std::lower_bound(law.values.begin(), law.values.end(), x);
      classes.push_back(static_cast<std::int32_t>(found - law.values.begin()));
    }
    return classes;
  }
  std::map<std::string_view, std::int32_t> place;
  for (const std::string& label : law.labels) place.emplace(label, place.size());
  for (const std::uint32_t k : data.order) classes.push_back(place.at(data.classes.labels[k]));
  return classes;
}

std::shared_ptr<const Population> rows_population(const FileSource& source, std::vector<std::string>& notes) {
  const std::string name = source.path.string();
  const Bytes bytes = open_data(source.path, source.format.encoding);
  UserData data =
      read_columns(*bytes, {!source.count.empty(), source.column, source.count, source.format}, name);
  std::vector<std::size_t> ends;
  if (!source.cluster.empty()) ends = clusters_of(source, data, notes);
  if (!data.found.empty()) notes.push_back(name + ": read with " + data.found);
  if (data.missing > 0) {
    notes.push_back(name + ": " + in_number(static_cast<std::size_t>(data.missing), "row") +
                    " with a missing value left out");
  }
  notes.insert(notes.end(), data.notes.begin(), data.notes.end());
  if (!source.success.empty()) take_success(data, source.success, name);
  if (!data.reals.empty()) count_values(data);
  std::vector<double> values;
  CountsTable table = source.success.empty() ? ascending(data, values) : data.classes;
  if (table.counts.empty()) throw Error(ExitCode::data, source.path.string() + ": has no observation");
  SymbolLaw law = law_of(table, (source.column.empty() ? source.format.fields.front() : source.column) +
                                    " of " + source.path.filename().string());
  law.values = std::move(values);
  law.not_numbers = data.not_numbers;
  if (data.missing > 0) law.readable += ", " + std::to_string(data.missing) + " " + left_out_as_missing;
  if (ends.empty()) return std::make_shared<SymbolPopulation>(std::move(law));
  std::vector<std::int32_t> classes = classes_of_rows(data, law);
  return std::make_shared<ClusteredPopulation>(std::move(law),
                                               ClusteredRows{std::move(classes), std::move(ends)});
}

}  // namespace

std::shared_ptr<const Population> read_file_population(const FileSource& source,
                                                       std::vector<std::string>& notes) {
  return with_memory([&source] { return purpose_of_reading(source.path); },
                     [&source, &notes]() -> std::shared_ptr<const Population> {
                       if (source.symbols.empty()) return rows_population(source, notes);
                       return std::make_shared<SymbolPopulation>(text_law(source));
                     });
}

}  // namespace plim
