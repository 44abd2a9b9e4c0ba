#include <algorithm>
#include <cmath>
#include <iterator>
#include <ostream>

#include <fmt/format.h>

#include "digits.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "summary.hpp"

namespace plim::cli {
namespace {

/// Four significant digits, or as many as the Monte Carlo standard error tells.
Digits digits_of_entry(const SummaryRow::Entry& e) {
  return Digits(std::fmax(std::fabs(e.value), std::fabs(e.prediction)), e.mcse, 1, 4);
}

std::string with_error(const SummaryRow::Entry* e) {
  if (e == nullptr || std::isnan(e->value)) return "-";
  const std::string value = digits_of_entry(*e).with_sign(e->value);
  return std::isnan(e->mcse) ? value : value + fmt::format(" ({:.1g})", e->mcse);
}

/// A share of the replicates.
std::string share_with_error(const SummaryRow::Entry* e) {
  if (e == nullptr || std::isnan(e->value)) return "-";
  const int decimals = digits_for(1, e->mcse, 1, 5) - 1;
  return fmt::format("{:.{}f} ({:.1g})", e->value, decimals, e->mcse);
}

std::string bias_of(const SummaryRow& row) {
  const SummaryRow::Entry *bias = find_column(row, Column::bias), *mean = find_column(row, Column::mean);
  const bool mean_alone = bias != nullptr && std::isnan(bias->value) && !std::isnan(mean->value);
  return mean_alone ? "mean " + with_error(mean) : with_error(bias);
}

/// The mean of the finite estimates, and how many are not, where there are such.
std::string mean_of_finite(const SummaryRow& row) {
  const SummaryRow::Entry* e = find_column(row, Column::finite_mean);
  return e == nullptr || share_infinite(row) == nullptr ? "-" : with_error(e);
}

/// True if theory speaks of all replicates and some of them failed.
bool as_if_none_failed(const SummaryRow& row) {
  return !row.theory_of_successes && row.failure_rate() > 0 &&
         std::any_of(row.entries.begin(), row.entries.end(),
                     [](const SummaryRow::Entry& e) { return e.prediction_kind != 0; });
}

/// What stands under a heading of its own.
std::string under(const SummaryRow& row, const std::string& heading) {
  for (const SummaryRow::Entry& e : row.entries) {
    if (e.heading == heading) return with_error(&e);
  }
  return "-";
}

std::string prediction(const SummaryRow& row, Column column) {
  const SummaryRow::Entry* e = find_column(row, column);
  if (e == nullptr || e->prediction_kind == 0) return "-";
  return fmt::format("{}{}{}", digits_of_entry(*e).shown(e->prediction), e->prediction_kind == 2 ? "~" : "",
                     as_if_none_failed(row) ? "*" : "");
}

std::string signed_prediction(const SummaryRow& row, Column column) {
  const std::string text = prediction(row, column);
  return text.front() == '-' ? text : "+" + text;
}

/// Coverage with failures as misses where it is another number, else "-".
std::string coverage_with_failures(const SummaryRow& row) {
  const SummaryRow::Entry *e = find_column(row, Column::coverage_of_all),
                          *coverage = find_column(row, Column::coverage);
  if (e == nullptr || coverage == nullptr || std::isnan(e->value) || e->value == coverage->value) return "-";
  return fmt::format("{:.4f}", e->value);
}

/// "42.5 % at_infinity 1700", or "0".
std::string failed(const SummaryRow& row) {
  if (row.failure_rate() == 0) return "0";
  return fmt::format("{:.3g} % {}", 100 * row.failure_rate(), failures_by_cause(row.statuses));
}

std::string title_of(const SummaryRow& row) {
  std::string title = group_title(row);
  for (const Coordinate& c : row.at)
    title += ", " + c.axis + " = " + (c.is_number() ? round_trip(c.number) : c.text);
  return title;
}

using Rows = std::vector<SummaryRow>::const_iterator;

/// The rows under one title, with the columns that they need.
class Block {
 public:
  Block(Rows begin, Rows end, std::size_t width) : begin_(begin), end_(end), width_(width) {
    for (Rows row = begin; row != end; ++row) {
      with_coverage_ = with_coverage_ || find_column(*row, Column::coverage) != nullptr;
      with_misses_ = with_misses_ || coverage_with_failures(*row) != "-";
      with_infinite_ = with_infinite_ || share_infinite(*row) != nullptr;
      with_failed_ = with_failed_ || row->failure_rate() > 0;
      for (const SummaryRow::Entry& e : row->entries) {
        if (!e.heading.empty() && std::find(headings_.begin(), headings_.end(), e.heading) == headings_.end())
          headings_.push_back(e.heading);
      }
    }
  }

