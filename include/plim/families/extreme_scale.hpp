#pragma once
#include <cmath>
#include <span>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/location_scale.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// Location, scale and shape of the laws of extremes, which see x as h = ln(1 + shape z) / shape, z = (x -
/// location) / scale; h = z at shape 0. They live where 1 + shape z > 0.
struct ExtremeScale : LocationScale {
  double shape;
  bool operator==(const ExtremeScale&) const = default;

  static std::vector<Parameter> parameters() {
    std::vector<Parameter> all = LocationScale::parameters();
    all.push_back({"shape", Domain::real, "of the upper tail: heavy above 0, with an end below 0"});
    return all;
  }
  static ExtremeScale of(const Arguments& a) { return {LocationScale::of(a), a.real("shape")}; }

  /// The double at or next beyond where 1 + shape z is 0, of a shape other than 0.
  double end() const {
    const double near = location - scale / shape;
    return left(near) > 0 ? std::nextafter(near, shape < 0 ? infinity : -infinity) : near;
  }
  /// h of x, -inf and inf beyond the support.
  double reduced(double x) const {
    const double z = deviate(x), product = shape * z;
    if (shape == 0 || std::fabs(product) < negligible) return z;
    if (product == infinity)
      return (elementary::log(std::fabs(shape)) + elementary::log(std::fabs(z))) / shape;
    if (product > -0.5) return elementary::log1p(product) / shape;
    const double rest = left(x);
    return rest > 0 ? elementary::log(rest) / shape : shape > 0 ? -infinity : infinity;
  }
  /// x of h.
  double at_reduced(double h) const {
    const double power = shape * h;
    return at_deviate(std::fabs(power) < negligible ? h : elementary::expm1(power) / shape);
  }
  /// The same of a chunk of a fill.
  void at_reduced(std::span<double> h) const {
    FillChunk given;
    std::copy(h.begin(), h.end(), given.begin());
    for (double& x : h) x *= shape;
    arrays::expm1(h);
    for (std::size_t i = 0; i < h.size(); ++i)
      h[i] = at_deviate(std::fabs(shape * given[i]) < negligible ? given[i] : h[i] / shape);
  }

  /// The score in all three parameters at h, `pull` being 1 + shape less d ln f / dh of the law of h.
  void extreme_score(double h, double pull, std::span<double> gradient) const {
    const double power = shape * h;
    const double shrunk = std::fabs(power) < negligible ? h : -elementary::expm1(-power) / shape;
    gradient[0] = pull * elementary::exp(-power) / scale;
    gradient[1] = (pull * shrunk - 1) / scale;
    gradient[2] = pull * h * h * curve(power) - h;
  }

 private:
  static constexpr double negligible = 0x1p-54;

  /// 1 + shape z with the digits that x - location may lose (Knuth 1997, theorem 4.2.2B).
  double left(double x) const {
    const double gap = x - location, back = gap - x, lost = (x - (gap - back)) - (location + back);
    return (std::fma(shape, gap, scale) + shape * lost) / scale;
  }
  /// (e^-y - 1 + y) / y^2, so that dh/dshape = -h^2 curve(shape h).
  static double curve(double y) {
    if (std::fabs(y) > 0.5) return (elementary::expm1(-y) + y) / y / y;
    double sum = 0;
    for (int k = 16; k > 1; --k) sum = (1 - y * sum) / k;
    return sum;
  }
};

/// The law, unless a double cannot hold its draws.
template <class F>
Outcome<F> if_extremes_are_finite(const F& law) {
  if (law.holds_draws()) return law;
  return Refusal{"shape is " + round_trip(law.shape) + " and scale " + round_trip(law.scale) +
                 ", but draws, up to location + scale 2^(128 |shape|) / |shape|, must be finite numbers"};
}

}  // namespace plim
