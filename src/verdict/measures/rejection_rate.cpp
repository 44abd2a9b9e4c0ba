#include <cmath>

#include "errors.hpp"
#include "measures.hpp"

namespace plim {
namespace {

/// Intervals, and those of them that a null value lies outside of.
struct Rejections {
  double null = 0;
  std::int64_t count = 0, rejected = 0;

  void add(const Observation& o) {
    if (!is_success(o.outcome()) || std::isnan(o.cell.lo) || std::isnan(o.cell.hi)) return;
    ++count;
    if (null < o.cell.lo || null > o.cell.hi) ++rejected;
  }
  Rejections& operator+=(const Rejections& other) {
    count += other.count;
    rejected += other.rejected;
    return *this;
  }
  bool operator==(const Rejections&) const = default;
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.null);
    visitor(self.count);
    visitor(self.rejected);
  }
};

AnyAccumulator no_rejections(double null) { return AnyAccumulator(Rejections{null, 0, 0}); }

Measured rejection_rate(const AnyAccumulator& own, const Measure&, double) {
  const Rejections& r = *own.as<Rejections>();
  return proportion(r.rejected, r.count);
}

Estimated of_rejections(const CurveEvidence& evidence, std::size_t size) {
  const Rejections& r = *evidence.own(size).as<Rejections>();
  return estimate_proportion(r.rejected, r.count);
}

}  // namespace

const Measure rejection_rate_measure = {
    .name = "rejection_rate",
    .long_name = "share of intervals that do not hold a null value (power, or error of the first kind)",
    .scaling = Scaling::none,
    .needs_interval = true,
    .argument = {.name = "null value", .in_unit = true},
    .own = {"rejections", no_rejections, 0, true},
    .compute_own = rejection_rate,
    .estimate = of_rejections,
    .low = 0,
    .high = 1};

}  // namespace plim
