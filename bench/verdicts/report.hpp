#pragma once
#include <cstdio>
#include <optional>

#include "tally.hpp"

namespace plim::verdicts {

inline constexpr std::uint64_t most_replicates = 4000;  // at which power is asked for
inline constexpr double level = 0.01;                   // that every rate of wrong verdicts is to keep

/// How many runs are made at 4000 replicates, at fewer, and of each mutant.
struct Sizes {
  std::int64_t few = 1000, many = 300, mutants = 100;
};

/// A mutant at one number of replicates.
struct MutantTally {
  std::string name;  // of a mutant of the whole study, "" of one of a claim
  std::size_t claim = 0;
  std::uint64_t replicates = 0;
  Share confirmed, refuted;
  double power = 0;  // wanted
};

/// All that was counted of one design.
struct Counted {
  Design design;
  std::vector<std::pair<std::uint64_t, Tally>> tallies;  // by number of replicates, ascending
  std::vector<MutantTally> mutants;

  const Tally* at(std::uint64_t replicates) const;
};

/// Runs one design at 3, 10, 30, 100, 400 and 4000 replicates, and its mutants at 400 and 4000.
Counted measure(const Design& design, const Sizes& sizes, const Executor& executor);

/// The tables, in Markdown: the worst rates of every design; power at 4000 replicates; every cell.
std::string table_of_rates(const std::vector<Counted>& all);
std::string table_of_power(const std::vector<Counted>& all);
std::string table_of_cells(const std::vector<Counted>& all);

/// What does not keep the level or lacks power, and what may remain undecided, one line each.
struct Findings {
  std::vector<std::string> over_level, never_decided, weak, excepted;
  bool any() const { return !over_level.empty() || !never_decided.empty() || !weak.empty(); }
};
Findings findings_of(const std::vector<Counted>& all);
std::string text_of(const Findings& findings);

}  // namespace plim::verdicts
