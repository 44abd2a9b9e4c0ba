#include <array>

#include "measures.hpp"
#include "spreads.hpp"

namespace plim {
namespace {

Measured difference(const JointStats& pair) {
  if (pair.count() == 0) return {};
  const std::array<double, 4> itself = {1, 0, 0, 0};
  return {pair.mean(0), pair.standard_error(itself), pair.count()};
}

Estimated limits_of_difference(const CurveEvidence& evidence, std::size_t size) {
  const JointStats& pair = evidence.pair(size);
  if (pair.count() == 0) return {};
  const double direction[] = {1, 0, 0, 0};
  Terms t = terms_of(pair.mean(0), pair.standard_error(direction), pair.count(), pair.skewness(0));
  set_range_of_difference(t, evidence.range(size), evidence.paired_range(size));
  t.scale = evidence.size_of_estimates(size);
  return estimate_mean(t, evidence.unit());
}

/// Nearly a multiple of the mean of products of errors and differences, as skewed as either.
Estimated limits_of_precision(const CurveEvidence& evidence, std::size_t size) {
  const JointStats& pair = evidence.pair(size);
  if (!differ(pair, evidence.size_of_estimates(size)))
    return undecidable(pair.count(), "the two differ by the same in all replicates");
  const Measured m = precision_gain(pair);
  return estimate_mean(terms_of(m.value, m.mcse, m.count, most_skewed(pair, 0, 2)), 1);
}

}  // namespace

const Measure difference_measure = {.name = "difference",
                                    .long_name = "mean of estimate - reference, paired",
                                    .paired = difference,
                                    .estimate = limits_of_difference,
                                    .with_infinite = not_finite};

const Measure relative_precision_measure = {.name = "relative_precision",
                                            .long_name = "100 ((S_ref / S)^2 - 1), percent, paired",
                                            .scaling = Scaling::none,
                                            .paired = precision_gain,
                                            .estimate = limits_of_precision,
                                            .with_infinite = not_finite,
                                            .low = -100};

}  // namespace plim
