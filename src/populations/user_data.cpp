#include "plim/populations/user_data.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/populations/csv_column.hpp"
#include "plim/populations/csv_rows.hpp"

namespace plim {
namespace {

constexpr std::int64_t largest_total = std::int64_t{1} << 53;

/// Counts by label; labels are looked up without making a string.
class Tally {
 public:
  /// Returns the place of the label among those that came so far.
  std::size_t add(std::string_view label, std::int64_t times) {
    const auto found = at_.find(label);
    if (found != at_.end()) {
      table_.counts[found->second] += times;
      return found->second;
    }
    const std::size_t place = table_.labels.size();
    at_.emplace(std::string(label), place);
    table_.labels.emplace_back(label);
    table_.counts.push_back(times);
    return place;
  }

  /// Labels in the order of their first appearance, or ascending, with places renamed to those.
  CountsTable in_order() && { return std::move(table_); }
  CountsTable sorted(std::vector<std::uint32_t>& places) const {
    std::vector<std::size_t> order(table_.labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [this](std::size_t a, std::size_t b) { return table_.labels[a] < table_.labels[b]; });
    CountsTable sorted;
    std::vector<std::uint32_t> rank(order.size());
    for (const std::size_t k : order) {
      rank[k] = static_cast<std::uint32_t>(sorted.labels.size());
      sorted.labels.push_back(table_.labels[k]);
      sorted.counts.push_back(table_.counts[k]);
    }
    for (std::uint32_t& place : places) place = rank[place];
    return sorted;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> at_;
  CountsTable table_;
};

/// Whether the first line is several numbers with spaces between.
bool is_spaced_list(std::string_view bytes, const std::string& name) {
  CsvRows line(bytes.substr(0, bytes.find_first_of("\r\n")), name, CsvRows::Separator::space);
  return line.next() && line.size() > 1 && line.is_numeric();
}

/// Reads one file.
class ColumnReader {
 public:
  ColumnReader(std::string_view bytes, const ColumnOptions& options, const std::string& name)
      : rows_(bytes, name,
              is_spaced_list(bytes, name) ? CsvRows::Separator::space : CsvRows::Separator::comma),
        options_(options) {
    if (!rows_.next()) throw Error(ExitCode::data, name + ": is empty");
    width_ = rows_.size();
    if (width_ == 1) rows_.refuse_other_separator(0);
  }

  UserData operator()() {
    data_.numbers = true;
    if (width_ > 1 && options_.column.empty() && rows_.is_last() && rows_.is_numeric()) {
      for (value_ = 0; value_ < width_; ++value_) add_field();
      return finish();
    }
    find_columns();
    const bool header = options_.header_line && !rows_.is_number(value_);
    if (header) what_ = std::string(rows_[value_]);
    bool more = !header || rows_.next();
    if (more && !options_.counts) data_.numbers = rows_.is_number(value_);
    for (; more; more = rows_.next()) {
      rows_.require_size(width_);
      add_field();
    }
    return finish();
  }

 private:
  void find_columns() {
    const bool pairs = options_.counts && width_ == 2;
    if (options_.column.empty()) {
      if (width_ > 1 && !pairs) {
        rows_.fail(0, rows_.is_numeric()
                          ? "several numbers on a line and several lines; a list stands on one line, or one "
                            "number a line; of several columns, name one by --column"
                          : "there are " + std::to_string(width_) + " columns; name one by --column");
      }
      value_ = pairs ? 1 : 0;
    } else {
      value_ = column_at(rows_, options_.column, options_.header_line);
    }
    if (pairs) label_ = 1 - value_;
  }

  void add_field() {
    if (options_.counts) return add_count(rows_.count(value_, what_.empty() ? "a count" : what_));
    ++data_.n;
    if (data_.numbers) {
      data_.reals.push_back(rows_.number(value_, what_.empty() ? "a value" : what_));
    } else if (rows_[value_].empty()) {
      rows_.fail(value_, "an empty field; every observation needs a symbol");
    } else {
      rows_.refuse_other_separator(value_);
      data_.order.push_back(static_cast<std::uint32_t>(tally_.add(rows_[value_], 1)));
    }
  }

  void add_count(std::int64_t times) {
    data_.n += times;
    if (data_.n > largest_total) rows_.fail(value_, "the total of the counts passes 2^53");
    if (label_) {
      tally_.add(rows_[*label_], times);
    } else {
      data_.classes.counts.push_back(times);
    }
  }

  UserData finish() {
    if (!options_.counts && !data_.numbers) data_.classes = tally_.sorted(data_.order);
    if (!options_.counts) return std::move(data_);
    if (label_) data_.classes = std::move(tally_).in_order();
    for (const std::string& label : data_.classes.labels) {
      const std::optional<double> value = parse_number(label);
      if (value) data_.values.push_back(*value);
    }
    data_.numbers = !data_.values.empty() && data_.values.size() == data_.classes.labels.size();
    if (!data_.numbers) data_.values.clear();
    return std::move(data_);
  }

  CsvRows rows_;
  const ColumnOptions& options_;
  std::size_t width_ = 0, value_ = 0;
  std::optional<std::size_t> label_;
  std::string what_;
  Tally tally_;
  UserData data_;
};

}  // namespace

UserData read_columns(std::string_view bytes, const ColumnOptions& options, const std::string& name) {
  return ColumnReader(bytes, options, name)();
}

UserData read_text(std::string_view bytes, const TextOptions& options, const std::string& name) {
  UserData data;
  data.classes = count_symbols(bytes, options, name);
  data.order = symbol_order(bytes, options, data.classes);
  data.n = std::accumulate(data.classes.counts.begin(), data.classes.counts.end(), std::int64_t{0});
  return data;
}

void count_values(UserData& data) {
  std::vector<double> sorted = data.reals;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i] != sorted[i - 1]) {
      data.values.push_back(sorted[i]);
      data.classes.counts.push_back(0);
    }
    ++data.classes.counts.back();
  }
}

namespace {

/// Counts listed numbers and names every class that has a number.
void name_classes(UserData& data) {
  if (!data.numbers) return;
  if (data.classes.counts.empty()) count_values(data);
  data.classes.labels.clear();
  for (const double x : data.values) data.classes.labels.push_back(round_trip(x));
}

}  // namespace

void align_classes(UserData& first, UserData& second, const std::string& name) {
  name_classes(first);
  name_classes(second);
  const bool named = !first.classes.labels.empty() || first.classes.counts.empty();
  if (named != (!second.classes.labels.empty() || second.classes.counts.empty()))
    throw Error(ExitCode::data, name + ": only one of the two samples names its classes");
  if (!named) {
    if (first.classes.counts.size() == second.classes.counts.size()) return;
    throw Error(ExitCode::data, name + ": has " + std::to_string(second.classes.counts.size()) +
                                    " counts, the other sample " +
                                    std::to_string(first.classes.counts.size()) +
                                    "; classes without names go by their place");
  }
  Tally all;
  for (const std::string& label : first.classes.labels) all.add(label, 0);
  for (std::size_t k = 0; k < second.classes.labels.size(); ++k)
    all.add(second.classes.labels[k], second.classes.counts[k]);
  second.classes = std::move(all).in_order();
  first.classes.labels = second.classes.labels;
  first.classes.counts.resize(first.classes.labels.size());
  first.numbers = second.numbers = false;  // only the classes are compared
}

}  // namespace plim
