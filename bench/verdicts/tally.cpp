#include "tally.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/numeric/special.hpp"

namespace plim::verdicts {
namespace {

double real(std::int64_t n) { return static_cast<double>(n); }

Cell cell_of(const std::vector<Judged>& runs, std::size_t claim) {
  Cell cell;
  const auto total = static_cast<std::int64_t>(runs.size());
  cell.confirmed.of = cell.refuted.of = total;
  double sum = 0, squares = 0, count = 0, margins = 0;
  for (const Judged& run : runs) {
    const Ruling& check = run.alone[claim];
    cell.confirmed.hits += check.verdict == Verdict::confirmed ? 1 : 0;
    cell.refuted.hits += check.verdict == Verdict::refuted ? 1 : 0;
    if (!std::isnan(check.margin_low) && !std::isnan(check.margin_high)) {
      cell.margin_low += check.margin_low;
      cell.margin_high += check.margin_high;
      ++margins;
    }
    if (!std::isfinite(check.value)) continue;
    sum += check.value;
    ++count;
  }
  cell.mean = sum / count;
  for (const Judged& run : runs) {
    const double value = run.alone[claim].value;
    if (std::isfinite(value)) squares += (value - cell.mean) * (value - cell.mean);
  }
  cell.sd = std::sqrt(squares / (count - 1));
  cell.margin_low /= margins;
  cell.margin_high /= margins;
  return cell;
}

}  // namespace

double Share::lower() const {
  return hits > 0 ? special::beta_quantile(real(hits), real(of - hits) + 1, 0.005) : 0;
}

double Share::upper() const {
  return hits < of ? special::beta_quantile(real(hits) + 1, real(of - hits), 0.995) : 1;
}

double Cell::margin_in_se(bool holds) const {
  const bool two_sided = std::isfinite(margin_low) && std::isfinite(margin_high);
  const double nearest = std::min(std::fabs(mean - margin_low), std::fabs(mean - margin_high));
  return (holds && two_sided ? (margin_high - margin_low) / 2 : nearest) / sd;
}

Tally run_many(const Study& study, const std::vector<bool>& holds, std::int64_t runs,
               std::uint64_t first_seed, const Executor& executor) {
  std::vector<Judged> results(static_cast<std::size_t>(runs));
  executor.run(static_cast<std::uint64_t>(runs),
               [&](std::uint64_t i, int) { results[i] = study.run(first_seed + i); });
  Tally tally;
  tally.confirmed.of = tally.refuted.of = tally.wrong.of = runs;
  for (const Judged& run : results) {
    bool all = true, one = false, wrong = false;
    for (std::size_t c = 0; c < run.together.size(); ++c) {
      all = all && run.together[c] == Verdict::confirmed;
      one = one || run.together[c] == Verdict::refuted;
      wrong = wrong || (holds[c] && run.together[c] == Verdict::refuted);
    }
    tally.confirmed.hits += all ? 1 : 0;
    tally.refuted.hits += one ? 1 : 0;
    tally.wrong.hits += wrong ? 1 : 0;
  }
  for (std::size_t c = 0; c < holds.size(); ++c) tally.cells.push_back(cell_of(results, c));
  return tally;
}

std::vector<bool> truths_of(const Design& design) {
  std::vector<bool> truths;
  for (const Claim& claim : design.claims) truths.push_back(claim.holds);
  return truths;
}

}  // namespace plim::verdicts
