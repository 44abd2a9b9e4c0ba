#include "plim/catalogue/measured_coverage.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "measured_coverage_table.hpp"
#include "plim/core/number.hpp"

namespace plim {
namespace {

using namespace measured_coverage_table;
static_assert(std::size(singleton_edges) + 1 == singleton_bands && std::size(class_edges) + 1 == class_bands);

constexpr double unbounded = std::numeric_limits<double>::infinity();

const CoverageRow* row_of(std::string_view series) {
  const auto* row = std::find_if(std::begin(rows), std::end(rows),
                                 [&](const CoverageRow& r) { return r.series == series; });
  return row == std::end(rows) ? nullptr : row;
}

template <std::size_t n>
std::size_t band_in(const double (&edges)[n], double x) {
  return static_cast<std::size_t>(std::upper_bound(edges, edges + n, x) - edges);
}

template <std::size_t n>
std::pair<double, double> ends_of(const double (&edges)[n], std::size_t band) {
  return {band == 0 ? 0 : edges[band - 1], band == n ? unbounded : edges[band]};
}

CoverageBand band_of(std::size_t c, std::size_t s) {
  const auto [least_classes, below_classes] = ends_of(class_edges, c);
  const auto [least_singletons, below_singletons] = ends_of(singleton_edges, s);
  return {least_singletons, below_singletons, least_classes, below_classes};
}

std::string between(double least, const std::string& name, double below) {
  if (below == unbounded) return name + " >= " + round_trip(least);
  return (least > 0 ? round_trip(least) + " <= " : "") + name + " < " + round_trip(below);
}

}  // namespace

std::optional<BandCoverage> measured_coverage(std::string_view series, double singletons, double classes) {
  const CoverageRow* row = row_of(series);
  if (row == nullptr) return std::nullopt;
  const std::size_t c = band_in(class_edges, classes), s = band_in(singleton_edges, singletons);
  if (row->bands[c][s].scenarios == 0) return std::nullopt;
  return BandCoverage{band_of(c, s), row->bands[c][s]};
}

std::vector<BandCoverage> measured_coverages(std::string_view series) {
  std::vector<BandCoverage> all;
  const CoverageRow* row = row_of(series);
  for (std::size_t c = 0; row != nullptr && c < class_bands; ++c) {
    for (std::size_t s = 0; s < singleton_bands; ++s) {
      if (row->bands[c][s].scenarios > 0) all.push_back({band_of(c, s), row->bands[c][s]});
    }
  }
  return all;
}

std::string common_coverage(std::string_view series) {
  constexpr double few = singleton_edges[1];
  MeasuredCoverage all{100, 0, 0};
  for (const auto& [band, coverage] : measured_coverages(series)) {
    if (band.below_singletons > few) continue;
    all = {std::min(all.least, coverage.least), std::max(all.most, coverage.most),
           all.scenarios + coverage.scenarios};
  }
  return "95 % intervals covered " + describe(all) + " in studies with f1/n < " + round_trip(few);
}

std::string describe(const CoverageBand& band) {
  return between(band.least_singletons, "f1/n", band.below_singletons) + " and " +
         between(band.least_classes, "S", band.below_classes);
}

std::string describe(const MeasuredCoverage& coverage) {
  const std::string most = std::to_string(coverage.most) + " %";
  return coverage.least == coverage.most ? most : std::to_string(coverage.least) + " to " + most;
}

std::string series_if_observed(std::string_view estimator) {
  return std::string(estimator) + "(K=\"observed\")";
}

}  // namespace plim
