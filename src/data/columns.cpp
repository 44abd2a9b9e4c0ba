#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "column_shape.hpp"
#include "label_tally.hpp"
#include "plim/core/error.hpp"
#include "plim/core/real.hpp"
#include "plim/data/csv_table.hpp"
#include "plim/data/user_data.hpp"

namespace plim {
namespace {

/// Reads one file.
class ColumnReader {
 public:
  ColumnReader(ByteStream& bytes, const ColumnOptions& options, const std::string& name)
      : table_(bytes, name, options.format), row_(table_.row()), options_(options), name_(name) {
    only_ = table_.is_only_row();
    list_ = only_ && options.column.empty() && options.count.empty() &&
            !options.format.header.value_or(false) && is_list(table_, true);
    if (list_) {
      table_.take_first_row();
    } else {
      find_columns();
      table_.settle_header({value_});
    }
    what_ = table_.name_of(value_, options.counts ? "a count" : "a value");
  }

  UserData counts() {
    for_each_value([this] {
      const CellKind kind = table_.kind(value_);
      if (kind == CellKind::missing || kind == CellKind::mark) {
        table_.add_missing(value_, what_);
      } else {
        add_count(row_.count(value_, what_));
        ++rows_;
      }
      return true;
    });
    if (label_) data_.classes = std::move(tally_).in_order();
    note_odd_first({data_.classes.counts.begin(), data_.classes.counts.end()});
    if (!repeated_.empty()) data_.notes.push_back(repeated_);
    if (label_ && data_.not_numbers.empty()) {
      take_values();
    } else if (label_) {
      if (const auto note = table_.alike(data_.classes.labels)) data_.notes.push_back(*note);
    } else {
      data_.not_numbers =
          name_ + ": counts of classes without names" +
          (table_.width() > 2 ? " (" + table_.option("column", "NAME") + " names their column)" : "");
    }
    return finish(rows_);
  }

  /// The data if all values are numbers; nothing if some are symbols.
  std::optional<UserData> numbers() {
    std::string beyond;
    bool symbols = false;
    for_each_value([&] {
      if (const std::optional<double> x = table_.number(value_)) {
        make_room(data_.reals, row_);
        data_.reals.push_back(*x);
        note_rounded(value_, what_);
        data_.lines.add(row_.line());
        return true;
      }
      const CellKind kind = table_.kind(value_);
      if (kind == CellKind::missing || kind == CellKind::mark) table_.add_missing(value_, what_);
      symbols = kind == CellKind::other;
      if (list_ && symbols) row_.refuse_number(value_, what_);
      if (kind == CellKind::beyond && beyond.empty())
        beyond = row_.place(value_) + ": " + what_ + " is " + in_quotes(row_[value_]);
      return !symbols;
    });
    if (symbols) return std::nullopt;
    if (!beyond.empty()) throw Error(ExitCode::data, beyond + ", but must be a finite number");
    data_.n = static_cast<std::int64_t>(data_.reals.size());
    data_.numbers = true;
    note_odd_first(data_.reals);
    return finish(data_.reals.size());
  }

  UserData symbols() {
    std::size_t numbers = 0;
    for_each_value([&] {
      const CellKind kind = table_.kind(value_);
      if (kind == CellKind::missing) {
        table_.add_missing(value_, what_);
        return true;
      }
      if (kind == CellKind::mark) table_.add_to(marks_, value_, what_);
      if (kind == CellKind::other) table_.refuse_other_separator(value_);
      numbers += kind == CellKind::number ? 1 : 0;
      if (kind != CellKind::number) set_not_numbers(value_, what_);
      table_.require_text(value_, what_);
      data_.order.push_back(static_cast<std::uint32_t>(tally_.add(row_[value_], 1)));
      data_.lines.add(row_.line());
      return true;
    });
    data_.n = static_cast<std::int64_t>(data_.order.size());
    data_.classes = tally_.sorted(data_.order);
    if (const auto note = table_.alike(data_.classes.labels)) data_.notes.push_back(*note);
    if (numbers > 0)
      data_.notes.push_back(data_.not_numbers + ", no number: every distinct value is a class of its own");
    if (2 * numbers > data_.order.size() && !other_notation_)
      data_.not_numbers += " (" + table_.option("na", "LIST") + " names what stands for a missing value)";
    note_header_among_values();
    return finish(data_.order.size());
  }

