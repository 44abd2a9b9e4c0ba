#pragma once
#include "plim/engine/executor.hpp"
#include "study.hpp"

namespace plim::verdicts {

/// So many of so many.
struct Share {
  std::int64_t hits = 0, of = 0;
  double value() const { return of > 0 ? static_cast<double>(hits) / static_cast<double>(of) : 0; }
  /// Limits of confidence 99 % (Clopper and Pearson 1934).
  double lower() const;
  double upper() const;
};

/// One claim over many runs.
struct Cell {
  Share confirmed, refuted;  // as the only check of its study
  double mean = 0, sd = 0;   // of the value over the runs that have one: sd is its Monte Carlo standard error
  double margin_low = 0, margin_high = 0;  // means over the runs
  std::int64_t undecided() const { return confirmed.of - confirmed.hits - refuted.hits; }
  /// How far the claim is from turning over, in standard errors: half the margin of a claim of equality that
  /// holds, else the distance from the mean of the value to the nearer end of the margin.
  double margin_in_se(bool holds) const;
};

/// A design at one number of replicates over many runs.
struct Tally {
  Share confirmed, refuted;  // the whole study: every check is, or one is
  Share wrong;               // a claim that holds is refuted in the whole study
  std::vector<Cell> cells;   // of the claims
};

/// Runs `runs` studies with seeds from `first_seed` on, each on one thread; the tally does not depend on
/// threads. `holds` says of each claim of the study whether it holds.
Tally run_many(const Study& study, const std::vector<bool>& holds, std::int64_t runs,
               std::uint64_t first_seed, const Executor& executor);

/// Whether each claim of a design holds.
std::vector<bool> truths_of(const Design& design);

}  // namespace plim::verdicts