  void print(std::ostream& out) const {
    std::vector<Cells> lines = {header()};
    for (Rows row = begin_; row != end_; ++row)
      lines.push_back(cells_of(*row, row == begin_ || row->series != std::prev(row)->series));
    std::vector<std::size_t> widths = usual_widths();
    for (const Cells& line : lines) {
      for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size() + 2);
    }
    out << "\n" << printable(title_of(*begin_)) << "\n";
    for (const Cells& line : lines) {
      out << fmt::format("  {:<{}}", printable(line[0]), width_);
      for (std::size_t i = 1; i < line.size(); ++i) out << fmt::format("{:>{}}", line[i], widths[i]);
      out << "\n";
    }
  }

 private:
  using Cells = std::vector<std::string>;

  Cells header() const {
    Cells cells = {"series", "n", "bias (MCSE)", "theory", "RMSE", "theory"};
    cells.insert(cells.end(), headings_.begin(), headings_.end());
    if (with_coverage_) cells.emplace_back("coverage (MCSE)");
    if (with_misses_) cells.emplace_back("with failures");
    if (with_infinite_) cells.insert(cells.end(), {"finite mean (MCSE)", "infinite (MCSE)"});
    if (with_failed_) cells.emplace_back("failed");
    return cells;
  }

  /// Of the columns of the header: what numbers of four digits need.
  std::vector<std::size_t> usual_widths() const {
    std::vector<std::size_t> widths = {0, 11, 22, 13, 12, 12};
    widths.insert(widths.end(), headings_.size(), 20);
    if (with_coverage_) widths.push_back(20);
    if (with_misses_) widths.push_back(15);
    if (with_infinite_) widths.insert(widths.end(), {22, 18});
    if (with_failed_) widths.push_back(8);
    return widths;
  }

  Cells cells_of(const SummaryRow& row, bool first_of_series) const {
    const SummaryRow::Entry* rmse = find_column(row, Column::error);
    Cells cells = {first_of_series ? row.label : "",
                   std::to_string(row.n),
                   bias_of(row),
                   signed_prediction(row, Column::bias),
                   rmse != nullptr ? digits_of_entry(*rmse).shown(rmse->value) : "-",
                   prediction(row, Column::error)};
    for (const std::string& heading : headings_) cells.push_back(under(row, heading));
    if (with_coverage_) cells.push_back(share_with_error(find_column(row, Column::coverage)));
    if (with_misses_) cells.push_back(coverage_with_failures(row));
    if (with_infinite_)
      cells.insert(cells.end(), {mean_of_finite(row), share_with_error(share_infinite(row))});
    if (with_failed_) cells.push_back(failed(row));
    return cells;
  }

  Rows begin_, end_;
  std::size_t width_;
  std::vector<std::string> headings_;  // of measures that have a column of their own
  bool with_coverage_ = false, with_misses_ = false, with_infinite_ = false, with_failed_ = false;
};

void print_marks(std::ostream& out, const std::vector<SummaryRow>& rows) {
  bool zero_error = false;
  std::vector<double> marked;
  for (const SummaryRow& row : rows) {
    const SummaryRow::Entry* bias = find_column(row, Column::bias);
    zero_error = zero_error || (bias != nullptr && bias->mcse == 0);
    if (as_if_none_failed(row)) marked.push_back(row.failure_rate());
  }
  out << "\ntheory: exact, or ~ for a leading term, - for no prediction";
  if (zero_error) out << "; an MCSE of 0 means that all replicates gave the same value";
  out << "\n";
  if (std::any_of(rows.begin(), rows.end(), [](const SummaryRow& r) { return share_infinite(r) != nullptr; }))
    out << "finite mean: of the finite estimates alone; where some are infinite, the mean of all is not "
           "finite\n";
  if (marked.empty()) return;
  out << fmt::format("* theory speaks of all replicates as if none could fail; {}{:.3g} % gave no estimate\n",
                     marked.size() > 1 ? "up to " : "",
                     100 * *std::max_element(marked.begin(), marked.end()));
}

}  // namespace

void print_table(std::ostream& out, const std::vector<SummaryRow>& rows) {
  std::size_t width = 18;
  for (const SummaryRow& row : rows) width = std::max(width, row.label.size());
  for (Rows row = rows.begin(); row != rows.end();) {
    const Rows end = std::find_if(
        row, rows.end(), [title = title_of(*row)](const SummaryRow& r) { return title_of(r) != title; });
    Block(row, end, width).print(out);
    row = end;
  }
  print_marks(out, rows);
}

}  // namespace plim::cli
