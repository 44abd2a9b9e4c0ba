#include "plim/data/factor_columns.hpp"

#include <algorithm>
#include <map>

#include "plim/core/error.hpp"
#include "plim/core/real.hpp"
#include "plim/data/csv_table.hpp"

namespace plim {
namespace {

constexpr std::size_t most_classes = std::size_t{1} << 20;

/// The levels of a factor, and where each stands when they ascend.
using Levels = std::map<std::string, std::size_t, std::less<>>;

/// Reads one file.
class FactorReader {
 public:
  FactorReader(std::string_view bytes, const FactorOptions& options, const std::string& name)
      : table_(bytes, name, options.csv), row_(table_.row()), options_(options), name_(name) {}

  UserData operator()() {
    find_factors();
    if (options_.counts) find_count();
    table_.settle_header(options_.counts ? std::vector{count_} : columns_);
    name_factors();
    while (table_.next()) add_row();
    if (data_.n == 0) throw Error(ExitCode::data, name_ + ": has no observation");
    return finish();
  }

 private:
  void find_factors() {
    for (const std::string& factor : options_.factors) {
      const std::size_t at = table_.find(factor);
      if (std::find(columns_.begin(), columns_.end(), at) != columns_.end())
        row_.fail(at, "the column is named twice among the factors");
      columns_.push_back(at);
    }
    levels_.resize(columns_.size());
  }

  /// By the header; columns of one name are called as they were asked for.
  void name_factors() {
    for (std::size_t f = 0; f < columns_.size(); ++f) {
      const std::string& asked = options_.factors[f];
      if (table_.has_header()) table_.require_text(columns_[f], "the name of the column");
      data_.factors.push_back({table_.name_of(columns_[f], asked), {}});
      if (table_.columns_called(data_.factors[f].name).size() > 1) data_.factors[f].name = asked;
    }
    what_ = table_.name_of(count_, "a count");
  }

  /// The column of the counts: the one that is named, or the only one that is no factor.
  void find_count() {
    if (!options_.count.empty()) {
      count_ = table_.find(options_.count);
      return;
    }
    std::size_t others = 0;
    for (std::size_t i = 0; i < table_.width(); ++i) {
      if (std::find(columns_.begin(), columns_.end(), i) != columns_.end()) continue;
      count_ = i;
      ++others;
    }
    if (others != 1) {
      row_.fail(0, "there are " + std::to_string(others) +
                       " columns that are no factors; name that of the counts by --column");
    }
  }

  void add_row() {
    std::vector<std::string_view> cell;
    for (std::size_t f = 0; f < columns_.size(); ++f) {
      if (table_.kind(columns_[f]) == CellKind::missing)
        table_.refuse_missing(columns_[f], data_.factors[f].name);
      table_.require_text(columns_[f], data_.factors[f].name);
      const std::string_view level = row_[columns_[f]];
      auto found = levels_[f].find(level);
      if (found == levels_[f].end()) found = levels_[f].emplace(level, 0).first;
      cell.emplace_back(found->first);
    }
    const std::int64_t times = options_.counts ? row_.count(count_, what_) : 1;
    data_.n += times;
    if (data_.n > largest_whole) row_.fail(count_, "the total of the counts passes 2^53");
    cells_[cell] += times;
  }

  UserData finish() {
    std::size_t K = 1;
    for (std::size_t f = 0; f < levels_.size(); ++f) {
      for (auto& [level, place] : levels_[f]) {
        place = data_.factors[f].levels.size();
        data_.factors[f].levels.push_back(level);
      }
      K *= levels_[f].size();
      if (K > most_classes)
        throw Error(ExitCode::data,
                    name_ + ": the factors have more than 2^20 = 1048576 combinations of levels");
    }
    data_.classes.labels = class_labels(data_.factors);
    data_.classes.counts.assign(K, 0);
    for (const auto& [names, times] : cells_) {
      std::size_t k = 0;
      for (std::size_t f = 0; f < names.size(); ++f)
        k = k * levels_[f].size() + levels_[f].find(names[f])->second;
      data_.classes.counts[k] = times;
    }
    data_.notes = table_.notes();
    for (const Factor& factor : data_.factors) {
      if (const auto note = table_.alike(factor.levels)) data_.notes.push_back(*note);
    }
    data_.not_numbers = name_ + ": its observations are combinations of factors";
    return std::move(data_);
  }

  CsvTable table_;
  const CsvRows& row_;
  const FactorOptions& options_;
  const std::string& name_;
  std::size_t count_ = 0;
  std::string what_;
  std::vector<std::size_t> columns_;
  std::vector<Levels> levels_;                                   // of each factor
  std::map<std::vector<std::string_view>, std::int64_t> cells_;  // by the names of their levels
  UserData data_;
};

}  // namespace

UserData read_factors(std::string_view bytes, const FactorOptions& options, const std::string& name) {
  return FactorReader(bytes, options, name)();
}

}  // namespace plim
