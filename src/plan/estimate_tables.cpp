#include "estimate_tables.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "plim/core/digest.hpp"
#include "plim/core/error.hpp"
#include "plim/core/suggest.hpp"
#include "plim/data/csv_table.hpp"
#include "plim/data/decoding.hpp"
#include "plim/random/address.hpp"

namespace plim {
namespace {

/// Reads one csv with the columns scenario, n, replicate, that of the estimates, and those of se, lo, hi and
/// status that there are.
class EstimateReader {
 public:
  EstimateReader(ByteStream& bytes, const std::string& name, const std::string& column)
      : csv_(bytes, name, with_header()), row_(csv_.row()), column_(column) {
    scenario_ = csv_.find("scenario");
    n_ = csv_.find("n");
    replicate_ = csv_.find("replicate");
    value_ = csv_.find(column);
    se_ = optional("se");
    lo_ = optional("lo");
    hi_ = optional("hi");
    status_ = optional("status");
    csv_.settle_header({});
    if (lo_.has_value() == hi_.has_value()) return;
    row_.fail(lo_ ? *lo_ : *hi_, std::string("there is a column ") + (lo_ ? "lo" : "hi") +
                                     ", but no column " + (lo_ ? "hi" : "lo") + "; an interval has both");
  }

  EstimateTable operator()() {
    std::vector<TableRow> rows;
    while (csv_.next()) rows.push_back(read_row());
    EstimateTable table(std::move(rows));
    table.has_intervals = lo_ && hi_;
    return table;
  }

 private:
  static DataFormat with_header() {
    DataFormat format;
    format.header = true;
    format.of_study = true;
    return format;
  }

  std::optional<std::size_t> optional(const char* name) {
    if (csv_.columns_called(name).empty()) return std::nullopt;
    return csv_.find(name);
  }

  TableRow read_row() {
    TableRow row;
    row.line = row_.line();
    row.scenario = static_cast<std::uint64_t>(row_.count(scenario_, "the scenario"));
    row.n = row_.count(n_, "n");
    row.replicate = static_cast<std::uint64_t>(row_.count(replicate_, "the replicate"));
    row.cell.value = number(value_, column_);
    row.status = status_of(row.cell.value);
    const bool is_infinite = row.status == Status::infinite && std::isinf(row.cell.value);
    if (!is_success(row.status) && !is_infinite) row.cell.value = not_given;
    if (se_) row.cell.se = number(*se_, "se");
    if (row.cell.se < 0) row_.fail(*se_, "se is " + row_.shown(*se_) + ", but must not be below 0");
    if (lo_) read_interval(row.cell);
    return row;
  }

  void read_interval(Cell& cell) {
    cell.lo = number(*lo_, "lo");
    cell.hi = number(*hi_, "hi");
    if (std::isnan(cell.lo) != std::isnan(cell.hi)) {
      const bool no_lo = std::isnan(cell.lo);
      row_.fail(no_lo ? *lo_ : *hi_, std::string("there is no ") + (no_lo ? "lo beside hi" : "hi beside lo") +
                                         "; an interval without an end on one side is written with " +
                                         (no_lo ? "-inf" : "inf"));
    }
    if (cell.lo > cell.hi)
      row_.fail(*lo_, "lo is " + row_.shown(*lo_) + ", above hi, which is " + row_.shown(*hi_));
  }

  /// A number, also an infinite one; NaN where it is missing.
  double number(std::size_t at, const std::string& what) const {
    if (const std::optional<double> x = csv_.number(at)) return *x;
    const CellKind kind = csv_.kind(at);
    if (kind == CellKind::missing || kind == CellKind::mark) return not_given;
    const std::optional<double> x =
        kind == CellKind::beyond ? parse_number(row_[at], row_.decimal()) : std::nullopt;
    if (!x) row_.fail(at, what + " is " + row_.shown(at) + ", but must be a number, or missing");
    return *x;
  }

  /// As the row says; else by the value, which there may not be.
  Status status_of(double value) const {
    const Status by_value = std::isnan(value)   ? Status::undefined
                            : std::isinf(value) ? Status::infinite
                                                : Status::regular;
    if (!status_ || trimmed(row_[*status_]).empty()) return by_value;
    const auto name = std::find(status_names.begin(), status_names.end(), trimmed(row_[*status_]));
    if (name == status_names.end()) {
      const std::vector<std::string> known(status_names.begin(), status_names.end());
      row_.fail(*status_, "status is " + row_.shown(*status_) + ", but must be one of " + listed_all(known));
    }
    const auto said = static_cast<Status>(name - status_names.begin());
    if (is_success(said) && !std::isfinite(value))
      row_.fail(value_, "status is " + row_.shown(*status_) + ", but there is no finite " + column_);
    return said;
  }

