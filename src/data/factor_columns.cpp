#include "plim/data/factor_columns.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "plim/core/error.hpp"
#include "plim/core/real.hpp"
#include "plim/data/csv_table.hpp"

namespace plim {
namespace {

constexpr std::size_t most_classes = std::size_t{1} << 20;

/// The levels of a factor, and where each stands when they ascend.
using Levels = std::map<std::string, std::size_t, std::less<>>;

/// A cell of the table: how often it was observed, in how many rows, and its place among the cells as they
/// came.
struct CellRows {
  std::int64_t times = 0;
  std::size_t rows = 0;
  std::uint32_t place = 0;
};

/// Reads one file.
class FactorReader {
 public:
  FactorReader(ByteStream& bytes, const FactorOptions& options, const std::string& name)
      : table_(bytes, name, options.format), row_(table_.row()), options_(options), name_(name) {}

  UserData operator()() {
    find_factors();
    if (options_.counts) find_count();
    table_.settle_header(options_.counts ? std::vector{count_} : columns_);
    name_factors();
    while (table_.next()) add_row();
    drop_marks();
    data_.missing = table_.missing_beside(rows_);
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
    marks_.resize(columns_.size());
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
                       " columns that are no factors; name that of the counts by " +
                       table_.option("count", "NAME"));
    }
  }

  /// True if a field of the row is missing, which is counted.
  bool is_incomplete() {
    for (std::size_t f = 0; f < columns_.size(); ++f) {
      if (table_.kind(columns_[f]) != CellKind::missing) continue;
      table_.add_missing(columns_[f], data_.factors[f].name);
      return true;
    }
    const CellKind kind = options_.counts ? table_.kind(count_) : CellKind::number;
    if (kind != CellKind::missing && kind != CellKind::mark) return false;
    table_.add_missing(count_, what_);
    return true;
  }

  void add_row() {
    if (is_incomplete()) return;
    std::vector<std::string_view> names;
    for (std::size_t f = 0; f < columns_.size(); ++f) {
      table_.require_text(columns_[f], data_.factors[f].name);
      if (table_.kind(columns_[f]) == CellKind::mark)
        table_.add_to(marks_[f], columns_[f], data_.factors[f].name);
      const std::string_view level = row_[columns_[f]];
      auto found = levels_[f].find(level);
      if (found == levels_[f].end()) found = levels_[f].emplace(level, 0).first;
      names.emplace_back(found->first);
    }
    const std::int64_t times = options_.counts ? row_.count(count_, what_) : 1;
    data_.n += times;
    if (data_.n > largest_whole) row_.fail(count_, "the total of the counts passes 2^53");
    const auto place = static_cast<std::uint32_t>(cells_.size());
    CellRows& cell = cells_.try_emplace(names, CellRows{0, 0, place}).first->second;
    cell.times += times;
    ++cell.rows;
    ++rows_;
    if (options_.ordered && !options_.counts) order_.push_back(cell.place);
  }

  /// Where all other levels of a factor are numbers, a mark is a missing value; else it is a level.
  void drop_marks() {
    for (std::size_t f = 0; f < columns_.size(); ++f) {
      const auto is_mark = [](const auto& level) { return is_missing_mark(level.first); };
      const bool numbers = std::all_of(levels_[f].begin(), levels_[f].end(), [&](const auto& level) {
        return is_mark(level) || parse_number(level.first, row_.decimal());
      });
      if (marks_[f].n == 0 || !numbers) {
        table_.note_marks(marks_[f]);
        continue;
      }
      drop_cells(f);
    }
    for (std::size_t f = 0; f < columns_.size(); ++f) {
      std::set<std::string_view> used;
      for (const auto& [names, cell] : cells_) used.insert(names[f]);
      std::erase_if(levels_[f], [&used](const auto& level) { return used.count(level.first) == 0; });
    }
  }

  void drop_cells(std::size_t f) {
    MissingRows rows = marks_[f];
    rows.n = 0;
    std::erase_if(cells_, [&](const auto& entry) {
      if (!is_missing_mark(entry.first[f])) return false;
      data_.n -= entry.second.times;
      rows.n += static_cast<std::int64_t>(entry.second.rows);
      rows_ -= entry.second.rows;
      return true;
    });
    table_.take_for_missing(rows);
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
    std::unordered_map<std::uint32_t, std::uint32_t> class_of;  // by the place of a cell that was not dropped
    for (const auto& [names, cell] : cells_) {
      std::size_t k = 0;
      for (std::size_t f = 0; f < names.size(); ++f)
        k = k * levels_[f].size() + levels_[f].find(names[f])->second;
      data_.classes.counts[k] = cell.times;
      class_of[cell.place] = static_cast<std::uint32_t>(k);
    }
    for (const std::uint32_t place : order_) {
      if (const auto k = class_of.find(place); k != class_of.end()) data_.order.push_back(k->second);
    }
    data_.found = table_.found();
    data_.notes = table_.notes();
    for (const Factor& factor : data_.factors) {
      if (const auto note = table_.alike(factor.levels)) data_.notes.push_back(*note);
    }
    data_.not_numbers = name_ + ": its observations are combinations of factors";
    return std::move(data_);
  }

  CsvTable table_;
  const Rows& row_;
  const FactorOptions& options_;
  const std::string& name_;
  std::size_t count_ = 0;
  std::string what_;
  std::vector<std::size_t> columns_;
  std::vector<Levels> levels_;                               // of each factor
  std::vector<MissingRows> marks_;                           // of each
  std::map<std::vector<std::string_view>, CellRows> cells_;  // by the names of their levels
  std::vector<std::uint32_t> order_;                         // places of the cells of the rows, if wanted
  std::size_t rows_ = 0;                                     // with all their values
  UserData data_;
};

}  // namespace

UserData read_factors(ByteStream& bytes, const FactorOptions& options, const std::string& name) {
  return FactorReader(bytes, options, name)();
}

}  // namespace plim
