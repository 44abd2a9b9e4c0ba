#pragma once
#include <cmath>
#include <span>
#include <vector>

#include "plim/core/number.hpp"
#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// What all laws of location + scale Z have in common.
struct LocationScale {
  double location, scale;
  bool operator==(const LocationScale&) const = default;

  static std::vector<Parameter> parameters() {
    return {{"location", Domain::real, "location"}, {"scale", Domain::positive, "scale, not sd"}};
  }
  static LocationScale of(const Arguments& a) { return {a.real("location"), a.real("scale")}; }

  /// (x - location) / scale.
  double deviate(double x) const {
    const double gap = x - location;
    if (std::isfinite(gap) || !std::isfinite(x)) return gap / scale;
    return (0.5 * x - 0.5 * location) / (0.5 * scale);  // the gap overflows, not its multiple of the scale
  }
  double at_deviate(double z) const { return location + scale * z; }
  double log_scale() const { return elementary::log(scale); }

  /// The gradient of the log density in location and scale, from -d ln f / dz at the deviate z.
  void place_score(double z, double slope, std::span<double> gradient) const {
    gradient[0] = slope / scale;
    gradient[1] = (z * slope - 1) / scale;
  }
  /// The information of location, of both and of scale, of which that at scale 1 is given.
  FisherInformation place_information(double place, double both, double spread) const {
    const double cross = both / scale / scale;
    return {{"location", "scale"}, {place / scale / scale, cross, cross, spread / scale / scale}};
  }
};

/// The law, unless a double cannot hold its draws.
template <class F>
Outcome<F> if_draws_are_finite(const F& law) {
  if (law.holds_draws()) return law;
  return Refusal{"location is " + round_trip(law.location) + " and scale " + round_trip(law.scale) +
                 ", but draws must be finite numbers"};
}

}  // namespace plim
