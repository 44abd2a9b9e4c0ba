#include "plim/catalogue/measured_coverage.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "measured_coverage_counts.hpp"
#include "measured_coverage_density.hpp"
#include "measured_coverage_joint.hpp"
#include "measured_coverage_pairs.hpp"
#include "plim/core/number.hpp"

namespace plim {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr std::string_view observed = "K=\"observed\"";

constexpr CoverageAxis share_once(std::span<const double> edges) {
  return {"f1/n", &Visible::singletons, 0, edges};
}

constexpr CoverageAxis classes_seen(std::span<const double> edges) {
  return {"S", &Visible::classes, 0, edges};
}

constexpr CoverageTable tables[] = {
    {"interval_coverage", "S classes seen, f1 of them once", false, false,
     classes_seen(measured_coverage_counts::outer_edges), share_once(measured_coverage_counts::inner_edges),
     0, 0.05, measured_coverage_counts::rows},
    {"interval_coverage_pairs", "S cells of the table seen, f1 of them once", false, false,
     classes_seen(measured_coverage_joint::outer_edges), share_once(measured_coverage_joint::inner_edges), 0,
     0.05, measured_coverage_joint::rows},
    {"interval_coverage_pairs", "S classes of the first sample seen, f1 of them once", true, false,
     classes_seen(measured_coverage_pairs::outer_edges), share_once(measured_coverage_pairs::inner_edges), 0,
     0.05, measured_coverage_pairs::rows},
    {"interval_coverage_density",
     "n observations of d coordinates",
     false,
     true,
     {"d", &Visible::coordinates, 1, measured_coverage_density::outer_edges},
     {"n", &Visible::n, 0, measured_coverage_density::inner_edges},
     1000,
     unbounded,
     measured_coverage_density::rows},
    {"interval_coverage_density",
     "n observations of d coordinates",
     true,
     true,
     {"d", &Visible::coordinates, 1, measured_coverage_density::outer_edges},
     {"n", &Visible::n, 0, measured_coverage_density::inner_edges},
     1000,
     unbounded,
     measured_coverage_density::rows_of_pairs}};

constexpr bool fits_rows(const CoverageTable& t) {
  return (t.outer.edges.size() + 1) * (t.inner.edges.size() + 1) <= most_bands;
}
static_assert(std::all_of(std::begin(tables), std::end(tables), fits_rows));

bool is_about(const CoverageTable& table, const CoverageKey& key) {
  return table.two_samples == key.two_samples && table.of_density == key.of_density;
}

/// Calls visit(table, row) for every row of what is estimated.
template <class Visit>
void for_rows(const CoverageKey& key, Visit visit) {
  for (const CoverageTable& table : tables) {
    if (!is_about(table, key)) continue;
    for (const CoverageRow& row : table.rows) {
      if (row.of == key.of) visit(table, row);
    }
  }
}

std::size_t band_in(const CoverageAxis& axis, const Visible& visible) {
  const auto above = std::upper_bound(axis.edges.begin(), axis.edges.end(), visible.*axis.value);
  return static_cast<std::size_t>(above - axis.edges.begin());
}

BandCoverage band_of(const CoverageTable& table, const CoverageRow& row, std::size_t outer,
                     std::size_t inner) {
  return {&table, outer, inner, row.bands[outer * (table.inner.edges.size() + 1) + inner]};
}

double least_of(const CoverageAxis& axis, std::size_t band) {
  return band == 0 ? axis.least : axis.edges[band - 1];
}

double below_of(const CoverageAxis& axis, std::size_t band) {
  return band == axis.edges.size() ? unbounded : axis.edges[band];
}

/// Numbers that come in whole have one alone between two that follow each other.
std::string between(const CoverageAxis& axis, double least, double below) {
  const std::string name = axis.name;
  if (below == unbounded) return name + " >= " + round_trip(least);
  if (below == least + 1) return name + " = " + round_trip(least);
  return (least > axis.least ? round_trip(least) + " <= " : "") + name + " < " + round_trip(below);
}

std::string band_text(const CoverageAxis& axis, std::size_t band) {
  return between(axis, least_of(axis, band), below_of(axis, band));
}

std::vector<BandCoverage> bands_of(const CoverageTable& table, const CoverageRow& row) {
  std::vector<BandCoverage> all;
  for (std::size_t outer = 0; outer <= table.outer.edges.size(); ++outer) {
    for (std::size_t inner = 0; inner <= table.inner.edges.size(); ++inner) {
      const BandCoverage band = band_of(table, row, outer, inner);
      if (band.coverage.scenarios > 0) all.push_back(band);
    }
  }
  return all;
}

std::string summary_of(const CoverageTable& table, const CoverageRow& row,
                       const std::vector<BandCoverage>& bands) {
  MeasuredCoverage all{100, 0, 0};
  for (const BandCoverage& band : bands) {
    if (least_of(table.inner, band.inner) < table.common_least) continue;
    if (below_of(table.inner, band.inner) > table.common_below) continue;
    all = {std::min(all.least, band.coverage.least), std::max(all.most, band.coverage.most),
           all.scenarios + band.coverage.scenarios};
  }
  const std::string where = between(table.inner, table.common_least, table.common_below);
  const std::string intervals = "95 % intervals of " + std::string(row.of);
  if (all.scenarios == 0) return intervals + " were not studied with " + where;
  return intervals + " covered " + describe(all) + " in studies with " + where;
}

}  // namespace

std::optional<BandCoverage> measured_coverage(const CoverageKey& key, std::string_view series,
                                              const Visible& visible) {
  std::optional<BandCoverage> found;
  for_rows(key, [&](const CoverageTable& table, const CoverageRow& row) {
    if (row.series != series) return;
    const BandCoverage band =
        band_of(table, row, band_in(table.outer, visible), band_in(table.inner, visible));
    if (band.coverage.scenarios > 0) found = band;
  });
  return found;
}

std::vector<SeriesCoverage> measured_series(const CoverageKey& key, std::string_view estimator) {
  std::vector<SeriesCoverage> all;
  for_rows(key, [&](const CoverageTable& table, const CoverageRow& row) {
    if (row.series.substr(0, row.series.find('(')) != estimator) return;
    const std::vector<BandCoverage> bands = bands_of(table, row);
    all.push_back({row.series, summary_of(table, row, bands), bands});
  });
  return all;
}

std::string describe_band(const BandCoverage& band) {
  return band_text(band.table->inner, band.inner) + " and " + band_text(band.table->outer, band.outer);
}

std::string describe(const MeasuredCoverage& coverage) {
  const std::string most = std::to_string(coverage.most) + " %";
  return coverage.least == coverage.most ? most : std::to_string(coverage.least) + " to " + most;
}

bool is_of_observed(std::string_view series) { return series.find(observed) != std::string_view::npos; }

std::string series_if_observed(std::string_view estimator) {
  const std::size_t open = estimator.find('(');
  const std::string name(estimator.substr(0, open));
  if (open == std::string_view::npos) return name + "(" + std::string(observed) + ")";
  return name + "(" + std::string(observed) + ", " + std::string(estimator.substr(open + 1));
}

}  // namespace plim
