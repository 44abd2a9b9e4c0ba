#include "interval_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <set>

#include "plim/core/status.hpp"
#include "plim/views/functionals.hpp"

namespace plim::cli {
namespace {

constexpr const char* usual_interval = "0.95";

/// An estimator that was given a number of classes, as in nsb(K=20), without it: that K is known, too. K
/// stands before other options.
std::string without_number_of_classes(const std::string& estimator) {
  const std::size_t open = estimator.find("(K=");
  if (open == std::string::npos) return estimator;
  const std::size_t end = estimator.find_first_not_of("0123456789", open + 3);
  if (estimator[end] == ')') return estimator.substr(0, open);
  return estimator[end] == ',' ? estimator.substr(0, open + 1) + estimator.substr(end + 2) : estimator;
}

/// The series of a study of coverage that an estimate is one of.
std::string series_of(const SampleEstimate& e) {
  return e.observed_K ? series_if_observed(e.estimator) : without_number_of_classes(e.estimator);
}

Visible visible_of(const DataPopulation& data) {
  const auto counts = data.counts();
  const double n = static_cast<double>(data.n());
  const double once = static_cast<double>(std::count(counts.begin(), counts.end(), 1));
  const auto seen = std::count_if(counts.begin(), counts.end(), [](std::int64_t c) { return c > 0; });
  return {once / n, static_cast<double>(seen), n, static_cast<double>(data.dimension_of_pair())};
}

/// True of data as they were studied: a joint table of two factors, for what is seen of more is not what is
/// seen of two of them, and two samples of about one size.
bool is_like_studies(const DataPopulation& data) {
  if (data.public_facts().factors.size() > 2) return false;
  const std::int64_t m = data.m().value_or(data.n());
  return m <= 2 * data.n() && data.n() <= 2 * m;
}

}  // namespace

Json coverage_json(const BandCoverage& m) {
  return {{"of", describe_band(m)},
          {"covered", describe(m.coverage)},
          {"least", m.coverage.least / 100.0},
          {"most", m.coverage.most / 100.0},
          {"scenarios", m.coverage.scenarios}};
}

std::string_view measured_as(const Estimand& estimand) {
  return estimand.grows_with_entropy ? functional::entropy : estimand.name;
}

void note_coverage(std::vector<SampleEstimate>& estimates, const DataPopulation& data,
                   const std::string& interval) {
  if (interval != usual_interval || data.n() == 0 || !is_like_studies(data)) return;
  const Visible visible = visible_of(data);
  for (SampleEstimate& e : estimates) {
    if (!is_success(e.status) || e.cells.empty() || std::isnan(e.cells[0].lo) || e.target == nullptr)
      continue;
    e.measured = measured_coverage({measured_as(*e.target), data.m().has_value(), e.of_density}, series_of(e),
                                   visible);
  }
}

void print_coverage_source(std::ostream& out, const std::vector<SampleEstimate>& estimates) {
  std::set<std::string> said;
  for (const SampleEstimate& e : estimates) {
    if (!e.measured || !said.insert(describe_band(*e.measured)).second) continue;
    out << "95 % interval; covered: share that held the truth in studies with " << describe_band(*e.measured)
        << ", least to most\n  over laws and n (" << e.measured->table->words << "; experiments/"
        << e.measured->table->study << ".toml)\n";
  }
}

}  // namespace plim::cli
