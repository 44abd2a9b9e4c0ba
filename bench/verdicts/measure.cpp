#include <cmath>

#include "report.hpp"

namespace plim::verdicts {
namespace {

constexpr std::uint64_t replicates_of[] = {3, 10, 30, 100, 400, most_replicates};
constexpr std::uint64_t fewest_of_mutants = 400;
constexpr std::uint64_t seeds_apart = 1000000;

void run_mutants(const Study& study, const Tally& clean, std::int64_t runs, std::uint64_t replicates,
                 const Executor& executor, Counted& counted) {
  const Design& design = counted.design;
  std::uint64_t first_seed = 1;
  for (const Mutant& mutant : design.mutants) {
    const Tally t =
        run_many(study.with(mutant), truths_of(design), runs, first_seed += seeds_apart, executor);
    counted.mutants.push_back({mutant.name, 0, replicates, t.confirmed, t.refuted, mutant.power});
  }
  for (std::size_t c = 0; c < design.claims.size(); ++c) {
    const Cell& cell = clean.cells[c];
    if (design.claims[c].mutant == Wrong::none || !std::isfinite(cell.margin_high - cell.margin_low))
      continue;
    const Study mutant = study.with_mutant_of(c, cell.margin_low, cell.margin_high);
    const Tally t = run_many(mutant, {true}, runs, first_seed += seeds_apart, executor);
    // A claim that 4000 replicates tell from its margin's end well is to be refuted two margins off.
    const double power = cell.margin_in_se(true) >= 6.5 ? 0.99 : 0;
    counted.mutants.push_back({"", c, replicates, t.confirmed, t.refuted, power});
  }
}

}  // namespace

const Tally* Counted::at(std::uint64_t replicates) const {
  for (const auto& [r, tally] : tallies) {
    if (r == replicates) return &tally;
  }
  return nullptr;
}

Counted measure(const Design& design, const Sizes& sizes, const Executor& executor) {
  Counted counted{design, {}, {}};
  for (const std::uint64_t replicates : replicates_of) {
    const std::int64_t runs = replicates == most_replicates ? sizes.many : sizes.few;
    if (runs == 0) continue;
    const Study study(design, replicates);
    counted.tallies.emplace_back(replicates, run_many(study, truths_of(design), runs, 1, executor));
    if (replicates >= fewest_of_mutants && sizes.mutants > 0)
      run_mutants(study, counted.tallies.back().second, sizes.mutants, replicates, executor, counted);
  }
  return counted;
}

}  // namespace plim::verdicts
