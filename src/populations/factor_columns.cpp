#include "plim/populations/factor_columns.hpp"

#include <algorithm>
#include <map>

#include "plim/core/error.hpp"
#include "plim/populations/csv_column.hpp"
#include "plim/populations/csv_rows.hpp"

namespace plim {
namespace {

constexpr std::int64_t largest_total = std::int64_t{1} << 53;
constexpr std::size_t most_classes = std::size_t{1} << 20;

/// The levels of a factor, and where each stands when they ascend.
using Levels = std::map<std::string, std::size_t, std::less<>>;

/// Reads one file.
class FactorReader {
 public:
  FactorReader(std::string_view bytes, const FactorOptions& options, const std::string& name)
      : rows_(bytes, name), options_(options), name_(name) {}

  UserData operator()() {
    if (!rows_.next()) throw Error(ExitCode::data, name_ + ": is empty");
    width_ = rows_.size();
    find_factors();
    if (options_.counts) find_count();
    bool more = !options_.header_line || rows_.next();
    for (; more; more = rows_.next()) {
      rows_.require_size(width_);
      add_row();
    }
    if (cells_.empty()) throw Error(ExitCode::data, name_ + ": has no observation");
    return finish();
  }

 private:
  void find_factors() {
    for (const std::string& factor : options_.factors) {
      const std::size_t at = column_at(rows_, factor, options_.header_line);
      for (const std::size_t before : columns_) {
        if (before == at) rows_.fail(at, "the column is named twice among the factors");
      }
      columns_.push_back(at);
      data_.factors.push_back({options_.header_line ? std::string(rows_[at]) : factor, {}});
    }
    levels_.resize(columns_.size());
  }

  /// The column of the counts: the one that is named, or the only one that is no factor.
  void find_count() {
    if (!options_.count.empty()) {
      count_ = column_at(rows_, options_.count, options_.header_line);
    } else {
      std::size_t others = 0;
      for (std::size_t i = 0; i < width_; ++i) {
        if (std::find(columns_.begin(), columns_.end(), i) != columns_.end()) continue;
        count_ = i;
        ++others;
      }
      if (others != 1) {
        rows_.fail(0, "there are " + std::to_string(others) +
                          " columns that are no factors; name that of the counts by --column");
      }
    }
    what_ = options_.header_line ? std::string(rows_[count_]) : "a count";
  }

  void add_row() {
    std::vector<std::string_view> cell;
    for (std::size_t f = 0; f < columns_.size(); ++f) {
      const std::string_view level = rows_[columns_[f]];
      if (level.empty()) rows_.fail(columns_[f], "an empty field; every observation needs a level");
      auto found = levels_[f].find(level);
      if (found == levels_[f].end()) found = levels_[f].emplace(level, 0).first;
      cell.emplace_back(found->first);
    }
    const std::int64_t times = options_.counts ? rows_.count(count_, what_) : 1;
    data_.n += times;
    if (data_.n > largest_total) rows_.fail(count_, "the total of the counts passes 2^53");
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
    return std::move(data_);
  }

  CsvRows rows_;
  const FactorOptions& options_;
  const std::string& name_;
  std::size_t width_ = 0, count_ = 0;
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
