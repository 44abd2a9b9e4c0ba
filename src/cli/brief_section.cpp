#include "brief_section.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "brief_columns.hpp"
#include "plim/core/name.hpp"
#include "plim/data/text_width.hpp"

namespace plim::cli {
namespace {

constexpr std::size_t wanted_label = 26, narrowest_label = 16;

/// The places along n that have a column: the first, one in the middle, the last.
std::vector<std::size_t> picks_of(const BriefCurve& curve) {
  std::vector<std::size_t> picks = {0};
  if (curve.size() > 2) picks.push_back((curve.size() - 1) / 2);
  if (curve.size() > 1) picks.push_back(curve.size() - 1);
  return picks;
}

/// "n = 100", or "times = 0.1".
std::string size_of(const SummaryRow& row) {
  if (row.n_axis && row.at[*row.n_axis].is_number())
    return fmt::format("{} = {:.4g}", row.at[*row.n_axis].axis, row.at[*row.n_axis].number);
  return "n = " + std::to_string(row.n);
}

/// One truth for all of these rows, "varies", or "-" if none has any.
std::string truth_of(const BriefCurve& rows) {
  const double first = rows.front()->truth;
  for (const SummaryRow* row : rows) {
    if (row->truth != first && !(std::isnan(row->truth) && std::isnan(first))) return "varies";
  }
  return std::isnan(first) ? "-" : fmt::format("{:.4g}", first);
}

/// The largest share of failures along n, "" if there are none.
std::string failed_of(const BriefCurve& curve) {
  double most = 0;
  for (const SummaryRow* row : curve) most = std::max(most, row->failure_rate());
  return most > 0 ? fmt::format("{:.3g}%", 100 * most) : "";
}

/// How much of the names of axes stands at each curve.
enum class Naming { axes, values_alone };

/// "  ml, s = 0.8", or "  ml, 0.8".
std::string label_of(const BriefCurve& curve, Naming naming) {
  const SummaryRow& row = *curve.front();
  std::string label = "  " + row.label;
  for (std::size_t a = 0; a < row.at.size(); ++a) {
    if (row.n_axis == a) continue;
    const Coordinate& c = row.at[a];
    label += ", " + (naming == Naming::axes ? c.axis + " = " : std::string()) +
             (c.is_number() ? fmt::format("{:.4g}", c.number) : c.text);
  }
  return printable(label);
}

/// ", by shape, scale": the axes whose values stand at the curves.
std::string axes_of(const SummaryRow& row) {
  std::string axes;
  for (std::size_t a = 0; a < row.at.size(); ++a) {
    if (row.n_axis != a) axes += (axes.empty() ? " by " : ", ") + row.at[a].axis;
  }
  return axes;
}

/// Blocks under one heading, laid out with numbers of that precision.
class Section {
 public:
  Section(const std::vector<BriefBlock>& blocks, bool with_error, const Precision& precision, Naming naming)
      : blocks_(blocks),
        precision_(precision),
        naming_(naming),
        picks_(picks_of(blocks.front().curves.front())) {
    for (const BriefBlock& block : blocks) {
      for (const BriefCurve& curve : block.curves) look_at(curve);
      differ_ = differ_ || !block.one_truth;
    }
    const BriefHeading heading = heading_of(blocks.front());
    if (heading.has_bias) {
      add(bias_column);
      if (with_error) add(error_column);
    } else {
      add(mean_column);
      add(mcse_column);
    }
    add(coverage_column);
    for (const std::string& size : heading.sizes) {
      sizes_.push_back(size);
      cell_ = std::max(cell_, sizes_.back().size());
    }
    if (differ_) truth_ += 2;
    if (failed_ > 0) failed_ = std::max<std::size_t>(failed_, 6) + 2;
  }

  /// Columns of the screen that are left for names, and those that names take.
  std::size_t room(std::size_t columns) const {
    const std::size_t used = (differ_ ? truth_ : 0) + failed_ + sizes_.size() * (cell_ + 2);
    return columns - std::min(columns, used);
  }
  std::size_t label() const noexcept { return label_; }

  std::vector<std::string> lines(std::size_t columns) const {
    const std::size_t label = std::min(label_, room(columns));
    const std::string before = std::string(label, ' ') + (differ_ ? right_aligned("truth", truth_) : "");
    std::string first(text_width(before), ' '), second = before;
    for (const std::string& n : sizes_) {
      first += "  " + right_aligned(n, cell_);
      second += "  " + cell([](const BriefColumn& c) { return std::string(c.heading); });
    }
    if (failed_ > 0) {
      first += right_aligned("failed", failed_);
      second += right_aligned("up to", failed_);
    }
    std::vector<std::string> all = {first, second};
    for (const BriefBlock& block : blocks_) {
      all.push_back(title(block, columns));
      for (const BriefCurve& curve : block.curves) all.push_back(line(curve, label));
    }
    return all;
  }

 private:
  struct Shown {
    BriefColumn column;
    std::size_t width;
  };

