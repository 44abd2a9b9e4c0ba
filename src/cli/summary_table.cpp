#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

#include "plim/core/number.hpp"
#include "summary.hpp"

namespace plim::cli {
namespace {

/// Four significant digits, or a dash.
std::string four_digits(double x) { return std::isnan(x) ? "-" : fmt::format("{:.4g}", x); }

std::string with_error(const SummaryRow::Entry* e) {
  if (e == nullptr || std::isnan(e->value)) return "-";
  const std::string value = fmt::format("{:+.4g}", e->value);
  return std::isnan(e->mcse) ? value : value + fmt::format(" ({:.1g})", e->mcse);
}

std::string infinite_of(const SummaryRow& row) {
  const SummaryRow::Entry* e = share_infinite(row);
  return e == nullptr ? "-" : fmt::format("{:.4f} ({:.1g})", e->value, e->mcse);
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
  return fmt::format("{:.4g}{}{}", e->prediction, e->prediction_kind == 2 ? "~" : "",
                     as_if_none_failed(row) ? "*" : "");
}

std::string signed_prediction(const SummaryRow& row, Column column) {
  const std::string text = prediction(row, column);
  return text.front() == '-' ? text : "+" + text;
}

std::string coverage_of(const SummaryRow& row) {
  const SummaryRow::Entry* e = find_column(row, Column::coverage);
  return e == nullptr || std::isnan(e->value) ? "-" : fmt::format("{:.4f} ({:.1g})", e->value, e->mcse);
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
      failed_width_ = std::max(failed_width_, failed(*row).size());
      for (const SummaryRow::Entry& e : row->entries) {
        if (!e.heading.empty() && std::find(headings_.begin(), headings_.end(), e.heading) == headings_.end())
          headings_.push_back(e.heading);
      }
    }
  }

  void print(std::ostream& out) const {
    out << "\n" << title_of(*begin_) << "\n";
    line(out, "series", "n", {"bias (MCSE)", "theory", "RMSE", "theory"},
         {"coverage (MCSE)", "with failures", "finite mean (MCSE)", "infinite (MCSE)", "failed"}, headings_);
    std::string series;
    for (Rows row = begin_; row != end_; ++row) {
      std::vector<std::string> own;
      for (const std::string& heading : headings_) own.push_back(under(*row, heading));
      const SummaryRow::Entry* rmse = find_column(*row, Column::error);
      line(out, row->series == series ? "" : row->label, std::to_string(row->n),
           {bias_of(*row), signed_prediction(*row, Column::bias),
            rmse != nullptr ? four_digits(rmse->value) : "-", prediction(*row, Column::error)},
           {coverage_of(*row), coverage_with_failures(*row), mean_of_finite(*row), infinite_of(*row),
            failed(*row)},
           own);
      series = row->series;
    }
  }

 private:
  void line(std::ostream& out, const std::string& label, const std::string& n,
            const std::array<std::string, 4>& always, const std::array<std::string, 5>& sometimes,
            const std::vector<std::string>& own) const {
    out << fmt::format("  {:<{}}{:>11}{:>22}{:>13}{:>12}{:>12}", label, width_, n, always[0], always[1],
                       always[2], always[3]);
    for (std::size_t i = 0; i < own.size(); ++i)
      out << fmt::format("{:>{}}", own[i], std::max<std::size_t>(20, headings_[i].size() + 2));
    if (with_coverage_) out << fmt::format("{:>20}", sometimes[0]);
    if (with_misses_) out << fmt::format("{:>15}", sometimes[1]);
    if (with_infinite_) out << fmt::format("{:>22}{:>18}", sometimes[2], sometimes[3]);
    if (with_failed_) out << fmt::format("  {:>{}}", sometimes[4], failed_width_);
    out << "\n";
  }

  Rows begin_, end_;
  std::size_t width_, failed_width_ = 6;
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
