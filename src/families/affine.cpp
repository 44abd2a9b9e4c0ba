#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/composite.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// shift + scale X, X of another law; on integers if X, shift and scale are.
template <bool on_integers>
struct Affine {
  using value_type = double;
  static constexpr bool discrete = on_integers;
  static constexpr std::string_view name = "affine";
  static std::vector<Parameter> parameters() { return {}; }
  static Outcome<Affine> make(const Arguments&) { return Refusal{"an affine law is made of another"}; }

  double sample(Variate& v) const { return at(base.sample(v)); }
  void draw(const Address& address, std::uint64_t first, std::span<double> out) const {
    base.draw(address, first, out);
    for (double& x : out) x = at(x);
  }

  Support support() const {
    const auto [lower, upper] = base.support();
    return scale > 0 ? Support{at(lower), at(upper)} : Support{at(upper), at(lower)};
  }
  double log_density(double y) const {
    return base.log_density(back(y)) - (on_integers ? 0 : elementary::log(std::fabs(scale)));
  }
  double cdf(double y) const { return scale > 0 ? base.cdf(back(y)) : base.complement(before(y)); }
  double complement(double y) const { return scale > 0 ? base.complement(back(y)) : base.cdf(before(y)); }
  double log_cdf(double y) const {
    return scale > 0 ? base.log_cdf(back(y)) : base.log_complement(before(y));
  }
  double log_complement(double y) const {
    return scale > 0 ? base.log_complement(back(y)) : base.log_cdf(before(y));
  }
  double quantile(double p) const {
    return quantile_within(p, support(), [this](double inner) {
      return at(scale > 0 ? base.quantile(inner) : base.complement_quantile(below(inner)));
    });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(q, support(), [this](double inner) {
      return at(scale > 0 ? base.complement_quantile(inner) : base.quantile(above(inner)));
    });
  }
  double mean() const { return at(base.mean()); }
  double variance() const { return scale * scale * base.variance(); }
  double skewness() const { return std::copysign(1, scale) * base.skewness(); }
  double excess_kurtosis() const { return base.excess_kurtosis(); }
  Shape shape_of_draw() const {
    Shape shape = base.shape();
    if (scale < 0) shape = {-shape.skewness, shape.excess, -shape.fifth, shape.sixth};
    return shape;
  }
  double entropy() const { return base.entropy() + (on_integers ? 0 : elementary::log(std::fabs(scale))); }

  AnyLaw base;
  double shift, scale;
  bool operator==(const Affine&) const = default;

 private:
  double at(double x) const { return shift + scale * x; }
  double back(double y) const { return (y - shift) / scale; }
  // Where scale < 0: {shift + scale X <= y} = {X >= x} = {X > before}, the integer before x if X is one.
  double before(double y) const { return on_integers ? std::ceil(back(y)) - 1 : back(y); }
  // The largest integer x with P(X >= x) >= p is the least with P(X > x) < p, and so at the other end.
  static double below(double p) { return on_integers ? std::nextafter(p, 0) : p; }
  static double above(double q) { return on_integers ? std::nextafter(q, 1) : q; }
};

namespace {

template <bool on_integers>
ComposedLaw affine_of(const PartOfLaw& part, double shift, double scale) {
  return {AnyLaw(Affine<on_integers>{part.law, shift, scale}), {part.drawing.by_blocks, Statistic::none}};
}

Outcome<ComposedLaw> make_affine(const std::vector<PartOfLaw>& parts, const Arguments& own) {
  const double shift = own.real("shift"), scale = own.real("scale");
  if (scale == 0) return Refusal{"scale is 0, but must be another number"};
  if (!parts.front().law.discrete()) return affine_of<false>(parts.front(), shift, scale);
  for (const auto& [name, x] : {std::pair{"shift", shift}, std::pair{"scale", scale}}) {
    if (x != std::floor(x) || std::fabs(x) > 0x1p53)
      return Refusal{std::string(name) + " is " + round_trip(x) +
                     ", but of a law on integers must be an integer"};
  }
  return affine_of<true>(parts.front(), shift, scale);
}

}  // namespace

CompositeLaw affine_law() {
  const Parameter shift{"shift", Domain::real, "what is added", Value{0.0}},
      scale{"scale", Domain::real, "by what it is multiplied, not 0", Value{1.0}};
  return {"affine",
          "shift + scale X, X of another law",
          {shift, scale},
          "of",
          {},
          make_affine,
          "its parameters are those of another law, and a model names one family"};
}

}  // namespace plim