 private:
  void find_columns() {
    const std::size_t width = table_.width();
    if (!options_.counts) {
      if (!options_.column.empty()) {
        value_ = table_.find(options_.column);
      } else if (width > 1) {
        refuse_several("name one by " + table_.option("column", "NAME"));
      }
      return;
    }
    if (!options_.column.empty()) label_ = table_.find(options_.column);
    if (!options_.count.empty()) {
      value_ = table_.find(options_.count);
    } else if (width > 2 || (width == 2 && label_)) {
      refuse_several("name that of the classes by " + table_.option("column", "NAME") +
                     " and that of their counts by " + table_.option("count", "NAME"));
    } else {
      value_ = width - 1;
    }
    if (!label_ && width == 2) label_ = 1 - value_;
    if (label_ == value_) row_.fail(value_, "one column cannot hold the classes and their counts");
  }

  [[noreturn]] void refuse_several(const std::string& what_to_do) const {
    row_.fail(0, several_columns(table_, only_, what_to_do));
  }

  /// Calls visit() for every value until it returns false.
  template <class Visit>
  void for_each_value(Visit visit) {
    bool more = true;
    while (more && table_.next()) {
      if (!list_) more = visit();
      for (value_ = list_ ? 0 : value_; list_ && more && value_ < table_.width(); ++value_) more = visit();
    }
  }

  void add_count(std::int64_t times) {
    const std::string what = label_ ? table_.name_of(*label_, "a class") : "";
    if (label_ && table_.kind(*label_) == CellKind::missing) {
      table_.add_missing(*label_, what);
      return;
    }
    data_.n += times;
    if (data_.n > largest_whole) row_.fail(value_, "the total of the counts passes 2^53");
    const std::size_t place = label_ ? add_label(times, what) : data_.classes.counts.size();
    if (!label_) data_.classes.counts.push_back(times);
    if (place == data_.lines.size()) data_.lines.add(row_.line());
  }

  /// Returns the place of the class among those that came so far.
  std::size_t add_label(std::int64_t times, const std::string& what) {
    const CellKind kind = table_.kind(*label_);
    if (kind == CellKind::mark) table_.add_to(marks_, *label_, what);
    if (kind != CellKind::number && kind != CellKind::mark) set_not_numbers(*label_, what);
    table_.require_text(*label_, what);
    note_rounded(*label_, what);
    const std::size_t place = tally_.add(row_[*label_], times);
    if (place < data_.lines.size())
      add_up(row_.place(*label_) + ": " + what + " is " + in_quotes(row_[*label_]) + " again, after line " +
             std::to_string(data_.lines[place]));
    return place;
  }

  /// Refuses a second row of a class unless it is to be added to the first.
  void add_up(const std::string& again) {
    if (!options_.format.sum_duplicates)
      throw Error(ExitCode::data, again + "; a class has one count, unless " +
                                      table_.option("sum-duplicates", "true") + " adds up such rows");
    if (repeated_.empty()) repeated_ = again + "; the counts of such rows are added up";
  }

