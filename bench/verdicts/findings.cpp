#include <cmath>

#include <fmt/format.h>

#include "report.hpp"

namespace plim::verdicts {
namespace {

/// Below so many standard errors of margin even limits by the normal law, 2.33 to either side, seldom decide.
constexpr double least_margin = 4;

std::string share_text(const Share& s) {
  return fmt::format("{} of {} ({:.1f} %, limits {:.1f} to {:.1f})", s.hits, s.of, 100 * s.value(),
                     100 * s.lower(), 100 * s.upper());
}

void look_at_levels(const Counted& m, Findings& findings) {
  const auto add = [&findings](const std::string& what, const Share& share) {
    if (share.lower() > level) findings.over_level.push_back(what + ": " + share_text(share));
  };
  for (const auto& [replicates, tally] : m.tallies) {
    const std::string at = fmt::format("{}, R = {}", m.design.name, replicates);
    add(at + ", any wrong refutation", tally.wrong);
    for (std::size_t c = 0; c < tally.cells.size(); ++c) {
      const Claim& claim = m.design.claims[c];
      const Cell& cell = tally.cells[c];
      add(fmt::format("{}, {} {}, {}", at, claim.holds ? "TRUE" : "FALSE", claim.name,
                      claim.holds ? "refuted" : "confirmed"),
          claim.holds ? cell.refuted : cell.confirmed);
    }
  }
  for (const MutantTally& mutant : m.mutants) {
    if (mutant.name.empty())
      add(fmt::format("{}, R = {}, mutant of {}, confirmed", m.design.name, mutant.replicates,
                      m.design.claims[mutant.claim].name),
          mutant.confirmed);
  }
}

void look_at_decisions(const Counted& m, Findings& findings) {
  const Tally* tally = m.at(most_replicates);
  if (tally == nullptr) return;
  for (std::size_t c = 0; c < tally->cells.size(); ++c) {
    const Claim& claim = m.design.claims[c];
    const Cell& cell = tally->cells[c];
    if (cell.undecided() < cell.confirmed.of) continue;
    const double margin = cell.margin_in_se(claim.holds);
    const std::string what =
        fmt::format("{}, {} {}", m.design.name, claim.holds ? "TRUE" : "FALSE", claim.name);
    if (!claim.open.empty()) {
      findings.excepted.push_back(what + ": " + claim.open);
    } else if (margin < least_margin) {
      findings.excepted.push_back(fmt::format("{}: the margin is {:.2g} MCSE", what, margin));
    } else {
      findings.never_decided.push_back(fmt::format("{}: the margin is {:.2g} MCSE", what, margin));
    }
  }
}

void look_at_power(const Counted& m, Findings& findings) {
  const auto add = [&findings, &m](const std::string& what, const Share& share, double wanted) {
    if (share.value() < wanted)
      findings.weak.push_back(
          fmt::format("{}, {} in {}, wanted {:.0f} %", m.design.name, what, share_text(share), 100 * wanted));
  };
  if (const Tally* tally = m.at(most_replicates)) {
    add("whole study confirmed", tally->confirmed, m.design.power);
    for (std::size_t c = 0; c < tally->cells.size(); ++c)
      add(m.design.claims[c].name + " confirmed", tally->cells[c].confirmed, m.design.claims[c].power);
  }
  for (const MutantTally& mutant : m.mutants) {
    const bool of_claim = mutant.name.empty();
    if (mutant.replicates != most_replicates) continue;
    if (of_claim && !m.design.claims[mutant.claim].open.empty()) continue;
    const std::string name =
        of_claim ? "mutant of " + m.design.claims[mutant.claim].name : "mutant " + mutant.name;
    add(name + " refuted", mutant.refuted, mutant.power);
  }
}

}  // namespace

Findings findings_of(const std::vector<Counted>& all) {
  Findings findings;
  for (const Counted& m : all) {
    look_at_levels(m, findings);
    look_at_decisions(m, findings);
    look_at_power(m, findings);
  }
  return findings;
}

std::string text_of(const Findings& findings) {
  std::string text;
  const auto add = [&text](const char* title, const std::vector<std::string>& lines) {
    text += fmt::format("\n{}: {}\n", title, lines.size());
    for (const std::string& line : lines) text += "- " + line + "\n";
  };
  add("Over the level of 1 % (by the lower limit of confidence 99 %)", findings.over_level);
  add("Never decided with 4000 replicates", findings.never_decided);
  add("Less power with 4000 replicates than wanted", findings.weak);
  add("Never decided with 4000 replicates, as expected", findings.excepted);
  return text;
}

}  // namespace plim::verdicts
