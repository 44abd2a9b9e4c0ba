#pragma once
#include <string>
#include <vector>

#include "summary.hpp"

namespace plim::cli {

/// One series at one point of the axes of its group, along n, which ascends.
using BriefCurve = std::vector<const SummaryRow*>;
/// Curves of one group, and whether all of them, shown or not, have one truth.
struct BriefBlock {
  std::vector<BriefCurve> curves;
  bool one_truth = true;
};

/// What curves under one heading have alike: the smallest, a middle and the largest n, or where n moves with
/// numbers these, and whether they have a bias.
struct BriefHeading {
  std::vector<std::string> sizes;
  bool has_bias = false;
  bool operator==(const BriefHeading&) const = default;
};
/// Whether it has a bias at any n.
bool has_bias(const BriefCurve& curve);
BriefHeading heading_of(const BriefBlock& block);
bool has_one_truth(const BriefBlock& block);

/// Two lines of headings, then for every block a title and a line a curve, of at most so many columns.
std::vector<std::string> section_lines(const std::vector<BriefBlock>& blocks, std::size_t columns);
inline constexpr std::size_t lines_of_headings = 2;

/// Whether a bias is shown as nothing but its noise, and what that means.
bool shows_noise(const std::vector<BriefBlock>& blocks);
inline constexpr const char* meaning_of_noise =
    "±: no bias is seen beyond two Monte Carlo standard errors, whose size follows";

}  // namespace plim::cli
