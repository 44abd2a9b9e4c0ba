#pragma once
#include <array>
#include <cstdint>
#include <numeric>

#include "plim/accumulate/moments.hpp"
#include "plim/core/cell.hpp"
#include "plim/core/status.hpp"

namespace plim {

/// One replicate of one series at one n, as it is accumulated.
struct Observation {
  Cell cell;
  Status status = Status::regular;
  double truth = not_given;    // NaN: the series has none
  bool truth_drawn = false;    // each replicate has a truth of its own
  double control = not_given;  // a variable of mean zero to subtract, NaN: none

  /// What became of it: a value that is not finite is a recorded outcome, never averaged, whatever the
  /// estimator called it; so is a replicate whose own truth is not finite.
  Status outcome() const noexcept;
};

/// Everything that the measures of one series at one n need; a regular value that merges.
struct SeriesStats {
  Moments error;       // value - truth, or the value itself where there is no truth
  Moments controlled;  // value - truth - control
  Moments value;       // where the truth is drawn; elsewhere it is the error + the truth
  Moments width;       // hi - lo of intervals
  std::int64_t covered = 0;
  double infinite_sum = 0;  // of the estimates that are infinite: NaN if they are of both signs, or not told
  std::array<std::int64_t, status_count> statuses{};

  void add(const Observation& o) noexcept;
  /// All that were run, and those of them that gave an estimate.
  std::int64_t replicates() const noexcept {
    return std::accumulate(statuses.begin(), statuses.end(), std::int64_t{0});
  }
  std::int64_t successes() const noexcept { return error.count; }
  std::int64_t infinite() const noexcept { return statuses[static_cast<std::size_t>(Status::infinite)]; }
  SeriesStats& operator+=(const SeriesStats& other) noexcept;
  bool operator==(const SeriesStats&) const = default;
  /// Shows the visitor every member, in the order of the bytes of a record.
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.error);
    visitor(self.controlled);
    visitor(self.value);
    visitor(self.width);
    visitor(self.covered);
    visitor(self.infinite_sum);
    visitor(self.statuses);
  }
};

}  // namespace plim
