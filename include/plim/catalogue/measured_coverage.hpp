#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

/// How often 95 % intervals held the truth, in percent: the least and the most of the scenarios of one band.
struct MeasuredCoverage {
  int least = 0, most = 0, scenarios = 0;
};

/// What a user sees of a sample, and of the first of two: the share f1/n of draws that are of classes seen
/// once, the number S of classes seen (of a joint table cells), observations, their coordinates.
struct Visible {
  double singletons = 0, classes = 0, n = 0, coordinates = 1;
};

/// One of these, `least` or more, in bands that begin at `edges`.
struct CoverageAxis {
  const char* name;
  double Visible::*value;
  double least;
  std::span<const double> edges;
};

constexpr std::size_t most_bands = 15;

/// An estimator by its series in a study, as name or name(K="observed"), of an estimand, and its bands: the
/// inner axis changes faster.
struct CoverageRow {
  std::string_view of, series;
  MeasuredCoverage bands[most_bands];
};

/// What a study measured on one kind of data, and of which samples it is told in short.
struct CoverageTable {
  const char *study, *words;  // the file, and what the names of axes are
  bool two_samples, of_density;
  CoverageAxis outer, inner;
  double common_least, common_below;  // on the inner axis
  std::span<const CoverageRow> rows;
};

/// A band of a table and what was measured in it.
struct BandCoverage {
  const CoverageTable* table;
  std::size_t outer, inner;
  MeasuredCoverage coverage;
};

/// What is estimated, of which kind of data.
struct CoverageKey {
  std::string_view of;
  bool two_samples, of_density;
};

/// All bands in which a series was measured; `summary`: "95 % intervals of kl covered 91 to 96 % in studies
/// with f1/n < 0.05", over the outer axis.
struct SeriesCoverage {
  std::string_view series;
  std::string summary;
  std::vector<BandCoverage> bands;
};

/// The coverage of the series' intervals in the band that a sample is in; nothing if it was not measured.
std::optional<BandCoverage> measured_coverage(const CoverageKey& key, std::string_view series,
                                              const Visible& visible);

/// Every series of the estimator, with whatever options it was measured.
std::vector<SeriesCoverage> measured_series(const CoverageKey& key, std::string_view estimator);

/// "f1/n < 0.01 and S >= 200".
std::string describe_band(const BandCoverage& band);

/// "91 to 96 %".
std::string describe(const MeasuredCoverage& coverage);

/// True of a series that is told the classes seen as the number of classes.
bool is_of_observed(std::string_view series);

/// The series of an estimator that takes a number of classes, if it is told those that were seen.
std::string series_if_observed(std::string_view estimator);

}  // namespace plim