  /// Classes that are numbers: rows of one number are one class, however it is written.
  void take_values() {
    const CountsTable written = std::move(data_.classes);
    const LineNumbers lines = std::move(data_.lines);
    data_.classes = {};
    data_.lines = {};
    table_.take_for_missing(std::exchange(marks_, {}));
    std::map<double, std::size_t> place;
    for (std::size_t k = 0; k < written.labels.size(); ++k) {
      const std::optional<double> value = parse_number(written.labels[k], row_.decimal());
      if (!value) {  // a mark
        data_.n -= written.counts[k];
        continue;
      }
      const auto [at, fresh] = place.emplace(*value, data_.values.size());
      if (!fresh) {
        add_up(name_ + ":" + std::to_string(lines[k]) + ": " + in_quotes(written.labels[k]) +
               " is the number " + in_quotes(data_.classes.labels[at->second]) + " again, after line " +
               std::to_string(data_.lines[at->second]));
        data_.classes.counts[at->second] += written.counts[k];
        continue;
      }
      data_.values.push_back(*value);
      data_.classes.labels.push_back(written.labels[k]);
      data_.classes.counts.push_back(written.counts[k]);
      data_.lines.add(lines[k]);
    }
    data_.numbers = true;
  }

  void set_not_numbers(std::size_t column, const std::string& what) {
    if (!data_.not_numbers.empty()) return;
    data_.not_numbers = row_.place(column) + ": " + what + " is " + row_.shown(column);
    other_notation_ = row_.shown(column) != in_quotes(row_[column]);
  }

  void note_rounded(std::size_t column, const std::string& what) {
    if (rounded_.empty() && is_rounded_integer(row_[column]))
      rounded_ = row_.place(column) + ": " + what + " is " + in_quotes(row_[column]) +
                 ", and is rounded to 53 bits; numbers that differ may become one";
  }

  void note_odd_first(const std::vector<double>& values) {
    if (list_ || !table_.guessed() || table_.has_header() ||
        !is_odd_first(values, !options_.counts || label_))
      return;
    table_.note_first_row();
  }

  void note_header_among_values() {
    const std::vector<std::string>& labels = data_.classes.labels;
    if (!table_.guessed() || !table_.has_header() ||
        std::find(labels.begin(), labels.end(), what_) == labels.end())
      return;
    data_.notes.push_back(name_ + ": the first row is taken as a header, though " + in_quotes(what_) +
                          " is also a value; if it is data, say " + table_.option("header", "no"));
  }

  /// `rows`: how many have all their values.
  UserData finish(std::size_t rows) {
    data_.missing = table_.missing_beside(rows);
    table_.note_marks(marks_);
    if (data_.n == 0 && data_.lines.size() == 0 && !options_.format.may_be_empty) {
      throw Error(ExitCode::data,
                  name_ + ": has no observation" +
                      (data_.missing > 0
                           ? "; in all of its " + std::to_string(data_.missing) + " rows a value is missing"
                       : table_.guessed() && table_.has_header() ? "; the first row is taken as a header"
                                                                 : ""));
    }
    if (data_.numbers && !rounded_.empty()) data_.notes.push_back(rounded_);
    for (const std::string& note : table_.notes()) data_.notes.push_back(note);
    if (!list_) data_.found = table_.found();
    return std::move(data_);
  }

  CsvTable table_;
  const Rows& row_;
  const ColumnOptions& options_;
  const std::string& name_;
  bool only_ = false, list_ = false;  // there is one row; the values stand on it
  bool other_notation_ = false;       // the first value that is no number is one in another notation
  std::size_t rows_ = 0;              // of counts, with all their values
  std::size_t value_ = 0;
  std::optional<std::size_t> label_;
  std::string what_, repeated_, rounded_;
  MissingRows marks_;  // values that are a class among names
  LabelTally tally_;
  UserData data_;
};

}  // namespace

UserData read_columns(ByteStream& bytes, const ColumnOptions& options, const std::string& name) {
  if (options.counts) {
    ColumnOptions asked = options;
    if (asked.column.empty() && asked.count.empty()) asked.count = counts_of_two(bytes, options.format, name);
    return ColumnReader(bytes, asked, name).counts();
  }
  {
    ColumnReader reader(bytes, options, name);
    if (std::optional<UserData> data = reader.numbers()) return std::move(*data);
  }
  bytes.rewind();
  return ColumnReader(bytes, options, name).symbols();
}

}  // namespace plim
