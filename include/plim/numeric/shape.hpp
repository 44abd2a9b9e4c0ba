#pragma once
#include <limits>
#include <span>

namespace plim {

/// Standardised cumulants of orders three to six of a law: kappa_r / sd^r. NaN: not known; infinity: that
/// moment does not exist.
struct Shape {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  double skewness = unknown, excess = unknown, fifth = unknown, sixth = unknown;

  bool operator==(const Shape&) const = default;
};

inline constexpr Shape normal_shape{0, 0, 0, 0};

/// Of the mean of n independent draws: kappa_r / n^(r/2 - 1).
Shape shape_of_mean(const Shape& one, double n);

/// Of the value x[k] with probability p[k]: `p, x: [K]`, sum p = 1. Unknown if it does not vary.
Shape shape_of_law(std::span<const double> p, std::span<const double> x);

/// Of an indicator of probability p.
Shape shape_of_indicator(double p);

/// From raw moments E X^r, r = 0 .. 6 (infinite where they do not exist, and then all higher ones too), of a
/// variable that is centred nearly enough for them not to cancel.
Shape shape_of_moments(std::span<const double> raw);

/// What is known of (X - c)^2, X of that shape and sd 1 and mean c + b: its variation sd / mean, and its
/// skewness; NaN or infinite like the moments that they need.
struct SquareShape {
  double variation, skewness;
};
SquareShape shape_of_square(const Shape& x, double b);

}  // namespace plim
