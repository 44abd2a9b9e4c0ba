#include "data_warnings.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/format.h>

#include "plim/grammar/units.hpp"

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

/// True of the entropy of the classes seen and of what is made of it: the more classes, the more it can be.
/// The perplexity of a model on a text is a mean loss, which no number of classes bounds.
bool is_of_classes(const SampleEstimate& e) {
  return !e.of_density && !e.of_ngrams && e.target != nullptr && e.target->most != nullptr;
}

void warn(SampleEstimate& e, const Rarity& rarity) {
  if (!is_of_classes(e) || !is_success(e.status) || std::isnan(e.cells[0].se)) return;
  const bool entropy = e.target->information;
  const bool none = std::isnan(e.cells[0].lo);
  // The perplexity's standard error is that of the entropy in nats times the perplexity.
  const double unit = entropy ? unit_factor(e.unit) : 1,
               se = e.cells[0].se / (entropy ? unit : e.cells[0].value);
  if (e.estimator == "ml" && rarity.bias > se / 2) {
    e.warnings.push_back(
        fmt::format("the plug-in's bias, about (S-1)/(2n) = {:.4g} {}, exceeds half the standard error{}",
                    rarity.bias * unit, entropy ? e.unit : "nat",
                    none ? "" : ": the interval may miss the " + e.estimand));
  }
  if (rarity.singletons > most_singletons) {
    e.warnings.push_back(
        fmt::format("{:.3g} % of the draws are seen once: unseen classes may make the {} too low",
                    100 * rarity.singletons, none ? "estimate" : "interval"));
  }
}

void add_once(std::vector<std::string>& warnings, const std::string& warning) {
  if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end()) warnings.push_back(warning);
}

/// What is to be said of an interval beside the edge of its range, or "".
std::string edge_of(const SampleEstimate& e, std::size_t output) {
  const Cell& c = e.cells[output];
  const std::string& key = e.keys[output];
  const bool share = key == "p" || key.rfind("p[", 0) == 0 || (e.target != nullptr && e.target->share);
  const double least = e.target != nullptr ? e.target->least : 0;
  if (std::isnan(c.lo)) {
    if (e.status == Status::boundary) return "no interval: the estimate lies on the edge of its range";
    if (e.status == Status::nonunique) return "no interval: other parameters have the same likelihood";
    if (c.se == 0) {
      return is_of_classes(e) ? "no interval: all classes seen are equally frequent, where the first-order "
                                "standard error is 0"
                              : "no interval: the standard error is 0";
    }
    const bool others =
        std::any_of(e.cells.begin(), e.cells.end(), [](const Cell& o) { return o.lo <= o.hi; });
    return std::isnan(c.se) && !others ? "no interval: the sample is too small for one at this level" : "";
  }
  if (c.lo == c.hi && e.status == Status::boundary)
    return "Wald's interval of an estimate on the edge of its range is a point and says nothing of its error";
  if ((c.lo == c.value || c.hi == c.value) && e.status == Status::boundary)
    return "the estimate lies on the edge of its range: its interval is one-sided";
  if (c.lo == least && c.value != least && (e.by_resampling || 2 * c.value - c.hi < least)) {
    return fmt::format("the interval {} {}, the least that can be",
                       e.by_resampling ? "of the resamples reaches" : "is cut off at", least);
  }
  if (share && c.hi == 1 && c.value < 1) return "the interval is cut off at 1, the most that can be";
  return "";
}

/// What K classes can have bounds the interval.
void cut_to_classes(SampleEstimate& e, std::size_t K) {
  const double most =
      e.target->most(static_cast<double>(K)) * (e.target->information ? unit_factor(e.unit) : 1);
  Cell& c = e.cells[0];
  if (!(c.hi > most * (1 + 1e-12))) return;
  if (c.lo < most) {
    c.hi = most;
    e.warnings.push_back(
        fmt::format("the interval is cut off at {:.6g}, the most that {} classes can have", most, K));
  } else {
    c.lo = c.hi = not_given;
    e.warnings.push_back(
        fmt::format("no interval: it lies above {:.6g}, the most that {} classes can have", most, K));
  }
}

/// The estimator, with its estimand where it has several.
std::string name_among(const std::vector<SampleEstimate>& estimates, const SampleEstimate& e) {
  const auto same = std::count_if(estimates.begin(), estimates.end(), [&e](const SampleEstimate& other) {
    return other.estimator == e.estimator;
  });
  return same > 1 ? e.estimator + " of " + e.estimand : e.estimator;
}

}  // namespace

void warn_of_edges(std::vector<SampleEstimate>& estimates, std::optional<std::size_t> K) {
  for (SampleEstimate& e : estimates) {
    if (!is_success(e.status) || !e.has_interval) continue;
    for (std::size_t i = 0; i < e.cells.size(); ++i) {
      if (const std::string edge = edge_of(e, i); !edge.empty()) add_once(e.warnings, edge);
    }
    if (K && is_of_classes(e)) cut_to_classes(e, *K);
  }
}

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
        lines.emplace_back(warning, name_among(estimates, e));
      } else {
        same->second += ", " + name_among(estimates, e);
      }
    }
  }
  for (const auto& [warning, estimators] : lines) out << "warning: " << estimators << ": " << warning << "\n";
}

}  // namespace plim::cli
