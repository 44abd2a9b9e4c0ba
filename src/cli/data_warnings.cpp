#include "data_warnings.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

#include "plim/study/units.hpp"

namespace plim::cli {
namespace {

constexpr double most_singletons = 0.1;  // of the draws

/// What the warnings are made of.
struct Rarity {
  double bias = 0;        // nats
  double singletons = 0;  // share of the draws
};

Rarity rarity_of(const DataPopulation& data) {
  double seen = 0, once = 0;
  for (const std::int64_t c : data.counts()) {
    seen += c > 0 ? 1 : 0;
    once += c == 1 ? 1 : 0;
  }
  const double n = static_cast<double>(data.n());
  return {(seen - 1) / (2 * n), once / n};
}

void warn(SampleEstimate& e, const Rarity& rarity) {
  const bool entropy = e.estimand == "entropy";
  if ((!entropy && e.estimand != "perplexity") || !is_success(e.status) || std::isnan(e.cells[0].lo)) return;
  // The perplexity's standard error is that of the entropy in nats times the perplexity.
  const double unit = entropy ? unit_factor(e.unit) : 1,
               se = e.cells[0].se / (entropy ? unit : e.cells[0].value);
  if (rarity.bias > se / 2) {
    e.warnings.push_back(fmt::format(
        "the plug-in's bias, about (S-1)/(2n) = {:.4g} {}, exceeds half the standard error: the interval may "
        "miss the {}",
        rarity.bias * unit, entropy ? e.unit : "nat", e.estimand));
  }
  if (rarity.singletons > most_singletons) {
    e.warnings.push_back(
        fmt::format("{:.3g} % of the draws are seen once: unseen classes may make the interval too low",
                    100 * rarity.singletons));
  }
}

}  // namespace

void warn_of_intervals(std::vector<SampleEstimate>& estimates, const DataPopulation& data) {
  if (data.n() == 0) return;
  const Rarity rarity = rarity_of(data);
  for (SampleEstimate& e : estimates) warn(e, rarity);
}

void print_warnings(std::ostream& out, const std::vector<SampleEstimate>& estimates) {
  std::vector<std::pair<std::string, std::string>> lines;  // warning -> estimators
  for (const SampleEstimate& e : estimates) {
    for (const std::string& warning : e.warnings) {
      const auto same = std::find_if(lines.begin(), lines.end(),
                                     [&warning](const auto& line) { return line.first == warning; });
      if (same == lines.end()) {
        lines.emplace_back(warning, e.estimator);
      } else {
        same->second += ", " + e.estimator;
      }
    }
  }
  for (const auto& [warning, estimators] : lines) out << "warning: " << estimators << ": " << warning << "\n";
}

}  // namespace plim::cli
