#pragma once
#include <string>
#include <vector>

#include "brief_section.hpp"

namespace plim::cli {

/// The series of a result, a line each, as a screen has room for them.
class BriefTable {
 public:
  /// The rows must outlive the table.
  BriefTable(const std::vector<SummaryRow>& rows, std::size_t columns);

  /// How many lines all series take.
  std::size_t lines_wanted() const;
  /// At most `room` lines; series without one are counted in a line.
  std::vector<std::string> lines(std::size_t room) const;

 private:
  void part_by_bias();
  void put_in_order();
  std::size_t lines_of(const std::vector<std::size_t>& counts) const;
  std::vector<std::size_t> allotment(std::size_t room) const;
  BriefBlock chosen(std::size_t block, std::size_t count) const;

  std::size_t columns_;
  std::vector<BriefBlock> blocks_;      // one a group
  std::vector<BriefHeading> headings_;  // of each
  std::size_t curves_ = 0;
};

}  // namespace plim::cli
