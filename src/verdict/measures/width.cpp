#include "errors.hpp"
#include "measures.hpp"
#include "plim/verdict/curve.hpp"

namespace plim {
namespace {

Measured width(const SeriesStats& s, double) { return mean_of(s.width); }

Estimated limits_of_width(const CurveEvidence& evidence, std::size_t size) {
  return estimate_mean(terms_of_moments(evidence.stats(size).width), evidence.unit());
}

constexpr Quantity width_quantities[] = {Quantity::width};
constexpr PairedQuantity width_pairs[] = {{Quantity::width, false}, {Quantity::width, true}};

Estimated compare_width(const CurveEvidence& evidence, const JointStats& joint, std::size_t) {
  const double gradient[] = {1, -1};
  return estimate_mean(terms_of(joint.mean(0) - joint.mean(1), joint.standard_error(gradient), joint.count(),
                                most_skewed(joint, 0, 1)),
                       evidence.measure_unit());
}

}  // namespace

const Measure width_measure = {.name = "width",
                               .long_name = "mean width of the intervals",
                               .needs_interval = true,
                               .asks = {.widths = true},
                               .compute = width,
                               .estimate = limits_of_width,
                               .curve = {.quantities = width_quantities, .point = point_of_mean},
                               .comparison = {.quantities = width_pairs, .difference = compare_width},
                               .low = 0};

}  // namespace plim
