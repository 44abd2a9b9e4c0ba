#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

/// How often 95 % intervals held the truth, in percent: the least and the most of the scenarios of one band.
struct MeasuredCoverage {
  int least = 0, most = 0, scenarios = 0;
};

/// What a user sees of scenarios: the share f1/n of draws that are of classes seen once, and the number S of
/// classes seen, each from `least` to below `below`.
struct CoverageBand {
  double least_singletons = 0, below_singletons = 1, least_classes = 0, below_classes = 0;
};

constexpr std::size_t class_bands = 3, singleton_bands = 5;

/// An estimator of entropy by its series in experiments/interval_coverage.toml: name, or name(K="observed").
struct CoverageRow {
  std::string_view series;
  MeasuredCoverage bands[class_bands][singleton_bands];
};

/// A band and what was measured in it.
struct BandCoverage {
  CoverageBand band;
  MeasuredCoverage coverage;
};

/// The band of samples with f1/n = `singletons` and S = `classes`, and the coverage of the series' intervals
/// in it; nothing if it was not measured.
std::optional<BandCoverage> measured_coverage(std::string_view series, double singletons, double classes);

/// All bands in which the series was measured, by S and then by f1/n; empty if it was not.
std::vector<BandCoverage> measured_coverages(std::string_view series);

/// "95 % intervals covered 91 to 96 % in studies with f1/n < 0.05", over every S.
std::string common_coverage(std::string_view series);

/// "f1/n < 0.01 and S >= 200".
std::string describe(const CoverageBand& band);

/// "91 to 96 %".
std::string describe(const MeasuredCoverage& coverage);

/// The series of an estimator that takes a number of classes, if it is told those that were seen.
std::string series_if_observed(std::string_view estimator);

}  // namespace plim
