#include "plim/data/table_columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "column_shape.hpp"
#include "label_tally.hpp"
#include "plim/core/error.hpp"
#include "plim/data/csv_table.hpp"

namespace plim {
namespace {

/// True of a text whose first character that is no blank is a brace.
bool begins_with_brace(ByteStream& bytes) {
  std::array<char, 4096> head{};
  const std::size_t n = bytes.read(head.data(), head.size());
  bytes.rewind();
  const std::size_t first = std::string_view(head.data(), n).find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{';
}

DataFormat format_of_table(ByteStream& bytes, const TableOptions& options, const std::string& name) {
  DataFormat format = options.format;
  if (!begins_with_brace(bytes)) return format;
  if (format.header || format.separator)
    throw Error(ExitCode::data, name + ": JSON lines have no header and no separator");
  format.fields = options.numbers;
  for (const auto* names : {&options.labels, &options.texts})
    format.fields.insert(format.fields.end(), names->begin(), names->end());
  std::sort(format.fields.begin(), format.fields.end());
  format.fields.erase(std::unique(format.fields.begin(), format.fields.end()), format.fields.end());
  return format;
}

/// 1 or 0 of true or false as Python, R and JSON write them.
std::optional<double> truth_of(std::string_view field) {
  for (const std::string_view word : {"true", "True", "TRUE"}) {
    if (field == word) return 1;
  }
  for (const std::string_view word : {"false", "False", "FALSE"}) {
    if (field == word) return 0;
  }
  return std::nullopt;
}

/// Reads one file.
class TableReader {
 public:
  TableReader(ByteStream& bytes, const TableOptions& options, const DataFormat& format,
              const std::string& name)
      : options_(options),
        of_fields_(!format.fields.empty()),
        table_(bytes, name, format),
        row_(table_.row()),
        name_(name) {
    for (const std::string& column : options.numbers) {
      number_at_.push_back(find(column));
      truth_.push_back(std::count(options.truths.begin(), options.truths.end(), column) > 0);
    }
    for (const std::string& column : options.labels) label_at_.push_back(find(column));
    for (const std::string& column : options.texts) text_at_.push_back(table_.find(column));
    std::vector<std::size_t> deciding = number_at_;
    std::erase(deciding, nowhere);
    table_.settle_header(deciding);
    for (std::size_t j = 0; j < number_at_.size(); ++j)
      data_.numbers.push_back({name_at(number_at_[j], options.numbers[j])});
    for (std::size_t j = 0; j < label_at_.size(); ++j)
      data_.labels.push_back({name_at(label_at_[j], options.labels[j])});
    for (std::size_t j = 0; j < text_at_.size(); ++j)
      data_.texts.emplace_back(table_.name_of(text_at_[j], options.texts[j]));
    values_.resize(number_at_.size());
    places_.resize(label_at_.size());
    tallies_.resize(label_at_.size());
    last_.resize(label_at_.size());
  }

  TableData operator()() {
    while (table_.next()) {
      if (of_fields_) settle_fields();
      if (has_numbers() && has_labels() && has_texts()) keep_row();
    }
    data_.missing = table_.missing_beside(data_.lines.size());
    if (data_.n == 0) throw Error(ExitCode::data, name_ + ": has no observation");
    for (std::size_t j = 0; j < label_at_.size(); ++j) {
      if (label_at_[j] == nowhere) continue;
      data_.labels[j].labels = std::move(tallies_[j]).in_order().labels;
      if (const auto note = table_.alike(data_.labels[j].labels)) data_.notes.push_back(*note);
    }
    table_.note_marks(marks_);
    const std::vector<std::string> more = table_.notes();
    data_.notes.insert(data_.notes.end(), more.begin(), more.end());
    data_.found = table_.found();
    return std::move(data_);
  }

 private:
  static constexpr std::size_t nowhere = ~std::size_t{0};  // of a column that need not be there, and is not

  bool is_optional(const std::string& column) const {
    return std::count(options_.optional.begin(), options_.optional.end(), column) > 0;
  }
  std::size_t find(const std::string& column) {
    return is_optional(column) && !table_.has(column) ? nowhere : table_.find(column);
  }
  std::string name_at(std::size_t at, const std::string& asked) const {
    return at == nowhere ? asked : table_.name_of(at, asked);
  }

  /// Optional fields that the first line lacks are columns that are not there; then no line may have them.
  void settle_fields() {
    if (!std::exchange(settled_, true)) {
      leave_out_absent(number_at_, options_.numbers);
      leave_out_absent(label_at_, options_.labels);
    }
    for (const std::size_t at : absent_) {
      if (table_.kind(at) != CellKind::missing)
        row_.fail(at, table_.name_of(at, "") +
                          " is here, but not in the first line; it must be in all lines, or in none");
    }
  }
  void leave_out_absent(std::vector<std::size_t>& places, const std::vector<std::string>& asked) {
    for (std::size_t j = 0; j < places.size(); ++j) {
      if (!is_optional(asked[j]) || table_.kind(places[j]) != CellKind::missing) continue;
      absent_.push_back(places[j]);
      places[j] = nowhere;
    }
  }

  /// Reads the numbers of the row; false if one is missing, which is counted.
  bool has_numbers() {
    for (std::size_t j = 0; j < values_.size(); ++j) {
      const std::size_t at = number_at_[j];
      if (at == nowhere) continue;
      if (const std::optional<double> x = table_.number(at)) {
        values_[j] = *x;
        continue;
      }
      const CellKind kind = table_.kind(at);
      if (kind == CellKind::missing || kind == CellKind::mark) {
        table_.add_missing(at, data_.numbers[j].name);
        return false;
      }
      const std::optional<double> other = kind == CellKind::beyond ? parse_number(row_[at], row_.decimal())
                                          : truth_[j]              ? truth_of(trimmed(row_[at]))
                                                                   : std::nullopt;
      if (!other) row_.fail(at, data_.numbers[j].name + " is " + row_.shown(at) + ", but must be a number");
      values_[j] = *other;
    }
    return true;
  }

  /// The same of its labels; consecutive rows often have one.
  bool has_labels() {
    for (std::size_t j = 0; j < places_.size(); ++j) {
      const std::size_t at = label_at_[j];
      if (at == nowhere) continue;
      const std::string_view label = row_[at];
      if (!label.empty() && label == last_[j]) continue;
      if (!has_name(at, data_.labels[j].name)) return false;
      places_[j] = static_cast<std::uint32_t>(tallies_[j].add(label, 1));
      last_[j] = table_.kind(at) == CellKind::mark ? "" : label;
    }
    return true;
  }

  bool has_texts() {
    for (std::size_t j = 0; j < text_at_.size(); ++j) {
      if (!has_name(text_at_[j], data_.texts[j].name())) return false;
    }
    return true;
  }

  /// True of a field that is no missing name; else that is counted.
  bool has_name(std::size_t at, const std::string& column) {
    const CellKind kind = table_.kind(at);
    if (kind == CellKind::missing) {
      table_.add_missing(at, column);
      return false;
    }
    if (kind == CellKind::mark) table_.add_to(marks_, at, column);
    table_.require_text(at, column);
    return true;
  }

  void keep_row() {
    for (std::size_t j = 0; j < values_.size(); ++j) {
      if (number_at_[j] == nowhere) continue;
      make_room(data_.numbers[j].values, row_);
      data_.numbers[j].values.push_back(values_[j]);
    }
    for (std::size_t j = 0; j < places_.size(); ++j) {
      if (label_at_[j] != nowhere) data_.labels[j].of.push_back(places_[j]);
    }
    for (std::size_t j = 0; j < text_at_.size(); ++j) data_.texts[j].add(row_[text_at_[j]]);
    data_.lines.add(row_.line());
    ++data_.n;
  }

  const TableOptions& options_;
  bool of_fields_, settled_ = false;
  CsvTable table_;
  const Rows& row_;
  const std::string& name_;
  std::vector<std::size_t> number_at_, label_at_, text_at_;
  std::vector<std::size_t> absent_;  // fields
  std::vector<bool> truth_;
  std::vector<double> values_;         // of the row in hand
  std::vector<std::uint32_t> places_;  // of its labels
  std::vector<std::string> last_;      // the label that places_ stands for, if it is no mark
  std::vector<LabelTally> tallies_;
  MissingRows marks_;
  TableData data_;
};

}  // namespace

TableData read_table(ByteStream& bytes, const TableOptions& options, const std::string& name) {
  return TableReader(bytes, options, format_of_table(bytes, options, name), name)();
}

}  // namespace plim
