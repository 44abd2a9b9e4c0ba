#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report.hpp"

namespace plim::verdicts {
namespace {

std::string limits(const Share& s) {
  return fmt::format("{:.1f} [{:.1f}, {:.1f}]", 100 * s.value(), 100 * s.lower(), 100 * s.upper());
}

/// Percent, and its upper limit.
std::string short_limits(const Share& s) {
  return fmt::format("{:.1f} ({:.1f})", 100 * s.value(), 100 * s.upper());
}

std::string number_or_dash(double x) { return std::isfinite(x) ? fmt::format("{:.2g}", x) : "-"; }

/// The share of the false claim that is confirmed most often; nothing if the design has none.
std::optional<Share> worst_confirmation(const Design& design, const Tally& tally) {
  std::optional<Share> worst;
  for (std::size_t c = 0; c < tally.cells.size(); ++c) {
    const Share& share = tally.cells[c].confirmed;
    if (!design.claims[c].holds && (!worst || share.hits > worst->hits)) worst = share;
  }
  return worst;
}

const MutantTally* mutant_of(const Counted& m, std::size_t claim) {
  for (const MutantTally& mutant : m.mutants) {
    if (mutant.name.empty() && mutant.claim == claim && mutant.replicates == most_replicates) return &mutant;
  }
  return nullptr;
}

std::string row_of_power(const Counted& m, std::size_t c, const Cell& cell) {
  const Claim& claim = m.design.claims[c];
  const MutantTally* mutant = mutant_of(m, c);
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", m.design.name, claim.name,
                     claim.holds ? "true" : "false", number_or_dash(cell.margin_in_se(claim.holds)),
                     short_limits(cell.confirmed), short_limits(cell.refuted),
                     mutant != nullptr ? short_limits(mutant->refuted) : "");
}

}  // namespace

std::string table_of_rates(const std::vector<Counted>& all) {
  std::string text =
      "Percent of runs with any wrong refutation / percent that confirm the false claim confirmed most "
      "often\n"
      "(upper limits of confidence 99 %), by R:\n\n| design |";
  std::string rule = "\n|---|";
  for (const auto& [replicates, tally] : all.front().tallies) {
    text += fmt::format(" {} |", replicates);
    rule += "---|";
  }
  text += rule + "\n";
  for (const Counted& m : all) {
    text += "| " + m.design.name + " |";
    for (const auto& [replicates, tally] : m.tallies) {
      const std::optional<Share> confirmed = worst_confirmation(m.design, tally);
      text += fmt::format(" {}{} |", short_limits(tally.wrong),
                          confirmed ? " / " + short_limits(*confirmed) : "");
    }
    text += "\n";
  }
  return text;
}

std::string table_of_power(const std::vector<Counted>& all) {
  std::string text =
      "Percent (upper limits of confidence 99 %) at R = 4000; margin in Monte Carlo standard errors; mutants "
      "of "
      "two margins:\n\n| design | claim | it is | margin | confirmed | refuted | mutant refuted |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const Counted& m : all) {
    const Tally* tally = m.at(most_replicates);
    if (tally == nullptr) continue;
    if (m.design.power > 0 || !m.design.mutants.empty())
      text += fmt::format("| {} | all | true | - | {} | {} | |\n", m.design.name,
                          short_limits(tally->confirmed), short_limits(tally->refuted));
    for (const MutantTally& mutant : m.mutants) {
      if (!mutant.name.empty())
        text += fmt::format("| {} | all, {}, R = {} | false | - | {} | {} | |\n", m.design.name, mutant.name,
                            mutant.replicates, short_limits(mutant.confirmed), short_limits(mutant.refuted));
    }
    for (std::size_t c = 0; c < tally->cells.size(); ++c) text += row_of_power(m, c, tally->cells[c]);
  }
  return text;
}

std::string table_of_cells(const std::vector<Counted>& all) {
  std::string text =
      "| design | claim | it is | R | runs | confirmed % | refuted % | undecided % | margin, MCSE |\n"
      "|---|---|---|---|---|---|---|---|---|\n";
  for (const Counted& m : all) {
    for (const auto& [replicates, tally] : m.tallies) {
      for (std::size_t c = 0; c < tally.cells.size(); ++c) {
        const Cell& cell = tally.cells[c];
        const Claim& claim = m.design.claims[c];
        text +=
            fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", m.design.name, claim.name,
                        claim.holds ? "true" : "false", replicates, cell.confirmed.of, limits(cell.confirmed),
                        limits(cell.refuted), limits({cell.undecided(), cell.confirmed.of}),
                        number_or_dash(cell.margin_in_se(claim.holds)));
      }
    }
  }
  return text;
}

}  // namespace plim::verdicts