  void look_at(const BriefCurve& curve) {
    label_ = std::max(label_, text_width(label_of(curve, naming_)));
    truth_ = std::max(truth_, truth_of(curve).size());
    failed_ = std::max(failed_, failed_of(curve).size());
  }

  /// Takes a column if any of it says something.
  void add(const BriefColumn& column) {
    std::size_t width = std::string_view(column.heading).size();
    bool any = false;
    for (const BriefBlock& block : blocks_) {
      for (const BriefCurve& curve : block.curves) {
        for (const std::size_t i : picks_) {
          const std::string text = column.text(*curve[i], precision_);
          any = any || text != "-";
          width = std::max(width, text_width(text));
        }
      }
    }
    if (!any && !shown_.empty()) return;
    cell_ += width + (shown_.empty() ? 0 : 1);
    shown_.push_back({column, width});
  }

  template <class Text>
  std::string cell(const Text& text) const {
    std::string all;
    for (const Shown& s : shown_) all += (all.empty() ? "" : " ") + right_aligned(text(s.column), s.width);
    return right_aligned(all, cell_);
  }

  std::string title(const BriefBlock& block, std::size_t columns) const {
    const SummaryRow& row = *block.curves.front().front();
    const std::string truth = truth_of(block.curves.front());
    std::string tail = row.unit == "1" ? "" : "in " + row.unit + ", ";
    if (!block.one_truth) {
      tail += "truths differ";
    } else if (truth == "-") {
      tail += heading_of(block).has_bias ? "each replicate's own truth" : "without a truth";
    } else {
      tail = "truth " + truth + (row.unit == "1" ? "" : " " + row.unit);
    }
    tail = shortened(printable(tail), columns / 2);
    const std::string name = printable(row.estimate + " of " + row.sample + " from " + row.population +
                                       (naming_ == Naming::values_alone ? axes_of(row) : ""));
    return shortened_inside(name, columns - text_width(tail) - 2) + ", " + tail;
  }

  std::string line(const BriefCurve& curve, std::size_t label) const {
    std::string text = left_aligned(shortened_inside(label_of(curve, naming_), label), label);
    if (differ_) text += right_aligned(truth_of(curve), truth_);
    for (const std::size_t i : picks_)
      text += "  " + cell([&](const BriefColumn& c) { return c.text(*curve[i], precision_); });
    if (const std::string failed = failed_of(curve); !failed.empty()) text += right_aligned(failed, failed_);
    return text;
  }

  const std::vector<BriefBlock>& blocks_;
  Precision precision_;
  Naming naming_;
  std::vector<std::size_t> picks_;
  std::vector<std::string> sizes_;
  std::vector<Shown> shown_;
  std::size_t label_ = 0, truth_ = 5, failed_ = 0, cell_ = 0;  // widths
  bool differ_ = false;                                        // truths within a block
};

}  // namespace

bool has_bias(const BriefCurve& curve) {
  return std::any_of(curve.begin(), curve.end(), [](const SummaryRow* row) {
    const SummaryRow::Entry* e = find_column(*row, Column::bias);
    return e != nullptr && !std::isnan(e->value);
  });
}

BriefHeading heading_of(const BriefBlock& block) {
  BriefHeading heading;
  const BriefCurve& curve = block.curves.front();
  for (const std::size_t i : picks_of(curve)) heading.sizes.push_back(size_of(*curve[i]));
  heading.has_bias = has_bias(curve);
  return heading;
}

bool has_one_truth(const BriefBlock& block) {
  const std::string first = truth_of(block.curves.front());
  return first != "varies" && std::all_of(block.curves.begin(), block.curves.end(),
                                          [&first](const BriefCurve& c) { return truth_of(c) == first; });
}

/// Digits go before the names of axes, and these and the RMSE before other names are cut to nothing.
std::vector<std::string> section_lines(const std::vector<BriefBlock>& blocks, std::size_t columns) {
  const bool with_axes = std::any_of(blocks.begin(), blocks.end(), [](const BriefBlock& block) {
    return !axes_of(*block.curves.front().front()).empty();
  });
  for (const Precision& precision : {Precision{3, true}, Precision{3}, Precision{2}}) {
    const Section section(blocks, true, precision, Naming::axes);
    const std::size_t least = precision.digits == 3 ? wanted_label : narrowest_label;
    if (section.room(columns) >= (with_axes ? section.label() : std::min(section.label(), least)))
      return section.lines(columns);
  }
  const Naming naming = with_axes ? Naming::values_alone : Naming::axes;
  const Section section(blocks, true, {2}, naming);
  const std::size_t least = with_axes ? wanted_label : narrowest_label;
  if (section.room(columns) >= std::min(section.label(), least)) return section.lines(columns);
  return Section(blocks, false, {2}, naming).lines(columns);
}

bool shows_noise(const std::vector<BriefBlock>& blocks) {
  for (const BriefBlock& block : blocks) {
    for (const BriefCurve& curve : block.curves) {
      for (const std::size_t i : picks_of(curve)) {
        const SummaryRow::Entry* e = find_column(*curve[i], Column::bias);
        if (e != nullptr && is_noise(*e)) return true;
      }
    }
  }
  return false;
}

}  // namespace plim::cli