  static std::string listed_all(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  CsvTable csv_;
  const Rows& row_;
  std::string column_;
  std::size_t scenario_ = 0, n_ = 0, replicate_ = 0, value_ = 0;
  std::optional<std::size_t> se_, lo_, hi_, status_;
};

ReadTable read_estimates(const std::filesystem::path& path, const std::string& column) {
  const std::string name = name_of_data(path);
  const std::string text = read_all(*open_data(path, "utf-8"));
  const Bytes bytes = open_memory(text);
  const auto table = std::make_shared<const EstimateTable>(EstimateReader(*bytes, name, column)());
  if (const TableRow* row = table->repeated())
    throw Error(ExitCode::data, name + ":" + std::to_string(row->line) + ": a second row of scenario " +
                                    std::to_string(row->scenario) + ", n = " + std::to_string(row->n) +
                                    ", replicate " + std::to_string(row->replicate));
  return {table, hex(sha256(text))};
}

/// What a plan has no sample of: the scenario, or this size of it; "" if it has one.
std::string unknown_of(const TableRow& row, const Plan& plan) {
  if (row.scenario >= plan.scenarios.size())
    return "there is no scenario " + std::to_string(row.scenario) + "; the study has " +
           std::to_string(plan.scenarios.size()) + ", from 0";
  const auto& sizes = *plan.scenarios[row.scenario].sizes;
  if (!std::binary_search(sizes.begin(), sizes.end(), row.n))
    return "scenario " + std::to_string(row.scenario) + ", " + name_of(plan.scenarios[row.scenario]) +
           ", has no n = " + std::to_string(row.n);
  return "";
}

}  // namespace

const ReadTable& EstimateTables::operator()(const UseSpec& use) {
  const std::pair key(use.path, use.column);
  const auto found = tables_.find(key);
  if (found != tables_.end()) return found->second;
  const std::filesystem::path path = path_of(use.path);
  if (std::filesystem::exists(path))
    return tables_.emplace(key, read_estimates(path, use.column)).first->second;
  if (!may_lack_)
    throw Error(ExitCode::no_input, path.string() +
                                        ": there is no such table of estimates; plim run STUDY "
                                        "--samples writes the samples that they are to be made of");
  return tables_.emplace(key, ReadTable{std::make_shared<const EstimateTable>(), ""}).first->second;
}

void EstimateTables::check(Plan& plan) const {
  for (const auto& [key, read] : tables_) {
    const std::string name = name_of_data(path_of(key.first));
    std::size_t beyond = 0;
    const TableRow* first = nullptr;  // in the file, of those that are of no sample
    for (const TableRow& row : read.table->rows()) {
      const bool known = unknown_of(row, plan).empty();
      if (!known && (first == nullptr || row.line < first->line)) first = &row;
      beyond += known && row.replicate >= plan.replicates ? 1 : 0;
    }
    if (first != nullptr)
      throw Error(ExitCode::data, name + ":" + std::to_string(first->line) + ": " + unknown_of(*first, plan));
    if (beyond > 0)
      add_note(plan.notes, name + ": " + std::to_string(beyond) + (beyond == 1 ? " row is" : " rows are") +
                               " of replicates beyond the " + std::to_string(plan.replicates) +
                               " of the study, and not used");
    plan.tables.push_back(key.second + " " + read.sha256);
  }
}

Outcome<AnyEstimator> bind_table(const ReadTable& read, const UseSpec& use, const Knowns& knowns,
                                 std::uint64_t scenario, double unit_factor) {
  if (knowns.estimand == all_parameters)
    return Refusal{"a table holds one number, not all parameters of a model"};
  EstimatorFacts facts;
  facts.name = use.name;
  facts.options = "column=" + use.column + " sha256=" + read.sha256;
  facts.outputs = {{"", knowns.estimand, 0}};
  facts.has_interval = knowns.interval && read.table->has_intervals;
  return AnyEstimator{std::move(facts), look_up(read.table, scenario, unit_factor)};
}

}  // namespace plim
