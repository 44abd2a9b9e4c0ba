#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "measures.hpp"

namespace plim {
namespace {

/// Ends of the intervals less the truth, if there is one, and the mean of the estimates less it.
struct Intervals {
  Moments centre;
  std::vector<double> lower, upper;

  void add(const Observation& o) {
    if (!is_success(o.outcome()) || std::isnan(o.cell.lo) || std::isnan(o.cell.hi)) return;
    const double origin = std::isnan(o.truth) ? 0 : o.truth;
    centre.add(o.cell.value - origin);
    lower.push_back(o.cell.lo - origin);
    upper.push_back(o.cell.hi - origin);
  }
  Intervals& operator+=(const Intervals& other) {
    centre += other.centre;
    lower.insert(lower.end(), other.lower.begin(), other.lower.end());
    upper.insert(upper.end(), other.upper.begin(), other.upper.end());
    return *this;
  }
  bool operator==(const Intervals&) const = default;
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.centre);
    visitor(self.lower);
    visitor(self.upper);
  }
};

AnyAccumulator no_intervals(double) { return AnyAccumulator(Intervals{}); }

using Ends = std::vector<double>;
std::int64_t up_to(const Ends& ascending, double x) {
  return std::upper_bound(ascending.begin(), ascending.end(), x) - ascending.begin();
}
std::int64_t below(const Ends& ascending, double x) {
  return std::lower_bound(ascending.begin(), ascending.end(), x) - ascending.begin();
}

/// How many intervals hold a point, at least and at most, of all points between two.
struct Held {
  std::int64_t least, most;
};
Held held_between(const Ends& lower, const Ends& upper, double from, double to) {
  const std::int64_t first = up_to(lower, from) - below(upper, from);
  Held held{first, first};
  // One more from a lower end on, one less just above an upper end.
  for (std::int64_t i = up_to(lower, from); i < up_to(lower, to); ++i) {
    const double x = lower[static_cast<std::size_t>(i)];
    held.most = std::max(held.most, up_to(lower, x) - below(upper, x));
  }
  for (std::int64_t i = below(upper, from); i < below(upper, to); ++i) {
    const double x = upper[static_cast<std::size_t>(i)];
    held.least = std::min(held.least, up_to(lower, x) - up_to(upper, x));
  }
  return held;
}

Measured coverage(const AnyAccumulator& own, const Measure&, double) {
  const Intervals& s = *own.as<Intervals>();
  std::int64_t hits = 0;
  for (std::size_t i = 0; i < s.lower.size(); ++i)
    hits += s.lower[i] <= s.centre.mean && s.centre.mean <= s.upper[i] ? 1 : 0;
  return proportion(hits, s.centre.count);
}

/// The mean of the estimates is known up to its own limits: half the tail goes to these, half to the
/// proportion at whatever point between them is worst.
Estimated of_coverage(const CurveEvidence& evidence, std::size_t size) {
  const Intervals& s = *evidence.own(size).as<Intervals>();
  const Measured m = coverage(evidence.own(size), *evidence.measure(), not_given);
  Estimated e = estimate_proportion(std::llrint(m.value * static_cast<double>(m.count)), m.count);
  if (m.count == 0) return e;
  Ends lower = s.lower, upper = s.upper;
  std::sort(lower.begin(), lower.end());
  std::sort(upper.begin(), upper.end());
  const Terms centre = terms_of_moments(s.centre);
  e.limits = [=, count = m.count](double tail) {
    const Limits mean = limits_of_mean(centre, tail / 4);
    if (std::isnan(mean.lower) || std::isnan(mean.upper)) return Limits{};
    const Held held = held_between(lower, upper, mean.lower, mean.upper);
    return Limits{proportion_limits(held.least, count, tail / 2).lower,
                  proportion_limits(held.most, count, tail / 2).upper};
  };
  return e;
}

}  // namespace

const Measure bias_eliminated_coverage_measure = {
    .name = "bias_eliminated_coverage",
    .long_name =
        "share of intervals that hold the mean of the estimates (with a truth that is drawn: less its bias)",
    .scaling = Scaling::none,
    .needs_interval = true,
    .own = {"intervals", no_intervals, 2 * sizeof(double)},
    .compute_own = coverage,
    .estimate = of_coverage,
    .with_infinite = not_finite,
    .low = 0,
    .high = 1};

}  // namespace plim
