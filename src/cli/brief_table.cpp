#include "brief_table.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace plim::cli {
namespace {

bool same_group(const SummaryRow& a, const SummaryRow& b) {
  return a.sample == b.sample && a.population == b.population && a.estimate == b.estimate;
}

/// Where a row is apart from n and its series.
std::string point_of(const SummaryRow& row) {
  std::string place;
  for (std::size_t a = 0; a < row.at.size(); ++a) {
    if (row.n_axis != a) place += row.at[a].text + "\n" + fmt::format("{}", row.at[a].number) + "\n";
  }
  return place;
}

}  // namespace

BriefTable::BriefTable(const std::vector<SummaryRow>& rows, std::size_t columns) : columns_(columns) {
  std::map<std::string, std::size_t> places;
  const SummaryRow* before = nullptr;
  for (const SummaryRow& row : rows) {
    if (before == nullptr || !same_group(*before, row)) {
      blocks_.emplace_back();
      places.clear();
    }
    before = &row;
    std::vector<BriefCurve>& curves = blocks_.back().curves;
    const auto [place, is_new] = places.try_emplace(point_of(row) + row.series, curves.size());
    if (is_new) curves.emplace_back();
    curves[place->second].push_back(&row);
    curves_ += is_new ? 1 : 0;
  }
  for (BriefBlock& block : blocks_) {
    for (BriefCurve& curve : block.curves)
      std::stable_sort(curve.begin(), curve.end(),
                       [](const SummaryRow* a, const SummaryRow* b) { return a->n < b->n; });
  }
  part_by_bias();
  for (BriefBlock& block : blocks_) block.one_truth = has_one_truth(block);
  put_in_order();
}

/// Series without a bias stand in a block of their own, where they have a mean.
void BriefTable::part_by_bias() {
  std::vector<BriefBlock> parts;
  for (BriefBlock& block : blocks_) {
    const auto without = std::stable_partition(block.curves.begin(), block.curves.end(), has_bias);
    const BriefBlock rest{{without, block.curves.end()}};
    block.curves.erase(without, block.curves.end());
    if (!block.curves.empty()) parts.push_back(std::move(block));
    if (!rest.curves.empty()) parts.push_back(rest);
  }
  blocks_ = std::move(parts);
}

/// Groups with a bias first, and those under one heading together.
void BriefTable::put_in_order() {
  std::vector<BriefHeading> headings;  // as they come
  std::vector<std::pair<std::pair<bool, std::size_t>, BriefBlock>> order;
  for (BriefBlock& block : blocks_) {
    const BriefHeading heading = heading_of(block);
    const auto at = std::find(headings.begin(), headings.end(), heading);
    const auto place = static_cast<std::size_t>(at - headings.begin());
    if (at == headings.end()) headings.push_back(heading);
    order.push_back({{!heading.has_bias, place}, std::move(block)});
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  blocks_.clear();
  for (auto& [place, block] : order) {
    headings_.push_back(headings[place.second]);
    blocks_.push_back(std::move(block));
  }
}

/// With a line for what is left out, if anything is, and one for the noise.
std::size_t BriefTable::lines_of(const std::vector<std::size_t>& counts) const {
  std::size_t lines = 1, shown = 0;
  const BriefHeading* heading = nullptr;
  for (std::size_t b = 0; b < counts.size(); ++b) {
    if (counts[b] == 0) continue;
    lines += 1 + counts[b] + (heading == nullptr || *heading != headings_[b] ? lines_of_headings : 0);
    heading = &headings_[b];
    shown += counts[b];
  }
  return lines + (shown < curves_ ? 1 : 0);
}

std::size_t BriefTable::lines_wanted() const {
  std::vector<std::size_t> counts;
  for (const BriefBlock& block : blocks_) counts.push_back(block.curves.size());
  return lines_of(counts);
}

/// How many curves of every group are shown: each has one before any has two.
std::vector<std::size_t> BriefTable::allotment(std::size_t room) const {
  std::vector<std::size_t> counts(std::min(blocks_.size(), room));
  for (bool more = true; more;) {
    more = false;
    for (std::size_t b = 0; b < counts.size(); ++b) {
      if (counts[b] == blocks_[b].curves.size()) continue;
      ++counts[b];
      if (lines_of(counts) <= room) {
        more = true;
      } else {
        --counts[b];
      }
    }
  }
  return counts;
}

/// So many curves of a group: of a grid whole points, from its first to its last; else the first series.
BriefBlock BriefTable::chosen(std::size_t block, std::size_t count) const {
  const std::vector<BriefCurve>& all = blocks_[block].curves;
  const std::string first = point_of(*all.front().front());
  const auto next = std::find_if(all.begin(), all.end(),
                                 [&first](const BriefCurve& c) { return point_of(*c.front()) != first; });
  const auto series = static_cast<std::size_t>(next - all.begin());
  const std::size_t points = all.size() / series, shown = count / series;
  BriefBlock some{{}, blocks_[block].one_truth};
  if (shown < 2) some.curves.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
  for (std::size_t p = 0; shown > 1 && p < shown; ++p) {
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(p * (points - 1) / (shown - 1) * series);
    some.curves.insert(some.curves.end(), from, from + static_cast<std::ptrdiff_t>(series));
  }
  return some;
}

std::vector<std::string> BriefTable::lines(std::size_t room) const {
  const std::vector<std::size_t> counts = allotment(room);
  std::vector<std::string> lines;
  std::vector<BriefBlock> section;
  const BriefHeading* heading = nullptr;
  std::size_t shown = 0;
  bool noisy = false;
  const auto close = [&] {
    if (section.empty()) return;
    const std::vector<std::string> part = section_lines(section, columns_);
    lines.insert(lines.end(), part.begin(), part.end());
    noisy = noisy || shows_noise(section);
    section.clear();
  };
  for (std::size_t b = 0; b < counts.size(); ++b) {
    if (counts[b] == 0) continue;
    if (heading != nullptr && *heading != headings_[b]) close();
    heading = &headings_[b];
    section.push_back(chosen(b, counts[b]));
    shown += section.back().curves.size();
  }
  close();
  if (shown < curves_ && room > 0) lines.push_back(fmt::format("... and {} more (--full)", curves_ - shown));
  if (noisy) lines.emplace_back(meaning_of_noise);
  return lines;
}

}  // namespace plim::cli
