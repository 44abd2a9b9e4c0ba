#include "interval_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "plim/core/status.hpp"

namespace plim::cli {
namespace {

constexpr const char* usual_interval = "0.95";

/// An estimator that was given a number of classes, as in nsb(K=20), without it: that K is known, too.
std::string without_number_of_classes(const std::string& estimator) {
  const std::size_t open = estimator.find("(K=");
  if (open == std::string::npos) return estimator;
  const std::string_view number = std::string_view(estimator).substr(open + 3);
  const bool alone = number.find_first_not_of("0123456789") == number.size() - 1 && number.back() == ')';
  return alone ? estimator.substr(0, open) : estimator;
}

/// The series of the study of coverage that an estimate is one of, or "".
std::string series_of(const SampleEstimate& e) {
  if (e.of_density || e.target == nullptr || !e.target->grows_with_entropy) return "";
  return e.observed_K ? series_if_observed(e.estimator) : without_number_of_classes(e.estimator);
}

}  // namespace

Json coverage_json(const BandCoverage& m) {
  return {{"of", describe(m.band)},
          {"covered", describe(m.coverage)},
          {"least", m.coverage.least / 100.0},
          {"most", m.coverage.most / 100.0},
          {"scenarios", m.coverage.scenarios}};
}

void note_coverage(std::vector<SampleEstimate>& estimates, const DataPopulation& data,
                   const std::string& interval) {
  if (interval != usual_interval || data.n() == 0) return;
  const auto once = std::count(data.counts().begin(), data.counts().end(), 1);
  const double singletons = static_cast<double>(once) / static_cast<double>(data.n());
  for (SampleEstimate& e : estimates) {
    if (!is_success(e.status) || e.cells.empty() || std::isnan(e.cells[0].lo)) continue;
    e.measured = measured_coverage(series_of(e), singletons, static_cast<double>(data.observed_classes()));
  }
}

void print_coverage_source(std::ostream& out, const std::vector<SampleEstimate>& estimates) {
  const auto first = std::find_if(estimates.begin(), estimates.end(),
                                  [](const SampleEstimate& e) { return e.measured.has_value(); });
  if (first == estimates.end()) return;
  out << "95 % interval; covered: share that held the truth in studies with "
      << describe(first->measured->band)
      << ", least to most\n  over laws and n (S classes seen, f1 of them once; "
         "experiments/interval_coverage.toml)\n";
}

}  // namespace plim::cli
