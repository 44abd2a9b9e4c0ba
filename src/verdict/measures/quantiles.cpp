#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "measures.hpp"
#include "plim/numeric/order_statistics.hpp"

namespace plim {
namespace {

double estimate_of(const Observation& o) { return o.cell.value; }
double size_of_error(const Observation& o) { return std::fabs(o.cell.value - o.truth); }

/// One number of every replicate that gave an estimate, infinite ones among them, in the order of the
/// replicates.
template <double (*number)(const Observation&)>
struct Kept {
  std::vector<double> values;

  void add(const Observation& o) {
    const bool counts = is_success(o.outcome()) || o.outcome() == Status::infinite;
    if (counts && !std::isnan(number(o))) values.push_back(number(o));
  }
  Kept& operator+=(const Kept& other) {
    values.insert(values.end(), other.values.begin(), other.values.end());
    return *this;
  }
  bool operator==(const Kept&) const = default;
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.values);
  }
};

template <double (*number)(const Observation&)>
AnyAccumulator none_kept(double) {
  return AnyAccumulator(Kept<number>{});
}

template <double (*number)(const Observation&)>
std::vector<double> ascending(const AnyAccumulator& own) {
  std::vector<double> values = own.as<Kept<number>>()->values;
  std::sort(values.begin(), values.end());
  return values;
}

constexpr double half = 0.5;
double order_of(const Measure& measure) { return std::isnan(measure.given) ? half : measure.given; }

Measured measured(const std::vector<double>& values, double order) {
  return {sample_quantile(values, order), sample_quantile_se(values, order),
          static_cast<std::int64_t>(values.size())};
}

template <double (*number)(const Observation&)>
Measured quantile(const AnyAccumulator& own, const Measure& measure, double) {
  return measured(ascending<number>(own), order_of(measure));
}

/// By order statistics, which hold whatever the law, ties included; none go beyond `range`.
template <double (*number)(const Observation&)>
Estimated limits(const CurveEvidence& evidence, std::size_t size, const Range& range) {
  const std::vector<double> values = ascending<number>(evidence.own(size));
  const double order = order_of(*evidence.measure()), unit = evidence.unit();
  const Measured m = measured(values, order);
  Estimated e;
  e.value = m.value * unit;
  e.count = m.count;
  e = with_limits(e, m.mcse * unit, [=](double tail) {
    const Limits l = quantile_limits(values, order, tail);
    return Limits{std::fmax(l.lower, range.low) * unit, std::fmin(l.upper, range.high) * unit};
  });
  e.least = [order](double tail) { return fewest_for_quantile(order, tail); };
  e.remark = [order, count = static_cast<double>(m.count)](double tail) {
    return std::string(
        count < fewest_for_quantile(order, tail) ? "too few replicates for limits of this quantile" : "");
  };
  return e;
}

Estimated of_quantile(const CurveEvidence& evidence, std::size_t size) {
  return limits<estimate_of>(evidence, size, evidence.range(size));
}

Estimated of_absolute_error(const CurveEvidence& evidence, std::size_t size) {
  return limits<size_of_error>(evidence, size, {0, std::numeric_limits<double>::infinity()});
}

constexpr OwnAccumulator estimates = {"estimates", none_kept<estimate_of>, sizeof(double)};

}  // namespace

const Measure median_measure = {.name = "median",
                                .long_name = "median of the estimates",
                                .own = estimates,
                                .compute_own = quantile<estimate_of>,
                                .estimate = of_quantile,
                                .margin = UsualMargin::sd,
                                .of_ranks = true};

const Measure quantile_measure = {.name = "quantile",
                                  .long_name = "quantile of the estimates",
                                  .argument = {.name = "order", .above = 0, .below = 1},
                                  .own = estimates,
                                  .compute_own = quantile<estimate_of>,
                                  .estimate = of_quantile,
                                  .margin = UsualMargin::sd,
                                  .of_ranks = true};

const Measure median_absolute_error_measure = {
    .name = "median_absolute_error",
    .long_name = "median of |estimate - truth|",
    .needs_truth = true,
    .own = {"absolute errors", none_kept<size_of_error>, sizeof(double)},
    .compute_own = quantile<size_of_error>,
    .estimate = of_absolute_error,
    .low = 0,
    .of_ranks = true};

}  // namespace plim
